import { expect, test } from 'vitest'
import { Journal } from './journal.ts'

const withoutTimes = (text: string) => text.replaceAll(/^ *[\d.]+ /gm, '')

test('an excerpt has the lines that name a node of the cell, and all that was logged', () => {
  const journal = new Journal()
  journal.record('stdin', '{"id":"1.1.dialer#4","method":"dial","node":"1.1.dialer"}')
  journal.record('stdin', '{"id":"11.1.dialer#5","method":"dial","node":"11.1.dialer"}')
  journal.record('stderr', 'dialling …')
  journal.record('stdout', '{"id":"1.1.dialer#4","result":{}}')
  journal.record('stdout', '{"id":"11.1.dialer#5","result":{}}')
  expect(withoutTimes(journal.excerpt(['1.1.dialer'], 0))).toBe(
    [
      '→ {"id":"1.1.dialer#4","method":"dial","node":"1.1.dialer"}\n',
      '│ dialling …\n',
      '← {"id":"1.1.dialer#4","result":{}}\n',
    ].join(''),
  )
})

test('an excerpt begins at its time, and counts from there', () => {
  const journal = new Journal()
  journal.record('stderr', 'before')
  const fromMs = performance.now()
  journal.record('stderr', 'after')
  expect(journal.excerpt([], fromMs)).toMatch(/^ {5,}\d+\.\d │ after\n$/)
  expect(journal.excerpt([], performance.now() + 1)).toBe('')
})

test('the last words are the last lines on stderr', () => {
  const journal = new Journal()
  expect(journal.lastWords()).toBe('')
  for (const line of ['one', 'two', 'three', 'four']) journal.record('stderr', line)
  journal.record('stdout', '{}')
  expect(journal.lastWords()).toBe('two\nthree\nfour')
  expect(journal.lastWords(1)).toBe('four')
})

test('a program that never stops talking does not fill the memory, and its newest lines are kept', () => {
  const journal = new Journal()
  for (let line = 1; line <= 50_000; line++) journal.record('stderr', `line ${line}`)
  const kept = journal.excerpt([], 0).split('\n').filter(Boolean)
  expect(kept.length).toBeGreaterThanOrEqual(10_000)
  expect(kept.length).toBeLessThanOrEqual(20_000)
  expect(withoutTimes(kept.at(-1) ?? '')).toBe('│ line 50000')
})
