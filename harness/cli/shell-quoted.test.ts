import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellQuoted } from './shell-quoted.ts'

test.each(['matrix.yaml', '../some-path/m@1.yaml'])('%s needs no quotes', (word) => {
  expect(shellQuoted(word)).toBe(word)
})

test.each(['', 'with space/my matrix.yaml', "it's", `"$HOME" \`id\``, 'back\\slash', "''", '*', 'ä', '~'])(
  'the shell reads %j as one word',
  (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuoted(word)}`], { encoding: 'utf8' })).toBe(word)
  },
)
