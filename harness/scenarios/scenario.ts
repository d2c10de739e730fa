import type { Cell } from '../domain/cell.ts'
import type { WayTaken } from '../domain/evidence.ts'
import type { Success } from '../domain/outcome.ts'
import type { QualifierName } from '../domain/qualifier.ts'
import type { Role } from '../domain/role.ts'
import type { Stage } from '../domain/stage.ts'
import type { Transport } from '../domain/transport.ts'
import type { Ability } from '../lab/lab.ts'
import { flat, type Topology } from '../lab/topology.ts'
import type { CellContext } from './context.ts'

/** What a role asks of the peer program that plays it; `dial` and `listen` are about the cell's transport. */
export type Need = 'dial' | 'listen' | 'relay-server' | 'relay-client' | 'gossip' | 'direct-messages' | 'hole-punch'

/** The same question asked in another way. */
export interface Variant {
  /** Absent: all transports of the scenario. */
  readonly transports?: readonly Transport[]
  /** Over these its cells mostly wait, for a limit or for a timeout, and cost little else. */
  readonly waits?: readonly Transport[]
}

/** The part of a success that only the scenario knows; the harness adds the evidence. */
export type Claim =
  | { readonly kind: 'connected'; readonly way?: WayTaken }
  | Pick<Refused, 'kind' | 'refusal'>
  | Pick<IsCut, 'kind' | 'cut'>
type Refused = Extract<Success, { readonly kind: 'refused' }>
type IsCut = Extract<Success, { readonly kind: 'cut' }>

/** A kind of question, whole: what its cells are made of, what it asks of peers, and how one is played. */
export interface Scenario {
  /** One line for help and reports. */
  readonly summary: string
  readonly transports: readonly Transport[]
  /** Everybody in the cell, with what each needs of its peer program. */
  readonly roles: Readonly<Record<'dialer' | 'listener', readonly Need[]>> &
    Readonly<Partial<Record<Role, readonly Need[]>>>
  /** Every cell is made once for each of these that has its transport; empty: the scenario has no variants. */
  readonly variants: Readonly<Record<string, Variant>>
  /** Other qualifiers that its cells can have if matrix.yaml says so, each with all its values. */
  readonly options?: Readonly<Partial<Record<QualifierName, readonly string[]>>>
  /** NAT types of its ends: every cell is made once for each of these pairs that its transport has. Absent: no routers. */
  readonly nats?: { readonly pairs: readonly string[]; has(pair: string, transport: Transport): boolean }
  /** Its cells mostly wait, and cost little else. */
  readonly waits?: true
  /** Where a cell can fail, beside those stages where any can: what rules of matrix.yaml may name. */
  readonly stages: readonly Stage[]
  /** Where its hosts stand. Absent: all in one flat public network. */
  setting?(cell: Cell): Setting
  /** Plays one cell. Throws PeerError or UnsupportedError where what it asks for does not come about. */
  play(context: CellContext): Promise<Claim>
}

export interface Setting {
  readonly topology: Topology
  /** The network that the host of each role is in. */
  readonly network: Readonly<Record<Role, string>>
  /** The topology is the cell's own, and ends with it: what routers pass can't be told apart between cells. */
  readonly isOwn?: true
  /** What a lab has to be able to do for it. */
  readonly needs: readonly Ability[]
}

export function scenario(definition: Omit<Scenario, 'variants'>): Scenario {
  return { ...definition, variants: {} }
}

/** A variant that lacks what `play` needs to know of it does not compile. */
interface WithVariants<Parameters> extends Omit<Scenario, 'variants' | 'play'> {
  readonly variants: Readonly<Record<string, Variant & { readonly parameters: Parameters }>>
  play(context: CellContext, parameters: Parameters): Promise<Claim>
}

export function scenarioWithVariants<Parameters>(definition: WithVariants<Parameters>): Scenario {
  return {
    ...definition,
    async play(context) {
      const { id, qualifiers } = context.cell
      const variant = definition.variants[qualifiers.with ?? '']
      if (variant === undefined) throw new Error(`${id} is of no variant that there is`)
      return await definition.play(context, variant.parameters)
    },
  }
}

/** Where the hosts of a cell stand: in one flat public network, unless its scenario says otherwise. */
export function settingOf(definition: Scenario, cell: Cell): Setting {
  return definition.setting?.(cell) ?? inPublic
}

const inPublic: Setting = {
  topology: flat,
  network: { dialer: 'public', listener: 'public', relay: 'public', server: 'public' },
  needs: [],
}
