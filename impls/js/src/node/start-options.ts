import type { Platform, TransportSupport } from '../platform/platform.ts'
import { invalid, unsupported } from '../protocol/failure.ts'
import type { StartOptions } from '../protocol/methods.ts'
import type { TransportName } from '../protocol/transport.ts'
import { isAddressOf, parseAddress, requireCarried } from './addresses.ts'

/** The platform's support for each transport asked for; throws where an option makes no sense or can't be done. */
export function supportsOf(options: StartOptions, platform: Platform): Map<TransportName, TransportSupport> {
  const supports = new Map(options.transports.map((name) => supportOf(name, platform)))
  for (const address of options.listen) requireListener(address, supports, options, platform)
  for (const address of options.announce ?? []) parseAddress(address)
  if (options.relay?.server && !platform.relayServer) throw unsupported(`No relay server in ${platform.toolchain}`)
  return supports
}

function supportOf(name: string, { transports, toolchain }: Platform): [TransportName, TransportSupport] {
  const support = Object.hasOwn(transports, name) ? transports[name as TransportName] : undefined
  if (support === undefined) throw unsupported(`js-libp2p has no transport ${name} in ${toolchain}`)
  return [name as TransportName, support]
}

function requireListener(
  text: string,
  supports: Map<TransportName, TransportSupport>,
  { tls }: StartOptions,
  platform: Platform,
): void {
  const address = parseAddress(text)
  requireCarried(address, platform)
  const owner = [...supports].find(([name]) => isAddressOf(name, address))
  if (owner === undefined) throw invalid(`None of the node's transports listens on ${text}`)
  const [name, { listen }] = owner
  if (!listen) throw unsupported(`${name} can't listen here`)
  if (name === 'wss+noise' && !(tls?.certificate && tls.key)) {
    throw invalid('tls.certificate and tls.key: a wss listener needs both')
  }
}
