import { expect, test } from 'vitest'
import { exitOf, isProgramsFault, startFailure } from './exit-status.ts'

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

test.for([
  ['OCI runtime create failed: … exec: "nosuch": executable file not found in $PATH: unknown', true],
  ['OCI runtime create failed: … exec: "./peer": permission denied: unknown', true],
  ['exec user process caused: exec format error', true],
  ['No command specified', true],
  ['network 4f7a not found', false],
  ['write /var/lib/engine/tmp: no space left on device', false],
  ['connect ECONNREFUSED /var/run/docker.sock', false],
] as const)("whether it is the program's fault: %s", ([said, answer]) => {
  expect(isProgramsFault(said)).toBe(answer)
})
