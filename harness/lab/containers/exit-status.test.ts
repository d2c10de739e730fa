import { expect, test } from 'vitest'
import { exitOf, startFailure } from './exit-status.ts'

test.for([
  [0, { kind: 'code', code: 0 }],
  [7, { kind: 'code', code: 7 }],
  [127, { kind: 'code', code: 127 }],
  [128, { kind: 'code', code: 128 }],
  [137, { kind: 'signal', signal: 'SIGKILL' }],
  [138, { kind: 'signal', signal: 'SIGUSR1' }],
  [255, { kind: 'code', code: 255 }],
] as const)('the status %i', ([status, exit]) => {
  expect(exitOf(status)).toEqual(exit)
})

test.for([
  [
    'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "nosuch": executable file not found in $PATH: unknown',
    'failed to execute nosuch: executable file not found in $PATH',
  ],
  [
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "./peer": permission denied: unknown',
    'failed to execute ./peer: permission denied',
  ],
  ['No such image: x:latest', 'No such image: x:latest'],
] as const)('what is said of a program that did not start: %s', ([said, message]) => {
  expect(startFailure(said)).toBe(message)
})
