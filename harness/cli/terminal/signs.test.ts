import { expect, test } from 'vitest'
import { verdictSymbols } from '../../report/symbols.ts'
import { forTerminal, hasUtf8 } from './signs.ts'

const posix = { LC_ALL: 'C' }

test.each([
  [{}, true],
  [{ LANG: '' }, true],
  [{ LANG: 'de_DE.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'de_DE@euro' }, false],
  [{ LANG: 'C.UTF-8', LC_CTYPE: 'C' }, false],
  [{ LC_ALL: 'C.UTF-8', LC_CTYPE: 'C', LANG: 'C' }, true],
  [{ LC_ALL: '', LANG: 'C.UTF-8' }, true],
])('%j has UTF-8: %s', (env, answer) => {
  expect(hasUtf8(env)).toBe(answer)
})

test('with UTF-8 text stays as it is', () => {
  expect(forTerminal('✓ a → b 👋', {})).toBe('✓ a → b 👋')
})

test('without it nothing but ASCII is left, a sign for a sign', () => {
  expect(forTerminal('✓ a → b … 👋 é', posix)).toBe('+ a > b ~ ? ?')
})

test('verdicts stay apart', () => {
  const signs = Object.values(verdictSymbols).map((symbol) => forTerminal(symbol, posix))
  expect(new Set(signs).size).toBe(signs.length)
  expect(signs.join('')).not.toContain('??')
})
