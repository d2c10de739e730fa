import { plantsIn } from '../../plant.ts'
import { inTheMiddle, type Lie } from '../lie.ts'
import { without } from '../without.ts'
import { answerLines, answers, events, eventLines, whenAsked } from '../words.ts'

const plant = plantsIn('direct', 'tcp+noise')

const saysWhenDialling = (line: object | string): Lie => whenAsked('dial', ({ say }) => say(line))
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024)

/** Writes bytes as they are when it dials. */
const bytesWhenDialling = (...bytes: readonly number[]): Lie =>
  whenAsked('dial', ({ stdout }) => void stdout.write(Buffer.from(bytes)))

const backwards: Lie = inTheMiddle(() => {
  let last = 1_000_000
  return { onEvent: (event) => [{ ...event, at: (last -= 1_000) }] }
})

const guards: Lie = whenAsked('dial', ({ say }) => {
  for (let number = 0; number < 100; number++) say({ id: `guard#${number}`, result: { text: 7 } })
})

/** Breaches of the peer protocol in the middle of a cell. */
export const protocol = [
  plant(
    'dialer',
    'says hello in another protocol',
    answers('hello', (result) => ({ ...result, protocol: 2 })),
  ),
  plant('listener', 'leaves its version out of hello', answers('hello', without('version'))),
  plant(
    'listener',
    'has an empty version',
    answers('hello', (result) => ({ ...result, version: '' })),
  ),
  plant(
    'dialer',
    'greets with a text',
    answerLines('hello', () => ['Listening on port 4001, have fun!']),
  ),
  plant('dialer', 'logs on stdout', saysWhenDialling('dialling, hold on')),
  plant('dialer', 'says an empty line', saysWhenDialling('')),
  plant('dialer', 'says JSON that is not an object', saysWhenDialling('[]')),
  plant('dialer', 'says an object that is not a message', saysWhenDialling({ hello: 'world' })),
  plant('dialer', 'says a line of two megabytes', saysWhenDialling(megabytes(2))),
  plant('dialer', 'says bytes that are not UTF-8', bytesWhenDialling(0x22, 0xff, 0xfe, 0x22, 0x0a)),
  plant(
    'listener',
    'has an agent with bytes that are not UTF-8',
    inTheMiddle(({ stdout }) => ({
      onEvent: (event) => {
        if (event.event !== 'identified') return [event]
        const [before = '', after = ''] = JSON.stringify({ ...event, data: { ...event.data, agent: '#' } }).split('#')
        stdout.write(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(`${after}\n`)]))
        return []
      },
    })),
  ),
  plant(
    'dialer',
    'says an event that there is not',
    saysWhenDialling({ event: 'levitated', node: 'a', at: 1, data: {} }),
  ),
  plant(
    'dialer',
    'says an event without a node',
    eventLines('connection-opened', (event) => [without('node')(event)]),
  ),
  plant(
    'dialer',
    'says an event of a node that there is not',
    eventLines('connection-opened', (event) => [event, { ...event, node: 'nobody' }]),
  ),
  plant(
    'dialer',
    'says an event without its data',
    eventLines('connection-opened', (event) => [without('data')(event)]),
  ),
  plant(
    'dialer',
    'leaves a field out',
    events('connection-opened', () => ({ connection: { id: 'a' } })),
  ),
  plant(
    'dialer',
    'has a direction that there is not',
    events('connection-opened', (data) => ({
      connection: { ...(data['connection'] as object), direction: 'sideways' },
    })),
  ),
  plant('dialer', 'has a clock that runs backwards', backwards),
  plant(
    'dialer',
    'has a clock before its start',
    inTheMiddle(() => ({ onEvent: (event) => [{ ...event, at: -1 }] })),
  ),
  plant(
    'dialer',
    'answers dial twice',
    answerLines('dial', (answer) => [answer, answer]),
  ),
  plant(
    'dialer',
    'answers dial, and then that it failed',
    answerLines('dial', (answer) => [answer, { id: answer.id, error: { code: 'failed', message: 'no' } }]),
  ),
  plant(
    'listener',
    'answers every request twice',
    inTheMiddle(() => ({ onAnswer: (answer) => [answer, answer] })),
  ),
  plant('dialer', 'answers what nobody asked', saysWhenDialling({ id: 'nobody#1', result: {} })),
  plant('dialer', 'answers what will be asked', saysWhenDialling({ id: 'program#99999', result: {} })),
  plant('dialer', 'answers for the harness', guards),
  plant(
    'dialer',
    'answers with a number for an id',
    answerLines('dial', (answer) => [{ ...answer, id: 7 }]),
  ),
  plant(
    'dialer',
    'does not understand dial',
    answerLines('dial', () => [{ id: null, error: { code: 'invalid', message: 'what?' } }]),
  ),
  plant(
    'dialer',
    'has an error code that there is not',
    answerLines('dial', ({ id }) => [{ id, error: { code: 'tired', message: 'no' } }]),
  ),
  plant(
    'dialer',
    'answers with result and error',
    answerLines('dial', (answer) => [{ ...answer, error: { code: 'failed', message: 'no' } }]),
  ),
  plant(
    'dialer',
    'answers dial with nothing',
    answerLines('dial', ({ id }) => [{ id, result: {} }]),
  ),
  plant(
    'listener',
    'lists connections that are not a list',
    answers('connections', () => ({ connections: {} })),
  ),
]
