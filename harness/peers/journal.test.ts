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

test('what would act on a terminal is written as an escape', () => {
  const journal = new Journal()
  journal.record('stderr', '\u001b[2Jdial\u0007ling\u202e')
  expect(withoutTimes(journal.excerpt([], 0))).toBe(String.raw`│ dial\u0007ling\u202e` + '\n')
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

test('a program of long lines does not fill the memory either: lines are abridged, and the newest are kept', () => {
  const journal = new Journal()
  for (let line = 1; line <= 10_000; line++)
    journal.record('stderr', `line ${line} ${'x'.repeat(20_000)} "end-${line}"`)
  const text = withoutTimes(journal.excerpt([], 0))
  expect(text.length).toBeLessThan(9 * 1024 * 1024)
  expect(text.length).toBeGreaterThan(3 * 1024 * 1024)
  expect(text.trimEnd().split('\n').at(-1)).toMatch(/^│ line 10000 x{6989}… \(20023 characters\) …x{988} "end-10000"$/)
})

test('a line is of a cell too where it names the node at its end', () => {
  const journal = new Journal()
  journal.record('stdout', `{"event":"message","data":{"text":"${'x'.repeat(20_000)}"},"node":"1.1.dialer"}`)
  expect(journal.excerpt(['1.1.dialer'], 0)).not.toBe('')
})
