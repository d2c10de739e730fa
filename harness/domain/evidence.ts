import { z } from 'zod'
import type { Described } from './schema.ts'
import { carriers } from './transport.ts'

const milliseconds = z.number().nonnegative()

const endEvidence = z
  .strictObject({
    peerId: z.string(),
    remotePeerId: z.string(),
    remoteAddress: z
      .string()
      .nullable()
      .describe('Remote multiaddr of the live connection, as the library reports it; null: it does not'),
    localAddress: z.string().nullable(),
    carrier: z.enum(carriers).describe('How the connection is carried, read from these addresses'),
    direction: z.enum(['outbound', 'inbound']),
    security: z.string().nullable().describe('null: the library does not say'),
    muxer: z.string().nullable().describe('null: the library does not say'),
    limited: z.boolean().nullable().describe('True for a relayed connection; null: the library does not say'),
    remoteAgent: z.string().nullable().describe('Agent version that identify brought; null: it brought none'),
    pingMs: milliseconds.nullable().describe('null: the ping is among what the cell lacks'),
  })
  .meta({ id: 'end', description: 'What one end said about the connection' })

const messageEvidence = z
  .strictObject({
    kind: z.enum(['gossip', 'direct']),
    from: z.enum(['dialer', 'listener']),
    author: z.string(),
    receivedFrom: z.string().describe('The neighbour that delivered it'),
    text: z.string().describe('The text with its nonce, as it was received'),
  })
  .meta({ id: 'message' })

export const connectionEvidence = z
  .strictObject({ dialer: endEvidence, listener: endEvidence, messages: z.array(messageEvidence) })
  .meta({ id: 'connectionEvidence', description: 'Why the cell may be called connected: both ends, agreeing' })

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
  })

const circuitLimit = z
  .strictObject({ seconds: z.number().nullable(), bytes: z.number().nullable() })
  .meta({ id: 'circuitLimit', description: 'null: no limit, or not said' })

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
  })

/** What one end of a connection said about it. */
export type EndEvidence = Described<typeof endEvidence>

/** One chat message, byte-identical at its receiver. */
export type MessageEvidence = Described<typeof messageEvidence>

/** Why a cell may be called connected: both ends, agreeing. In the `gossip` scenario each end's connection is to the server. */
export type ConnectionEvidence = Described<typeof connectionEvidence>

/** Why a cell may be called refused: the dialer says so, and nobody is left with a connection. */
export type RefusalEvidence = Described<typeof refusalEvidence>

/** What a relay grants a circuit; `null`: no limit, or not said. */
export type CircuitLimit = Described<typeof circuitLimit>

/** Why a cell may be called cut: the relay ended the circuit at its limit, and both ends saw it end. Times count from the dial. */
export type CutEvidence = Described<typeof cutEvidence>
