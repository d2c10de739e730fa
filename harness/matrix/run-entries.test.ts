import { expect, test } from 'vitest'
import type { ScenarioShape } from '../domain/scenario.ts'
import { runEntrySchema, withDefaults } from './run-entries.ts'

const relayed: ScenarioShape = {
  summary: '',
  transports: ['tcp+noise', 'quic-v1'],
  via: 'relay',
  variants: [],
}
const ids = ['rust', 'go']

function read(entry: object) {
  return withDefaults(runEntrySchema(relayed, ids).parse({ scenario: 'direct', ...entry }), relayed, ids)
}

test('everything that the scenario has, where nothing is said', () => {
  expect(read({})).toEqual({
    scenario: 'direct',
    transports: ['tcp+noise', 'quic-v1'],
    dialers: ['rust', 'go'],
    listeners: ['rust', 'go'],
    via: ['rust', 'go'],
  })
})

test('what is said, as it is said', () => {
  const entry = { transports: ['quic-v1'], dialers: ['go'], listeners: ['rust'], via: ['go'] }
  expect(read(entry)).toEqual({ scenario: 'direct', ...entry })
})

test('what stands in the middle is an implementation too', () => {
  const { error } = runEntrySchema(relayed, ids).safeParse({ scenario: 'direct', via: ['og'] })
  expect(error?.issues.map(({ path, message }) => ({ path, message }))).toEqual([
    { path: ['via', 0], message: 'unknown implementation "og"; did you mean "go"?' },
  ])
})
