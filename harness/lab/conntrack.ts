import type { Translation } from './lab.ts'

/**
 * Reads /proc/net/nf_conntrack: a line for each flow, first as it was sent, then as its answers come. Only what the
 * router translates from `inside` counts, and not what it says itself.
 * https://docs.kernel.org/networking/nf_conntrack-sysctl.html
 */
export function parseConntrack(text: string, outside: string): Translation[] {
  return text.split('\n').flatMap((line) => translationOf(line, outside) ?? [])
}

function translationOf(line: string, outside: string): Translation | null {
  const [, , protocol] = line.split(/\s+/)
  if (protocol !== 'tcp' && protocol !== 'udp') return null
  const [sources, destinations, sourcePorts, destinationPorts] = ['src', 'dst', 'sport', 'dport'].map((key) =>
    [...line.matchAll(new RegExp(` ${key}=(\\S+)`, 'g'))].map(([, value]) => value ?? ''),
  ) as [string[], string[], string[], string[]]
  const end = (addresses: string[], ports: string[], index: number) => ({
    address: addresses[index] ?? '',
    port: Number(ports[index]),
  })
  const answered = !line.includes('[UNREPLIED]')
  const [source, destination] = [end(sources, sourcePorts, 0), end(destinations, destinationPorts, 0)]
  const [answerer, answeredTo] = [end(sources, sourcePorts, 1), end(destinations, destinationPorts, 1)]
  // Begun inside: answers come to the router. Begun outside, and let in: it was sent to the router.
  if (answeredTo.address === outside && source.address !== outside) {
    return { protocol, inside: source, outside: answeredTo, remote: destination, answered }
  }
  if (destination.address === outside && answerer.address !== outside) {
    return { protocol, inside: answerer, outside: destination, remote: source, answered }
  }
  return null
}
