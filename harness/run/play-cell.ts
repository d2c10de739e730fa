import { parseAddress } from '../domain/address.ts'
import type { Cell } from '../domain/cell.ts'
import { PeerError } from '../domain/errors.ts'
import type { Evidence, TranslationEvidence } from '../domain/evidence.ts'
import type { Outcome, Timings } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import { listenAddress, transportRow, type Transport } from '../domain/transport.ts'
import { blamed, sentences } from '../judge/finding.ts'
import { judgeEvidence } from '../judge/judge.ts'
import { startFindings } from '../judge/starts.ts'
import type { LabRouter } from '../lab/lab.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import type { StartOptions } from '../protocol/messages.ts'
import { Arranged } from '../scenarios/arranged.ts'
import type { CellContext, NodeOrder, TlsMaterial } from '../scenarios/context.ts'
import { newKey } from '../scenarios/keys.ts'
import { Participant } from '../scenarios/participant.ts'
import type { Claim } from '../scenarios/scenario.ts'
import { middleOf, scenarioOf } from '../scenarios/scenarios.ts'
import { Stopwatch } from '../scenarios/stopwatch.ts'
import type { Clock } from '../time/clock.ts'
import { chatFailure } from './chat-failure.ts'
import { outcomeOf, type Cast } from './outcome-of.ts'
import type { WireBook, WireTap } from './wire-book.ts'

export interface Play {
  readonly outcome: Outcome
  readonly timings: Timings
  /** Names of the nodes that took part, by role. */
  readonly nodes: ReadonlyMap<string, Role>
}

/** What the lab has for all cells. */
export interface LabServices {
  tlsFor(ip: string): Promise<TlsMaterial>
  stunServers(): Promise<string[]>
  readonly wire: WireBook
  readonly clock: Clock
  readonly routers: readonly LabRouter[]
}

/** Plays the cell once with these programs: fresh nodes, the scenario, and every node stopped again. Never throws. */
export async function playCell(
  cell: Cell,
  name: string,
  cast: Cast,
  services: LabServices,
  signal: AbortSignal,
): Promise<Play> {
  const attempt = new CellAttempt(cell, name, cast, services, signal)
  const outcome = await attempt.play()
  return { outcome, timings: attempt.stopwatch.timings(), nodes: attempt.nodes }
}

/** One attempt at a cell, from its first node to the stop of its last. */
class CellAttempt implements CellContext {
  readonly cell: Cell
  readonly stopwatch: Stopwatch
  readonly arranged = new Arranged()
  readonly nodes = new Map<string, Role>()
  readonly #name: string
  readonly #cast: Cast
  readonly #services: LabServices
  readonly #signal: AbortSignal
  readonly #starts: Promise<Participant>[] = []
  readonly #tap: WireTap

  constructor(cell: Cell, name: string, cast: Cast, services: LabServices, signal: AbortSignal) {
    this.cell = cell
    this.stopwatch = new Stopwatch(services.clock)
    this.#name = name
    this.#cast = cast
    this.#services = services
    this.#signal = signal
    this.#tap = services.wire.open(transportRow(cell.transport).listen === null ? this.#hosts() : [])
  }

