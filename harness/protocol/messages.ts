/**
 * Peer protocol v1: what the harness and a peer program say to each other, one JSON object per line.
 * docs/peer-protocol.md is the prose; docs/peer-protocol.schema.json is generated from this file.
 */
import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { transports } from '../domain/transport.ts'

export const protocolVersion = 1

const transport = z.enum(transports)
const multiaddr = z.string().startsWith('/').describe('A multiaddr in its text form')
const peerId = z.string().min(1).describe('A peer id in its base58btc text form')
const milliseconds = z.number().nonnegative()
const timeoutMs = z.number().int().positive().describe('Give up after this many milliseconds and answer `timeout`')
const pem = z.string().startsWith('-----BEGIN ')

/** One live connection as its own library sees it. `null` means: the library does not say. */
export const connection = z.object({
  id: z.string().min(1).describe('Unique within the node; the same in opened and closed'),
  peerId: peerId.describe('The authenticated peer id of the remote end'),
  remoteAddress: multiaddr
    .nullable()
    .describe('The remote multiaddr of the live connection, as the library reports it'),
  localAddress: multiaddr.nullable().describe('The local multiaddr, where the library has one'),
  direction: z.enum(['outbound', 'inbound']),
  security: z.string().nullable().describe('Negotiated security protocol, such as /noise'),
  muxer: z.string().nullable().describe('Negotiated stream muxer, such as /yamux/1.0.0'),
  limited: z.boolean().nullable().describe('True for a limited (relayed) connection'),
})

/** Chat text: `text` when the received bytes are valid UTF-8, else the bytes as base64. Exactly one of the two. */
const content = {
  text: z.string().optional().describe('The bytes, when they are valid UTF-8'),
  base64: z.base64().optional().describe('The bytes, when they are not valid UTF-8'),
}

interface Content {
  readonly text?: string | undefined
  readonly base64?: string | undefined
}

const oneOfBoth = [
  ({ text, base64 }: Content) => (text === undefined) !== (base64 === undefined),
  'expected exactly one of text and base64',
] as const

const noTextInBase64 = [
  ({ base64 }: Content) => base64 === undefined || !isUtf8(Buffer.from(base64, 'base64')),
  'expected text, since the bytes in base64 are valid UTF-8',
] as const

/** What a program says of itself is shown in tables: one short line. */
const label = z
  .string()
  .max(200)
  .regex(
    // oxlint-disable-next-line no-control-regex -- these are meant; not \p{Cc}, which JSON Schema validators may not know
    /^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/,
    'expected one line of plain text',
  )

const empty = z.strictObject({})

/** Limits of a relay server. Absent: the library's default. */
const relayServer = z.strictObject({
  reservationSeconds: z.number().int().positive().optional(),
  circuitSeconds: z.number().int().positive().optional(),
  circuitBytes: z.number().int().positive().optional(),
})

const startParams = z.strictObject({
  transports: z.array(transport).describe('The node offers exactly these, and nothing else'),
  listen: z.array(multiaddr).describe('Addresses to listen on; empty: the node only dials'),
  announce: z.array(multiaddr).optional().describe('Announce these addresses instead of the listening ones'),
  keySeed: z.hex().length(64).optional().describe('Ed25519 seed (32 bytes as hex); absent: a random key'),
  tls: z
    .strictObject({
      authority: pem.describe('CA certificate that a wss dialer trusts'),
      certificate: pem.optional().describe('Certificate of a wss listener'),
      key: pem.optional().describe('Private key (PKCS#8) of a wss listener'),
    })
    .optional(),
  relay: z
    .strictObject({
      client: z.boolean().optional().describe('Can reserve on relays and dial through them'),
      server: relayServer.optional().describe('Serves as a relay (circuit relay v2 HOP)'),
    })
    .optional(),
  stunServers: z.array(z.string()).optional().describe('STUN URLs for WebRTC; absent or empty: ask no STUN server'),
  holePunch: z
    .boolean()
    .optional()
    .describe('Upgrades relayed connections to direct ones (DCUtR); needs relay.client; absent: off'),
  autonat: z
    .strictObject({
      client: z.boolean().optional().describe('Asks servers whether its addresses can be dialled (AutoNAT v2)'),
      server: z.boolean().optional().describe('Dials addresses of others for them (AutoNAT v2)'),
    })
    .optional()
    .describe('A library that has both in one runs both when asked for either'),
})

