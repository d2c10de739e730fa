import { namedCell } from '../../domain/cell.ts'
import type { Transport } from '../../domain/transport.ts'
import { playCell, type LabServices } from '../../run/play-cell.ts'
import type { Bench } from '../bench.ts'
import { declared } from '../nodes.ts'
import { scenarios } from '../../scenarios/scenarios.ts'
import { WireBook } from '../../run/wire-book.ts'
import { systemClock } from '../../time/clock.ts'
import { NotApplicable, Violation, type Family } from '../rule.ts'

/** The matrix's own direct scenario, with the program at both ends. */
export const directCells: Family = {
  name: 'two of it connect and chat, on evidence of both ends',
  rules: scenarios.direct.transports.map((transport) => ({
    title: transport,
    check: async (bench) => await playDirect(bench, transport),
  })),
}

async function playDirect(bench: Bench, transport: Transport): Promise<string> {
  if (!declared(bench, 'dial', 'listen').includes(transport))
    throw new NotApplicable('it does not declare both to dial and to listen')
  await using listener = await bench.newProgram('listener')
  await using dialer = await bench.newProgram('dialer')
  const cell = namedCell({ scenario: 'direct', transport, dialer: 'peer', listener: 'peer', qualifiers: {} })
  const services: LabServices = {
    tlsFor: (ip) => bench.authority.issueFor(ip),
    stunServers: async () => [],
    clock: systemClock,
    routers: [],
    wire: new WireBook(null, 'check-peer does not watch the wire'),
  }
  const { outcome, timings } = await playCell(cell, 'cell', { dialer, listener }, services, bench.signal)
  bench.signal.throwIfAborted()
  if (outcome.kind === 'connected') return `connected in ${timings.connectMs} ms, chatted for ${timings.chatMs} ms`
  if (outcome.kind === 'failed') {
    throw new Violation(`${outcome.role ?? 'both ends'}, ${outcome.stage}: ${outcome.message}`)
  }
  if (outcome.kind === 'unsupported') {
    throw new Violation(`declared, but the ${outcome.by} answers unsupported: ${outcome.message}`)
  }
  throw new Error(`${cell.id} ended with ${JSON.stringify(outcome)}`)
}
