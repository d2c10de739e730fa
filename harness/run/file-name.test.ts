import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

test('a short name stays as it is, but for the colon', () => {
  expect(fileName('go@0.50:js')).toBe('go@0.50~js')
})

test('a long name is cut to what a file system takes, and stays its own', () => {
  const [one, other] = ['a', 'b'].map((end) => fileName(`${'g'.repeat(400)}${end}`))
  expect(one).toMatch(/^g{107}-[0-9a-f]{12}$/)
  expect(other).toMatch(/^g{107}-[0-9a-f]{12}$/)
  expect(other).not.toBe(one)
})
