import { expect, test } from 'vitest'
import { isAtLeast, toolVersion } from './tool.ts'

test.each([
  ['go version go1.26.8 linux/amd64', '1.26', true],
  ['go version go1.9.2 linux/amd64', '1.26', false],
  ['rustc 1.95.0 (59807616e 2026-04-14)', '1.88', true],
  ['v24.21.0', '24.5', true],
  ['no number', '1.0', false],
])('%s is at least %s: %s', (line, minimum, answer) => {
  expect(isAtLeast(line, minimum)).toBe(answer)
})

test('a tool that is too old says what is needed, and the fix', async () => {
  const tool = { command: ['echo', 'tool 1.2.3\nmore'], minimum: '1.10', hint: 'Install tool 1.10' }
  await expect(toolVersion(tool, '.', process.env)).rejects.toMatchObject({
    name: 'UserError',
    message: '`echo tool 1.2.3\nmore` says tool 1.2.3, and 1.10 or newer is needed',
    hint: 'Install tool 1.10',
  })
})

test('a tool that is missing says so, with the fix', async () => {
  const tool = { command: ['no-such-tool', '--version'], hint: 'Install it' }
  await expect(toolVersion(tool, '.', process.env)).rejects.toMatchObject({
    message: '`no-such-tool --version` does not work: spawn no-such-tool ENOENT',
    hint: 'Install it',
  })
})
