import { describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { neverExcused, type Expectation } from '../domain/expectation.ts'
import { parseMatrix } from './load.ts'

const withRule = (rule: string) =>
  `implementations: { go: { folder: x } }\nrun: [{ scenario: direct }]\nexpect:\n  - { cells: '**', reason: x, ${rule} }\n`

function expectationOf(rule: string): Expectation | undefined {
  return parseMatrix(withRule(rule), 'm.yaml').expect[0]?.expectation
}

/** What is wrong with the rule; columns count from where it starts. */
function problemsOf(rule: string): string[] {
  try {
    parseMatrix(withRule(rule), 'm.yaml')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const lines = error.message.split('\n').slice(1)
    return lines.map((line) => line.replace(/^m\.yaml:4:(\d+)/, (_, column: string) => String(Number(column) - 30)))
  }
  return []
}

const aRate = 'write how many of all attempts fail at most, between 0 and 1, such as 0.2 for one in five'
const theStages = 'name the stages at which it fails, such as [dial]'
const theParts = 'write the parts that fail at each end, such as { dialer: [identify] }'

describe('a known failure', () => {
  test('names its stages, and may name its message', () => {
    const known = { kind: 'known-failing', issue: 'https://a.org', reason: 'x' }
    expect(expectationOf('known-failing: https://a.org, stages: [dial, ping]')).toEqual({
      ...known,
      stages: ['dial', 'ping'],
    })
    expect(expectationOf('known-failing: https://a.org, stages: [dial], message: no * yet')).toEqual({
      ...known,
      stages: ['dial'],
      message: 'no * yet',
    })
  })

  test.each([
    ['known-failing: https://a.org', `-25: missing stages; ${theStages}`],
    ['known-failing: https://a.org, stages: dial', '39: stages must be a list; write [dial]'],
    ['known-failing: https://a.org, stages: []', `39: stages is empty; ${theStages}`],
    ['known-failing: https://a.org, stages: [dail]', '40: unknown stage "dail"; did you mean "dial"?'],
    [
      'known-failing: https://a.org, stages: [dial], message: ""',
      '56: message is empty; write what the message of the failure has in it, or remove it',
    ],
  ])('%s', (rule, problem) => {
    expect(problemsOf(rule)).toEqual([problem])
  })

  test.each(neverExcused)('can not be one at %s', (stage) => {
    expect(problemsOf(`known-failing: https://a.org, stages: [dial, ${stage}]`)).toEqual([
      `46: "${stage}" is never excused; name a stage of the cell itself, such as dial`,
    ])
    expect(problemsOf(`known-flaky: https://a.org, atMost: 0.1, stages: [${stage}]`)).toEqual([
      `51: "${stage}" is never excused; name a stage of the cell itself, such as dial`,
    ])
  })
})

describe('a known race', () => {
  test('says how often it is lost at most', () => {
    expect(expectationOf('known-flaky: https://a.org, stages: [dial], atMost: .05')).toEqual({
      kind: 'known-flaky',
      issue: 'https://a.org',
      reason: 'x',
      stages: ['dial'],
      atMost: 0.05,
    })
  })

  test('needs that and its stages', () => {
    expect(problemsOf('known-flaky: https://a.org')).toEqual([
      `-25: missing stages; ${theStages}`,
      `-25: missing atMost; ${aRate}`,
    ])
  })

  test.each(['0', '1', '1.5', '-0.1', '5%', 'often', 'NaN', 'Infinity'])('of %s', (rate) => {
    expect(problemsOf(`known-flaky: https://a.org, stages: [dial], atMost: ${rate}`)).toEqual([
      `53: atMost is "${rate}"; ${aRate}`,
    ])
  })
})

describe('what connects and lacks something', () => {
  test('names the parts by the end that tries them', () => {
    expect(
      expectationOf('known-partial: https://a.org, lacks: { listener: [ping], dialer: [identify, gossip] }'),
    ).toEqual({
      kind: 'known-partial',
      issue: 'https://a.org',
      reason: 'x',
      lacks: [
        { role: 'dialer', part: 'identify' },
        { role: 'dialer', part: 'gossip' },
        { role: 'listener', part: 'ping' },
      ],
    })
  })

  test.each([
    ['known-partial: https://a.org', `-25: missing lacks; ${theParts}`],
    ['known-partial: https://a.org, lacks: [identify]', `38: lacks must be a map; ${theParts}`],
    ['known-partial: https://a.org, lacks: {}', `38: lacks is empty; ${theParts}`],
    ['known-partial: https://a.org, lacks: { dialer: [] }', `48: parts is empty; ${theParts}`],
    ['known-partial: https://a.org, lacks: { dialler: [ping] }', '40: unknown key "dialler"; did you mean "dialer"?'],
    ['known-partial: https://a.org, lacks: { dialer: [pong] }', '49: unknown part "pong"; did you mean "ping"?'],
    [
      'known-partial: https://a.org, lacks: { dialer: [dial] }',
      '49: unknown part "dial"; use one of identify, ping, gossip, direct-message',
    ],
    [
      'known-partial: https://a.org, lacks: { dialer: [ping] }, stages: [ping]',
      '58: unknown key "stages"; use one of cells, reason, known-partial, lacks',
    ],
  ])('%s', (rule, problem) => {
    expect(problemsOf(rule)).toEqual([problem])
  })
})