  async play(): Promise<Outcome> {
    const scenario = scenarioOf(this.cell)
    try {
      if (middleOf(scenario) === 'relay') await this.#tap.start(this.#signal)
      const claim = await scenario.play(this)
      const participants = await Promise.all(this.#starts)
      const evidence = await this.#lastWords(participants)
      this.#demandSound(evidence)
      await stopAll(participants)
      return this.#success(claim, evidence)
    } catch (error) {
      const participants = (await Promise.allSettled(this.#starts)).flatMap((start) =>
        start.status === 'fulfilled' ? [start.value] : [],
      )
      const evidence = await this.#evidence(participants).catch(() => null)
      await stopAll(participants, 'settle')
      const seen = evidence === null ? null : { ...this.#arrangement(), evidence }
      const down = this.#services.routers.find(({ isUp }) => !isUp)
      if (down !== undefined) return { kind: 'harness-error', message: `router ${down.router.name} of the lab is gone` }
      return await outcomeOf(error, this.#cast, seen, this.#signal)
    } finally {
      await this.#tap.close(this.#signal).catch(() => {}) // whoever reads the wire next says so
    }
  }

  /** Starts a node, and takes it only if it is who and where it has to be. */
  start = <R extends Role>(role: R, order: NodeOrder): Promise<Participant<R>> => {
    const starting = this.#start(role, order)
    this.#starts.push(starting)
    starting.catch(() => {}) // the scenario awaits it, unless something else fails first
    return starting
  }

  stunServers = (): Promise<string[]> => this.#services.stunServers()

  wire = () => this.#tap.read(this.#hosts(), this.#signal)

  async #start<R extends Role>(role: R, { transports, listens, options = {} }: NodeOrder): Promise<Participant<R>> {
    const program = this.#programOf(role)
    const name = uniqueName(`${this.#name}.${role}`, this.nodes)
    this.nodes.set(name, role)
    const { ip4, ip6, seenAs } = program.addresses
    const casting = {
      role,
      program,
      name,
      key: newKey(),
      ips: ip6 === null ? [ip4] : [ip4, ip6],
      seenAs,
      listens,
      originMs: this.stopwatch.startedMs,
    }
    const offered = transports ?? [this.cell.transport]
    const startOptions: StartOptions = {
      transports: [...offered],
      listen: listens.map((transport) => listenAddress(transport, ip4)),
      ...(await this.#tls(offered, listens, ip4)),
      ...options,
    }
    const participant = await Participant.start(casting, startOptions, this.#signal)
    this.#claimSockets(participant)
    const findings = startFindings(participant.evidence())
    if (findings.length > 0) participant.fail('start', sentences(findings))
    return participant
  }

  async #tls(
    offered: readonly Transport[],
    listens: readonly Transport[],
    ip: string,
  ): Promise<Pick<StartOptions, 'tls'>> {
    if (!offered.some((transport) => transportRow(transport).tls)) return {}
    const tls = await this.#services.tlsFor(ip)
    return { tls: listens.some((transport) => transportRow(transport).tls) ? tls : { authority: tls.authority } }
  }

  #claimSockets({ node }: Participant): void {
    for (const { ip, port, layer } of node.addresses.map(parseAddress)) {
      if (ip !== null && port !== null && layer !== null) this.#tap.claim({ ip, port, layer })
    }
  }

  #hosts(): string[] {
    return Object.values(this.#cast).flatMap(({ addresses: { ip4, ip6, seenAs } }) => [
      ip4,
      ...(ip6 === null ? [] : [ip6]),
      ...(seenAs === undefined ? [] : [seenAs]),
    ])
  }

  /** Every node that still runs lists its connections: what it said before that has all arrived by then. */
  async #lastWords(participants: readonly Participant[]): Promise<Evidence> {
    const running = participants.filter(({ isStopped }) => !isStopped)
    await Promise.all(running.map(async (participant) => await participant.ask('evidence', 'connections', {})))
    return await this.#evidence(participants)
  }

  async #evidence(participants: readonly Participant[]): Promise<Evidence> {
    const wire = await this.wire()
    const nodes = participants.map((participant) => participant.evidence())
    const translations = await this.#translations()
    const sent = this.arranged.sent.map((message) => ({ ...message }))
    return { nodes, sent, wire, ...(translations.length === 0 ? {} : { translations }) }
  }

  async #translations(): Promise<TranslationEvidence[]> {
    const all = this.#services.routers.map(async (router) =>
      (await router.translations(this.#signal)).map((one) => ({ router: router.router.name, ...one })),
    )
    return (await Promise.all(all)).flat()
  }

  #arrangement() {
    const { links, topics } = this.arranged
    return { links, topics }
  }

  #demandSound(evidence: Evidence): void {
    const seen = { ...this.#arrangement(), evidence }
    const findings = judgeEvidence(seen)
    if (findings.length > 0) throw new PeerError(blamed(findings), 'evidence', sentences(findings))
    const failure = chatFailure(seen, this.arranged.lacks)
    if (failure !== null) throw failure
  }

  #success(claim: Claim, evidence: Evidence): Outcome {
    return claim.kind === 'connected' ? { ...claim, lacks: [...this.arranged.lacks], evidence } : { ...claim, evidence }
  }

  #programOf(role: Role): PeerProgram {
    const program = this.#cast[role]
    if (program === undefined) throw new Error(`this cell has no ${role}`)
    return program
  }
}

/**
 * Who dialled hangs up first: some libraries mind a remote that goes on talking while they close their listener.
 * `settle`: what fails is not of interest any more.
 */
async function stopAll(participants: readonly Participant[], failures: 'throw' | 'settle' = 'throw'): Promise<void> {
  const stop = async (some: readonly Participant[]) => {
    const stopped = some.map(async (participant) => await participant.stop())
    await (failures === 'throw' ? Promise.all(stopped) : Promise.allSettled(stopped))
  }
  await stop(participants.filter(({ role }) => role === 'dialer'))
  await stop(participants)
}

function uniqueName(name: string, taken: ReadonlyMap<string, unknown>, number = 1): string {
  const candidate = number === 1 ? name : `${name}.${number}`
  return taken.has(candidate) ? uniqueName(name, taken, number + 1) : candidate
}
