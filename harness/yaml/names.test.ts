import { expect, test } from 'vitest'
import { unknownName } from './names.ts'

const known = ['tcp+noise', 'tcp+tls', 'quic-v1']

test.each([
  ['tpc+noise', 'unknown transport "tpc+noise"; did you mean "tcp+noise"?'],
  ['QUIC', 'unknown transport "QUIC"; did you mean "quic-v1"?'],
  ['tcp', 'unknown transport "tcp"; did you mean "tcp+tls"?'],
  ['carrier-pigeon', 'unknown transport "carrier-pigeon"; use one of tcp+noise, tcp+tls, quic-v1'],
])('%s', (name, message) => {
  expect(unknownName('transport', name, known)).toBe(message)
})

test('of very many names the first are listed', () => {
  const many = Array.from({ length: 22 }, (_, index) => `n${index}`)
  expect(unknownName('name', 'something else', many.slice(0, 20))).toBe(
    `unknown name "something else"; use one of ${many.slice(0, 20).join(', ')}`,
  )
  expect(unknownName('name', 'something else', many)).toBe(
    `unknown name "something else"; use one of ${many.slice(0, 20).join(', ')} and 2 more`,
  )
  expect(unknownName('name', 'n21x', many)).toBe('unknown name "n21x"; did you mean "n21"?')
})
