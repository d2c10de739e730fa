import { expect, test } from 'vitest'
import { quoted, visibleLines } from './quoted.ts'

test.each([
  ['direct/**', '"direct/**"'],
  ['ünïcode 🎉', '"ünïcode 🎉"'],
  ['\u001B[31mred\u0007', '"\\u{1b}[31mred\\u{7}"'],
  ['nul\0 and\r\nlines\u2028', '"nul\\u{0} and\\u{d}\\u{a}lines\\u{2028}"'],
  ['\u202Eright to left, \u200Bunseen', '"\\u{202e}right to left, \\u{200b}unseen"'],
  ['half a pair \uD83C', '"half a pair \\u{d83c}"'],
])('%j', (text, shown) => {
  expect(quoted(text)).toBe(shown)
})

test('a long text is cut', () => {
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(100)}"`)
  expect(quoted('x'.repeat(101))).toBe(`"${'x'.repeat(100)}…"`)
})

test('lines stay lines', () => {
  expect(visibleLines(`a\u001B\n${'x'.repeat(1_001)}\n`)).toBe(`a\\u{1b}\n${'x'.repeat(1_000)}…\n`)
})
