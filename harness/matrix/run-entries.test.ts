import { expect, test } from 'vitest'
import type { Complaint } from '../yaml/complaints.ts'
import { parseYaml } from '../yaml/parse.ts'
import { Fragment } from '../yaml/fragment.ts'
import { readRunEntry, type Frame } from './run-entries.ts'

const ids = ['rust', 'go']
const frame: Frame = {
  transports: ['tcp+noise', 'quic-v1'],
  axes: new Map([
    ['via', { values: ids, unnamed: 'all', has: () => true }],
    ['over', { values: ['ip6', 'dns4'], unnamed: 'none', has: () => true }],
    ['with', { values: ['data', 'duration'], unnamed: 'all', has: () => true }],
  ]),
}

function read(text: string) {
  const yaml = parseYaml(text, 'm.yaml')
  if (yaml.kind === 'unreadable') throw new Error(text)
  const problems: Complaint[] = []
  const entry = readRunEntry(new Fragment(yaml.root, problems), frame, ids)
  return entry ?? problems.map(({ message }) => (typeof message === 'string' ? message : message()))
}

test('everything that the scenario has, where nothing is said', () => {
  expect(read('scenario: direct')).toEqual({
    scenario: 'direct',
    transports: ['tcp+noise', 'quic-v1'],
    dialers: ['rust', 'go'],
    listeners: ['rust', 'go'],
    qualifiers: { via: ['rust', 'go'], with: ['data', 'duration'] },
  })
})

test('what is said, as it is said', () => {
  const text =
    'scenario: direct\ntransports: [quic-v1]\ndialers: [go]\nlisteners: [rust]\nvia: [go]\nover: [ip6]\nwith: [duration]'
  expect(read(text)).toEqual({
    scenario: 'direct',
    transports: ['quic-v1'],
    dialers: ['go'],
    listeners: ['rust'],
    qualifiers: { via: ['go'], over: ['ip6'], with: ['duration'] },
  })
})

test.each([
  ['via: [og]', 'unknown implementation "og"; did you mean "go"?'],
  ['with: [dat]', 'unknown with "dat"; did you mean "data"?'],
  ['over: [ip5]', 'unknown over "ip5"; did you mean "ip6"?'],
  ['with: []', 'with is empty; name at least one, or leave the key out for all'],
  ['nat: [hard~easy]', 'cells of this scenario have no nat; remove it'],
  ['peers: ', 'cells of this scenario have no peers; remove it'],
])('%s', (line, problem) => {
  expect(read(`scenario: direct\n${line}`)).toEqual([problem])
})
