import { excerpt } from '../protocol/lines.ts'
import type { ErrorCode, Result } from '../protocol/messages.ts'
import type { AnyRequest, CheckedPeer } from './checked-peer.ts'
import type { Reply } from '../protocol/exchange.ts'
import { Violation } from './rule.ts'

/** The reply has to be an error with one of these codes; answers with its message. */
export function demandError(reply: Reply, ...codes: readonly ErrorCode[]): string {
  const wanted = codes.join(' or ')
  if (reply.kind === 'result')
    throw new Violation(`answered with the result ${excerpt(JSON.stringify(reply.result))}, not with ${wanted}`)
  if (!codes.includes(reply.code)) throw new Violation(`answered ${reply.code}, not ${wanted}: ${reply.message}`)
  return reply.message
}

/** Asks for something that has to be refused so. */
export async function demandRefusal(
  peer: CheckedPeer,
  request: AnyRequest,
  ...codes: readonly ErrorCode[]
): Promise<string> {
  return demandError(await peer.ask(request), ...codes)
}

/** Whatever came before, the program still answers. */
export async function demandGoesOn(peer: CheckedPeer): Promise<Result<'hello'>> {
  return await peer.result('hello', undefined, {})
}

export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Violation(otherwise)
}
