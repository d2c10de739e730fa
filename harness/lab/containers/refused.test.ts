import { expect, test } from 'vitest'
import { refusedByEngine } from './refused.ts'

test.for([
  ['ENOENT', 'no container engine is running', 'apt-get install docker.io'],
  ['ECONNREFUSED', 'the container engine does not answer', 'start it'],
  ['EACCES', 'no permission to speak to the container engine', 'usermod -aG docker'],
  ['EPROTO', 'the container engine can not be used', 'DOCKER_HOST'],
] as const)('%s', ([code, reason, fix]) => {
  const error = Object.assign(new Error(`connect ${code}`), { code })

  expect(refusedByEngine(error)).toEqual({ reason, said: `connect ${code}`, fix: expect.stringContaining(fix) })
})

test('what the engine itself answers is quoted in its own words', () => {
  const error = Object.assign(new Error('(HTTP code 500) server error - disk full'), { json: { message: 'disk full' } })

  expect(refusedByEngine(error).said).toBe('disk full')
})
