/** The methods of the peer protocol: what each is asked with, and what it answers. */
import { z } from 'zod'
import type { ConnectionReport, Hello } from './messages.ts'

const address = z.string().startsWith('/')
const timeoutMs = z.int().positive()
const topic = z.string().min(1)
const peerId = z.string().min(1)
const pem = z.string().startsWith('-----BEGIN ')
const none = z.strictObject({})

const relayServer = z.strictObject({
  reservationSeconds: z.int().positive().optional(),
  circuitSeconds: z.int().positive().optional(),
  circuitBytes: z.int().positive().optional(),
})

/** An option that is not listed here is refused by name, because ignoring it would make the test lie. */
export const methodParams = {
  hello: none,
  start: z.strictObject({
    // Plain strings: a transport this program lacks, or never heard of, is `unsupported` and not `invalid`.
    transports: z.array(z.string()),
    listen: z.array(address),
    announce: z.array(address).optional(),
    keySeed: z.hex().length(64).optional(),
    tls: z.strictObject({ authority: pem, certificate: pem.optional(), key: pem.optional() }).optional(),
    relay: z.strictObject({ client: z.boolean().optional(), server: relayServer.optional() }).optional(),
    stunServers: z.array(z.string()).optional(),
  }),
  stop: none,
  dial: z.strictObject({ address, timeoutMs }),
  ping: z.strictObject({ peerId, timeoutMs }),
  subscribe: z.strictObject({ topic }),
  publish: z.strictObject({ topic, text: z.string() }),
  'direct-message': z.strictObject({ peerId, text: z.string(), timeoutMs }),
  reserve: z.strictObject({ relay: address, timeoutMs }),
  connections: none,
} as const

export interface Results {
  hello: Hello
  start: { peerId: string; addresses: string[] }
  stop: Record<string, never>
  dial: { connection: ConnectionReport; elapsedMs: number }
  ping: { rttMs: number }
  subscribe: Record<string, never>
  publish: Record<string, never>
  'direct-message': { status: number; statusText: string }
  reserve: { addresses: string[]; limit: { seconds: number | null; bytes: number | null } | null }
  connections: { connections: ConnectionReport[] }
}

export type MethodName = keyof typeof methodParams
export type Params<Method extends MethodName> = z.infer<(typeof methodParams)[Method]>
export type StartOptions = Params<'start'>

export const isMethod = (name: string): name is MethodName => Object.hasOwn(methodParams, name)

/** Methods of the whole program; every other one concerns a node. */
export type ProgramMethod = 'hello'
export type NodeMethod = Exclude<MethodName, ProgramMethod>
