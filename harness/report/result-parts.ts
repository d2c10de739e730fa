/** What a cell's result is made of, as schemas; the types are the domain's. */
import { z } from 'zod'
import type { Cell } from '../domain/cell.ts'
import type {
  CircuitLimit,
  ConnectionEvidence,
  CutEvidence,
  EndEvidence,
  MessageEvidence,
  RefusalEvidence,
} from '../domain/evidence.ts'
import type { Expectation } from '../domain/expectation.ts'
import type { Role, Timings } from '../domain/outcome.ts'
import { scenarioNames } from '../domain/scenario.ts'
import { transports } from '../domain/transport.ts'

const milliseconds = z.number().nonnegative()

export const cellParts = {
  id: z.string().min(1).describe('<scenario>/<transport>/<dialer>:<listener>[/via:<relay>][/with:<variant>]'),
  scenario: z.enum(scenarioNames),
  transport: z.enum(transports),
  dialer: z.string().min(1),
  listener: z.string().min(1),
  via: z.string().min(1).exactOptional().describe('The relay or server between the two'),
  variant: z.string().min(1).exactOptional().describe('What is different in this cell within its scenario'),
}
export const cell = z.strictObject(cellParts) satisfies z.ZodType<Cell>

export const expectation = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('connects') }),
    z.strictObject({
      kind: z.literal('known-failing'),
      issue: z.string(),
      reason: z.string(),
      stage: z.string().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('known-flaky'), issue: z.string(), reason: z.string() }),
    z.strictObject({
      kind: z.literal('unsupported'),
      because: z.enum(['by-design', 'not-implemented']),
      reason: z.string(),
      link: z.string(),
    }),
  ])
  .meta({ id: 'expectation', description: 'What matrix.yaml says should happen' }) satisfies z.ZodType<Expectation>

const role = z.enum(['dialer', 'listener', 'relay', 'server']) satisfies z.ZodType<Role>

/** Every outcome but the successes, whose evidence stands in different places in the log and in results.json. */
export const otherOutcomes = [
  z.strictObject({ kind: z.literal('failed'), role: role.nullable(), stage: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal('unsupported'), by: role, message: z.string() }),
  z.strictObject({
    kind: z.literal('not-run'),
    cause: z.enum(['missing', 'lab', 'interrupted']),
    message: z.string(),
  }),
  z.strictObject({ kind: z.literal('harness-error'), message: z.string() }),
] as const

export const timings = z
  .strictObject({
    connectMs: milliseconds.nullable().describe("The dialer's own measure of the dial; null: it did not get that far"),
    chatMs: milliseconds.nullable().describe('From the first publish to the last message received'),
    wallMs: milliseconds.describe('The whole attempt'),
  })
  .meta({ id: 'timings' }) satisfies z.ZodType<Timings>

export const attemptParts = {
  number: z.int().positive(),
  programs: z.enum(['shared', 'isolated']).describe('In programs that other cells use too, or in its own'),
  timings,
}

const carriers = [
  'tcp',
  'ws',
  'wss',
  'quic-v1',
  'webtransport',
  'webrtc-direct',
  'webrtc',
  'circuit',
  'udp',
  'unknown',
] as const

const endEvidence = z
  .strictObject({
    peerId: z.string(),
    remotePeerId: z.string(),
    remoteAddress: z.string().describe('Remote multiaddr of the live connection, as the library reports it'),
    localAddress: z.string().nullable(),
    carrier: z.enum(carriers).describe('How the connection is carried, read from these addresses'),
    direction: z.enum(['outbound', 'inbound']),
    security: z.string().nullable().describe('null: the library does not say'),
    muxer: z.string().nullable().describe('null: the library does not say'),
    limited: z.boolean().nullable().describe('True for a relayed connection; null: the library does not say'),
    remoteAgent: z.string().nullable().describe('Agent version that identify brought'),
    pingMs: milliseconds,
  })
  .meta({ id: 'end', description: 'What one end said about the connection' }) satisfies z.ZodType<EndEvidence>

const messageEvidence = z
  .strictObject({
    kind: z.enum(['gossip', 'direct']),
    from: z.enum(['dialer', 'listener']),
    author: z.string(),
    receivedFrom: z.string(),
    text: z.string().describe('The text with its nonce, as it was received'),
  })
  .meta({ id: 'message' }) satisfies z.ZodType<MessageEvidence>

export const connectionEvidence = z
  .strictObject({ dialer: endEvidence, listener: endEvidence, messages: z.array(messageEvidence) })
  .meta({
    id: 'connectionEvidence',
    description: 'Why the cell may be called connected: both ends, agreeing',
  }) satisfies z.ZodType<ConnectionEvidence>

export const refusalEvidence = z
  .strictObject({
    dialedAddress: z.string(),
    dialerSays: z.string(),
    dialerConnections: z.literal(0),
    listenerConnections: z.int().nonnegative().describe('Connections that the listener reported and that closed again'),
  })
  .meta({
    id: 'refusalEvidence',
    description: 'Why the cell may be called refused: the dialer says so, and nobody is left with a connection',
  }) satisfies z.ZodType<RefusalEvidence>

const circuitLimit = z
  .strictObject({ seconds: z.number().nullable(), bytes: z.number().nullable() })
  .meta({ id: 'circuitLimit', description: 'null: no limit, or not said' }) satisfies z.ZodType<CircuitLimit>

export const cutEvidence = z
  .strictObject({
    configured: circuitLimit,
    announced: circuitLimit.nullable().describe('What the client that reserved read'),
    deliveredBytes: z.int().nonnegative(),
    dialerAfterMs: milliseconds,
    listenerAfterMs: milliseconds,
  })
  .meta({
    id: 'cutEvidence',
    description: 'Why the cell may be called cut: the relay ended the circuit at its limit, and both ends saw it end',
  }) satisfies z.ZodType<CutEvidence>
