/**
 * Everything that was seen in one attempt at a cell, as it came: what each node said, what the harness had it send, and
 * what the wire witness counted. The judge compares it afterwards; nothing is left out because it was not expected.
 */
import { z } from 'zod'
import { roleSchema } from './role.ts'
import type { Described } from './schema.ts'

const milliseconds = z.number().nonnegative()
const data = z.record(z.string(), z.unknown())

/** `atMs` and the like are milliseconds on the harness's own clock since the attempt began. */
export const statementSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('answer'),
      method: z.string(),
      params: data,
      askedMs: milliseconds,
      atMs: milliseconds,
      result: data.nullable().describe('null: the node answered with an error, or not at all'),
      error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    }),
    z.strictObject({
      kind: z.literal('event'),
      event: z.string(),
      atMs: milliseconds,
      clockMs: milliseconds.describe("The peer program's own clock"),
      data,
    }),
  ])
  .meta({ id: 'statement', description: 'One thing that a node said, in the words of the peer protocol' })
export type Statement = Described<typeof statementSchema>

export const nodeEvidenceSchema = z
  .strictObject({
    name: z.string().describe('Unique in the attempt'),
    role: roleSchema,
    program: z.string(),
    ips: z.array(z.string()).describe('Addresses of its host in the lab'),
    seenAs: z.array(z.string()).optional().describe('What others see instead, where a router translates'),
    peerId: z.string().describe('The peer id that belongs to the key that the harness gave it'),
    listens: z.array(z.string()).describe('Transports that it was to listen on'),
    statements: z.array(statementSchema),
  })
  .meta({ id: 'node', description: 'All that one node said in the attempt, in order' })
export type NodeEvidence = Described<typeof nodeEvidenceSchema>

export const sentMessageSchema = z
  .strictObject({
    kind: z.enum(['gossip', 'direct']),
    from: z.string().describe('Name of the node'),
    to: z.string().describe('Name of the node'),
    text: z.string().describe('A long one as its beginning, its length and its hash'),
    bytes: z.int().nonnegative().describe('Of the whole text in UTF-8'),
    arrival: z
      .enum(['once', 'at-most-once', 'never'])
      .describe('never: the library of the sender promises to keep it off such a connection'),
  })
  .meta({ id: 'sent', description: 'A chat message that the harness had a node send' })
export type SentMessage = Described<typeof sentMessageSchema>

const endpoint = z.strictObject({ address: z.string(), port: z.int() })

export const flowSchema = z
  .strictObject({
    network: z.string().describe('On whose segment it was seen'),
    protocol: z.enum(['tcp', 'udp']),
    from: endpoint,
    to: endpoint,
    packets: z.int(),
    bytes: z.int().describe('Of IP packets, with their headers'),
  })
  .meta({ id: 'flow', description: 'One direction of a flow, counted by the kernel' })
export type Flow = Described<typeof flowSchema>

export const wireSchema = z
  .union([z.strictObject({ flows: z.array(flowSchema) }), z.strictObject({ missing: z.string() })])
  .meta({ id: 'wire', description: 'What the wire witness counted for this attempt, or why there is none' })
export type Wire = Described<typeof wireSchema>

export const translationSchema = z
  .strictObject({
    router: z.string(),
    protocol: z.enum(['tcp', 'udp']),
    inside: endpoint,
    outside: endpoint.describe("The router's own, which stands for the inside one"),
    remote: endpoint,
    answered: z.boolean(),
  })
  .meta({ id: 'translation', description: 'A flow that a router translated, as its connection tracking says' })
export type TranslationEvidence = Described<typeof translationSchema>

export const evidenceSchema = z
  .strictObject({
    nodes: z.array(nodeEvidenceSchema),
    sent: z.array(sentMessageSchema),
    wire: wireSchema,
    translations: z.array(translationSchema).optional().describe('Where there are routers'),
  })
  .meta({ id: 'evidence', description: 'What both ends, all others in the cell and the wire said' })
export type Evidence = Described<typeof evidenceSchema>

/** Which way a connection took, where the two began through a relay and stand behind routers. */
export const wayTakenSchema = z
  .strictObject({
    kind: z.enum(['direct', 'relayed']),
    reason: z.string().describe('Why it has to be that one'),
    attempts: z.int().nonnegative().describe('How many hole punches the two began'),
    initiator: z.enum(['dialer', 'listener']).nullable().describe('Which end began them; null: neither says so'),
    afterMs: milliseconds
      .nullable()
      .describe('From the dial of the circuit to a direct connection at both ends; null: it stayed relayed'),
  })
  .meta({ id: 'wayTaken' })
export type WayTaken = Described<typeof wayTakenSchema>

/** Why a cell may be called refused: the dialer says so, and nobody is left with a connection. */
export const refusalSchema = z
  .strictObject({
    dialedAddress: z.string(),
    dialerSays: z.string(),
    listenerLearnt: z.boolean().describe('Whether the listener reported who dialled, before the connection closed'),
  })
  .meta({ id: 'refusal' })
export type Refusal = Described<typeof refusalSchema>

const circuitLimit = z
  .strictObject({ seconds: z.number().nullable(), bytes: z.number().nullable() })
  .meta({ id: 'circuitLimit', description: 'null: no limit, or the library does not say' })
export type CircuitLimit = Described<typeof circuitLimit>

/** Why a cell may be called cut: the relay ended the circuit at its limit, and both ends saw it end. */
export const cutSchema = z
  .strictObject({
    configured: circuitLimit,
    announced: circuitLimit.nullable().describe('What the client that reserved read; null: its library does not say'),
    deliveredBytes: z.int().nonnegative().describe('Payload that had arrived when the circuit ended'),
    dialerAfterMs: milliseconds.describe('From the dial to the end of the circuit'),
    listenerAfterMs: milliseconds,
  })
  .meta({ id: 'cut' })
export type Cut = Described<typeof cutSchema>
