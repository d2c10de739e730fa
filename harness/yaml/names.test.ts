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