/** Every method: its parameters, its result, and whether it concerns a node (and so carries `node`). */
export const methods = {
  hello: {
    ofNode: false,
    params: empty,
    result: z.object({
      protocol: z.literal(protocolVersion),
      implementation: label.min(1).describe('The library, such as go-libp2p'),
      version: label.min(1).describe('Its exact version'),
      libraries: z.record(label, label).describe('Exact versions of what else matters'),
      toolchain: label.describe('Compiler or runtime, such as go1.26.8'),
      capabilities: z.object({
        transports: z.partialRecord(transport, z.object({ dial: z.boolean(), listen: z.boolean() })),
        relay: z.object({ server: z.boolean(), client: z.boolean() }),
        holePunching: z.array(transport).describe('Transports over which the library punches holes (DCUtR)'),
        autonat: z
          .object({ client: z.boolean(), server: z.boolean() })
          .optional()
          .describe('AutoNAT v2; absent: neither'),
        chat: z.object({
          gossipsub: z.boolean(),
          directMessage: z.boolean(),
          gossipOnLimited: z.boolean().describe('Whether the library lets gossip flow over limited connections'),
        }),
      }),
    }),
  },
  start: {
    ofNode: true,
    params: startParams,
    result: z.object({
      peerId,
      addresses: z.array(multiaddr).describe('Where the node can be dialled: bound ports, certhashes, /p2p/ and all'),
    }),
  },
  stop: { ofNode: true, params: empty, result: z.object({}) },
  dial: {
    ofNode: true,
    params: z.strictObject({ address: multiaddr, timeoutMs }),
    result: z.object({
      connection,
      elapsedMs: milliseconds.describe('From the call of the library to the usable connection'),
    }),
  },
  ping: {
    ofNode: true,
    params: z.strictObject({ peerId, timeoutMs }),
    result: z.object({ rttMs: milliseconds }),
  },
  subscribe: { ofNode: true, params: z.strictObject({ topic: z.string().min(1) }), result: z.object({}) },
  publish: {
    ofNode: true,
    params: z.strictObject({ topic: z.string().min(1), text: z.string() }),
    result: z.object({}),
  },
  'direct-message': {
    ofNode: true,
    params: z.strictObject({ peerId, text: z.string(), timeoutMs }),
    result: z.object({
      status: z.number().int().describe('Status of the response; 200 is OK'),
      statusText: z.string(),
    }),
  },
  reserve: {
    ofNode: true,
    params: z.strictObject({ relay: multiaddr, timeoutMs }),
    result: z.object({
      addresses: z.array(multiaddr).describe('Circuit addresses where the node can now be dialled'),
      limit: z
        .object({ seconds: z.number().nullable(), bytes: z.number().nullable() })
        .nullable()
        .describe('What the relay announced for circuits; null: no limit, or the library does not say'),
    }),
  },
  connections: { ofNode: true, params: empty, result: z.object({ connections: z.array(connection) }) },
} as const

export type Methods = typeof methods
export type MethodName = keyof Methods
export type Params<M extends MethodName> = z.infer<Methods[M]['params']>
export type Result<M extends MethodName> = z.infer<Methods[M]['result']>
export type Connection = z.infer<typeof connection>
export type Hello = Result<'hello'>
export type StartOptions = Params<'start'>

/** What happened in a node, unasked. Every event carries `node` and `at`. */
export const events = {
  'connection-opened': z.object({ connection }),
  'connection-closed': z.object({ connection, reason: z.string().nullable() }),
  identified: z.object({
    peerId,
    agent: z.string().nullable(),
    protocols: z.array(z.string()),
    addresses: z.array(multiaddr),
    observedAddress: multiaddr.nullable(),
  }),
  'peer-subscribed': z.object({ peerId, topic: z.string() }),
  message: z
    .object({
      topic: z.string(),
      author: peerId.describe('Who signed the message'),
      receivedFrom: peerId.describe('The neighbour that delivered it'),
      ...content,
    })
    .refine(...oneOfBoth)
    .refine(...noTextInBase64),
  'direct-message': z
    .object({ from: peerId, ...content })
    .refine(...oneOfBoth)
    .refine(...noTextInBase64),
  'hole-punch-ready': z.object({}),
  'hole-punch': z.object({
    peerId,
    initiator: z.boolean().nullable().describe('Whether this node, to which the circuit was dialled, began it'),
    outcome: z.enum(['started', 'succeeded', 'failed']),
    attempt: z.number().int().positive().nullable().describe('Which attempt with this peer, where that is known'),
    elapsedMs: milliseconds.nullable().describe('From the start of the attempt to its outcome; null: not known'),
    message: z.string().nullable().describe('Why it failed, in the words of the library'),
  }),
  reachability: z.object({
    address: multiaddr.nullable().describe('An address of this node; null: the node as a whole'),
    status: z.enum(['public', 'private', 'unknown']),
    by: z
      .enum(['autonat-v2', 'autonat-v1', 'identify', 'library'])
      .describe('What the node learnt it from; library: it does not say'),
    server: peerId.nullable().describe('Who let the node know, where that is known'),
  }),
} as const

export type EventName = keyof typeof events
export type EventData<E extends EventName> = z.infer<(typeof events)[E]>

export const errorCodes = ['unsupported', 'invalid', 'failed', 'timeout'] as const
export type ErrorCode = (typeof errorCodes)[number]

const requestId = z.union([z.number().int(), z.string()])

export const request = z.object({
  id: requestId,
  method: z.enum(Object.keys(methods) as [MethodName, ...MethodName[]]),
  node: z.string().min(1).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
})

export const answer = z.object({ id: requestId, result: z.record(z.string(), z.unknown()) })

export const failure = z.object({
  id: requestId.nullable().describe('null: the line could not be understood as a request'),
  error: z.object({ code: z.enum(errorCodes), message: z.string() }),
})

export const event = z.object({
  event: z.enum(Object.keys(events) as [EventName, ...EventName[]]),
  node: z.string().min(1),
  at: milliseconds.describe("Milliseconds on the peer program's own monotonic clock"),
  data: z.record(z.string(), z.unknown()),
})
