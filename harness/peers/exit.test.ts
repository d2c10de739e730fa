import { expect, test } from 'vitest'
import { describeExit } from './exit.ts'

test.for([
  [{ kind: 'code', code: 7 }, 'exit code 7'],
  [{ kind: 'signal', signal: 'SIGKILL' }, 'signal SIGKILL'],
  [{ kind: 'signal', signal: 'SIGKILL', why: 'out of memory' }, 'signal SIGKILL (out of memory)'],
  [{ kind: 'not-started', message: 'there is no such program' }, 'there is no such program'],
  [{ kind: 'lost', message: 'the engine is gone' }, 'the engine is gone'],
] as const)('%o', ([exit, text]) => {
  expect(describeExit(exit)).toBe(text)
})
