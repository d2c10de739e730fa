import { expect, test } from 'vitest'
import { closingFault } from './closing-fault.ts'
import { PeerFailure } from './peer-failure.ts'
import type { Ending } from './process-end.ts'

const orderly: Ending = { kind: 'exited', exit: { kind: 'code', code: 0 } }
const killed: Ending = { kind: 'killed', afterMs: 5_000 }
const segfault: Ending = { kind: 'exited', exit: { kind: 'signal', signal: 'SIGSEGV' } }
const crash = new PeerFailure('exited', 'exited while nothing was asked of it, with signal SIGSEGV')
const silence = new PeerFailure('silent', 'no answer to dial within 14000 ms')

test.for([
  [undefined, false, orderly, undefined],
  [undefined, false, segfault, 'closed with signal SIGSEGV instead of exit code 0'],
  [undefined, false, killed, 'still there 5 s after end of input; it was killed'],
  [
    undefined,
    false,
    { kind: 'left behind', afterMs: 5_000 },
    'still there 5 s after end of input, and after SIGKILL; it was left behind',
  ],
  [crash, false, segfault, crash.message],
  [crash, true, segfault, undefined],
  [silence, true, killed, 'gave no answer to dial within 14000 ms; it was killed'],
  [
    silence,
    true,
    { kind: 'left behind', afterMs: 0 },
    'gave no answer to dial within 14000 ms; it could not be killed',
  ],
  [silence, true, orderly, 'gave no answer to dial within 14000 ms'],
] as const)('%s, known %s, %j: %s', ([failure, isKnown, ending, fault]) => {
  expect(closingFault(failure, isKnown, ending)).toBe(fault)
})
