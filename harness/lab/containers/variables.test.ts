import { expect, test } from 'vitest'
import { ownVariables } from './variables.ts'

test("a container gets what its program was given, and none of the harness's own variables", () => {
  const harness = { HOME: '/home/me', TOKEN: 'secret', MODE: 'old' }
  const given = { ...harness, PATH: '/bin', MODE: 'new', EXTRA: '1' }

  expect(ownVariables(given, harness)).toEqual({ MODE: 'new', EXTRA: '1' })
})

test("artifacts go where a container can write: the run's folder is on this machine", () => {
  expect(ownVariables({ CONNECTIVITY_ARTIFACTS: '/runs/7' }, {})).toEqual({ CONNECTIVITY_ARTIFACTS: '/tmp/artifacts' })
})
