import type { Flow, Wire } from '../domain/evidence.ts'
import type { Layer } from '../domain/transport.ts'
import type { Witness } from '../lab/witness.ts'

/** A socket that a node of a cell listens on. */
interface Claim {
  readonly layer: Layer
  readonly ip: string
  readonly port: number
}

interface Tap {
  readonly openedMs: number
  closedMs: number
  readonly claims: Claim[]
  /** Hosts between which its connections have sockets that nobody names. */
  readonly unnamed: readonly string[]
}

/** Which cell the flows on the wire belong to, while many cells are played between the same hosts. */
export class WireBook {
  readonly #witness: Witness | null
  readonly #missing: string
  readonly #taps = new Set<Tap>()

  /** `missing`: why there is no witness, if there is none. */
  constructor(witness: Witness | null, missing: string) {
    this.#witness = witness
    this.#missing = missing
  }

  /** What is on the wire for a cell that begins now. `unnamed`: see Tap. */
  open(unnamed: readonly string[] = []): WireTap {
    const tap: Tap = { openedMs: performance.now(), closedMs: Infinity, claims: [], unnamed }
    this.#taps.add(tap)
    return new WireTap(this.#witness, this.#missing, tap, {
      others: () => [...this.#taps].filter((other) => other !== tap && other.closedMs > tap.openedMs),
      close: () => this.#close(tap),
    })
  }

  /** A cell that is over still explains flows to those that were played beside it. */
  #close(tap: Tap): void {
    tap.closedMs = performance.now()
    const oldest = Math.min(...[...this.#taps].filter(isOpen).map(({ openedMs }) => openedMs))
    for (const other of this.#taps) if (other.closedMs < oldest) this.#taps.delete(other)
  }
}

function isOpen({ closedMs }: Tap): boolean {
  return closedMs === Infinity
}

/** What the wire witness counts for one cell. */
export class WireTap {
  readonly #witness: Witness | null
  readonly #missing: string
  readonly #tap: Tap
  readonly #book: { others(): readonly Tap[]; close(): void }
  #baseline = new Map<string, Flow>()

  constructor(witness: Witness | null, missing: string, tap: Tap, book: { others(): readonly Tap[]; close(): void }) {
    this.#witness = witness
    this.#missing = missing
    this.#tap = tap
    this.#book = book
  }

  claim(claim: Claim): void {
    this.#tap.claims.push(claim)
  }

  /** What is on the wire before the cell is not the cell's. Only cells whose sockets have no names need to know. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.#witness === null) return
    this.#baseline = new Map((await this.#witness.flows(signal)).map((flow) => [keyOf(flow), flow]))
  }

  /**
   * Flows of the cell's own sockets, and what passed between its hosts and no other cell explains. Throws when the
   * witness is gone: the lab's fault.
   */
  async read(hosts: readonly string[], signal: AbortSignal): Promise<Wire> {
    if (this.#witness === null) return { missing: this.#missing }
    const others = this.#book.others()
    const flows = (await this.#witness.flows(signal)).filter(
      (flow) => this.#isOwn(flow) || (joins(flow, hosts) && !this.#isExplained(flow, others)),
    )
    return { flows: flows.flatMap((flow) => (this.#isOwn(flow) ? [flow] : this.#sinceStart(flow))) }
  }

  /** The cell is over: its sockets are gone, and their flows need not be read again. */
  async close(signal: AbortSignal): Promise<void> {
    const flows = this.#witness === null || this.#tap.claims.length === 0 ? [] : await this.#witness.flows(signal)
    this.#witness?.forget(flows.filter((flow) => this.#isOwn(flow)))
    this.#book.close()
  }

  #isOwn(flow: Flow): boolean {
    return this.#tap.claims.some((claim) => isOf(flow, claim))
  }

  /** Two cells whose sockets have no names can't be distinguished between the same hosts: each gets the flows of both. */
  #isExplained(flow: Flow, others: readonly Tap[]): boolean {
    const mayBeOwn = joins(flow, this.#tap.unnamed)
    return others.some(
      ({ claims, unnamed }) =>
        claims.some((claim) => isOf(flow, claim)) || (!mayBeOwn && flow.protocol === 'udp' && joins(flow, unnamed)),
    )
  }

  #sinceStart(flow: Flow): Flow[] {
    const before = this.#baseline.get(keyOf(flow))
    if (before === undefined) return [flow]
    const [packets, bytes] = [flow.packets - before.packets, flow.bytes - before.bytes]
    return packets > 0 ? [{ ...flow, packets, bytes }] : []
  }
}

function isOf({ protocol, from, to }: Flow, { layer, ip, port }: Claim): boolean {
  return protocol === layer && [from, to].some((end) => end.address === ip && end.port === port)
}

function joins({ from, to }: Flow, hosts: readonly string[]): boolean {
  return hosts.includes(from.address) && hosts.includes(to.address)
}

function keyOf({ network, protocol, from, to }: Flow): string {
  return [network, protocol, from.address, from.port, to.address, to.port].join(' ')
}
