import { describe, expect, test } from 'vitest'
import { firstLine, plainJson, plainLine, plainLog, plainText } from './plain-text.ts'

describe('a block', () => {
  test.each([
    ['nothing to do: ünïcode 世界 👋🏽', 'nothing to do: ünïcode 世界 👋🏽'],
    ['\u001b[31mred\u001b[0m, \u009b1mbold', 'red, bold'],
    ['\u001b]0;title\u0007after, \u001b]8;;http://x\u001b\\link', 'after, link'],
    ['an unfinished \u001b]0;string hides nothing', 'an unfinished 0;string hides nothing'],
    ['\u001bPq payload\u001b\\\u001b(Bx\u001bcy', 'xy'],
    ['one\r\ntwo\rthree\u2028four\u2029five', 'one\ntwo\nthree\nfour\nfive'],
    ['tab\tand nul\u0000, del\u007f, nel\u0085', 'tab  and nul, del, nel'],
    ['\u202eevil\u202c \u2066x\u2069 zero\u200bwidth \ufeff\u{e0041}', 'evil x zerowidth'],
    ['half \ud83d of a pair', 'half � of a pair'],
    ['trailing \n\n', 'trailing'],
  ])('%j', (text, plain) => {
    expect(plainText(text)).toBe(plain)
  })
})

test.each([
  ['::error::x', ': :error::x'],
  ['fine\n  ::set-env name=A::b', 'fine\n  : :set-env name=A::b'],
  ['hidden\u2028::add-mask::x', 'hidden\n: :add-mask::x'],
  ['\u001b[1m::error::x', ': :error::x'],
  ['a ##[error]b ##vso[task.setvariable]c', 'a # #[error]b # #vso[task.setvariable]c'],
  ['## a heading, std::io::Error', '## a heading, std::io::Error'],
])('no command of a CI service: %j', (text, plain) => {
  expect(plainText(text)).toBe(plain)
})

test('a name is one line, a message is shown by its first', () => {
  const text = ' \n1.0\r\n2/99 ✓ direct/forged\t  line\n'
  expect(plainLine(text)).toBe('1.0 2/99 ✓ direct/forged line')
  expect(firstLine(text)).toBe('1.0')
  expect(plainLine('\n::error::x')).toBe(': :error::x')
  expect(firstLine('\n::error::x')).toBe(': :error::x')
})

test('what is too long is cut, between characters, and says so', () => {
  const long = '👋'.repeat(450_000)
  expect(plainLine(long)).toBe(`${'👋'.repeat(150)}…`)
  expect(plainText(`x${long}`)).toBe(`x${'👋'.repeat(1999)}… (896001 characters more)`)
  expect(firstLine(long)).toBe(`${'👋'.repeat(150)}…`)
})

test('a log keeps what is invisible, as escapes', () => {
  expect(plainLog('\u001b[31m{"text":"a\u2028b\u202e👩\u200d👧"}\u001b[0m\r')).toBe(
    String.raw`{"text":"a\u2028b\u202e👩\u200d👧"}\u000d`,
  )
})

describe('JSON', () => {
  const hostile = { '##[error]': ['\u009b1m', '\u2028', '\u202e', '\ud83d', '##vso[x]', '👋', 'a\nb', '\u{e0041}'] }

  test('says the same, in characters that do nothing', () => {
    const text = plainJson(hostile, 2)
    expect(JSON.parse(text)).toEqual(hostile)
    expect(text).not.toMatch(/##|[^\P{C}\n]|[\p{Zl}\p{Zp}]/u)
    expect(text).toContain('👋')
  })

  test('is laid out as asked', () => {
    expect(plainJson([1, 'a'])).toBe('[1,"a"]')
    expect(plainJson([1], 2)).toBe('[\n  1\n]')
  })
})
