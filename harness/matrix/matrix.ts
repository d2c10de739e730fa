import type { ImplementationId } from '../domain/cell.ts'
import type { Place } from '../domain/errors.ts'
import type { Expectation } from '../domain/expectation.ts'
import type { QualifierName } from '../domain/qualifier.ts'
import type { ScenarioName } from '../domain/scenario.ts'
import type { Transport } from '../domain/transport.ts'

/** matrix.yaml, read and checked, with every default filled in. */
export interface Matrix {
  /** As the user named it. */
  readonly file: string
  readonly implementations: readonly ImplementationEntry[]
  readonly run: readonly RunEntry[]
  readonly expect: readonly ExpectationRule[]
}

export interface ImplementationEntry {
  readonly id: ImplementationId
  /** Where matrix.yaml names it: for what is wrong with its folder or command. */
  readonly place: Place
  readonly source: ImplementationSource
}

/** Paths are absolute; `command` is as it was written, to be run in `folder`. */
export type ImplementationSource =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly folder: string }
  /** An empty command is the image's own. */
  | { readonly kind: 'image'; readonly image: string; readonly command: readonly string[]; readonly folder: string }

/** Every combination of these is a cell. */
export interface RunEntry {
  readonly scenario: ScenarioName
  readonly transports: readonly Transport[]
  readonly dialers: readonly ImplementationId[]
  readonly listeners: readonly ImplementationId[]
  /** What each qualifier is; one that is not here, its cells do not have. */
  readonly qualifiers: Readonly<Partial<Record<QualifierName, readonly string[]>>>
}

/** What to expect of the cells that a pattern matches and no earlier rule did. */
export interface ExpectationRule {
  readonly place: Place
  readonly patterns: readonly PlacedPattern[]
  readonly expectation: Expectation
}

interface PlacedPattern {
  readonly pattern: string
  readonly place: Place
}
