import { expect, test } from 'vitest'
import { firstFault } from './first-fault.ts'
import { PeerFailure } from './peer-failure.ts'

const never = new AbortController().signal

test('nobody, where everybody gives a sign of life', async () => {
  expect(await firstFault({ dialer: program(), listener: program() }, 250, never)).toBeNull()
})

test('the one that failed first, whoever is asked first', async () => {
  const fault = await firstFault({ dialer: program('deaf', 200), listener: program('dead', 100) }, 250, never)
  expect(fault).toMatchObject({ role: 'listener', failure: { message: 'dead' } })
})

test('nobody, in an empty cast', async () => {
  expect(await firstFault({}, 250, never)).toBeNull()
})

function program(message?: string, failedMs?: number) {
  const failure = message === undefined ? undefined : new PeerFailure('exited', message)
  return { failedMs, failureWithin: async () => failure }
}
