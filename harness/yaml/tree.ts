import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Place } from '../domain/errors.ts'
import type { Complaint } from './complaints.ts'
import type { Places } from './syntax.ts'

/** A value of a YAML text, and where in the text it stands. Every scalar is text, whatever it looks like. */
export interface Branch extends Bare {
  readonly place: Place
  /** Where its key stands; in a list, the same. */
  readonly keyPlace: Place
}

interface Bare {
  /** As plain data, for schemas: maps without prototype, lists and text; `null` where nothing is written. */
  readonly value: unknown
  /** Of a map by key, of a list by index, in the order of the text. */
  readonly children: ReadonlyMap<string, Branch>
  /** How many values it comes to, itself and all below it, aliases replaced by what they stand for. */
  readonly size: number
}

/** What stands at the path; where it leads to nothing, an empty branch at the place of the last step that is there. */
export function branchAt(root: Branch, path: readonly PropertyKey[]): Branch {
  return path.reduce<Branch>((branch, step) => branch.children.get(String(step)) ?? nothingIn(branch), root)
}

function nothingIn({ place, keyPlace }: Branch): Branch {
  return { ...leaf(undefined), place, keyPlace }
}

/** The tree of a document without complaints of syntax. What aliases stand for is shared: it is no larger than the text. */
export function growTree(document: Document.Parsed, place: Places): { root: Branch; complaints: readonly Complaint[] } {
  const grower = new Grower(place)
  return { root: grower.branch(document.contents, offsetOf(document.contents, 0)), complaints: grower.complaints }
}

/** How many values a text may come to when its aliases are replaced by what they stand for. */
const mostValues = 200_000

class Grower {
  readonly complaints: Complaint[] = []
  readonly #place: Places
  /** What is anchored so far, for an anchor stands before its aliases; `null` while it is growing. */
  readonly #anchored = new Map<string, Bare | null>()

  constructor(place: Places) {
    this.#place = place
  }

  branch(node: Node | null, at: number, key = at): Branch {
    return { ...this.#bare(node, at), place: this.#place(at), keyPlace: this.#place(key) }
  }

  #bare(node: Node | null, at: number): Bare {
    if (isAlias(node)) return this.#anchored.get(node.source) ?? this.#endless(at)
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined
    if (anchor !== undefined) this.#anchored.set(anchor, null)
    const bare = this.#grown(node)
    if (bare.size > mostValues) this.#tooLarge(bare, at)
    if (anchor !== undefined) this.#anchored.set(anchor, bare)
    return bare
  }

  #grown(node: Node | null): Bare {
    if (isMap<Scalar, Node | null>(node)) return this.#map(node)
    if (isSeq<Node>(node)) return this.#list(node)
    return leaf(isScalar(node) ? node.value : null)
  }

  #map({ items }: YAMLMap<Scalar, Node | null>): Bare {
    const children = new Map<string, Branch>()
    const value = Object.create(null) as Record<string, unknown>
    for (const pair of items) {
      const [key, at] = [String(pair.key.value), offsetOf(pair.key, 0)]
      const child = this.branch(pair.value, offsetOf(pair.value, at), at)
      children.set(key, child)
      value[key] = child.value
    }
    return { value, children, size: sizeOf(children) }
  }

  #list({ items }: YAMLSeq<Node>): Bare {
    const children = new Map(items.map((item, index) => [String(index), this.branch(item, offsetOf(item, 0))]))
    return { value: [...children.values()].map(({ value }) => value), children, size: sizeOf(children) }
  }

  #endless(at: number): Bare {
    const message = 'an alias of what it is a part of; write out what is meant'
    this.complaints.push({ place: this.#place(at), message })
    return leaf(null)
  }

  #tooLarge({ children }: Bare, at: number): void {
    const isFirst = [...children.values()].every(({ size }) => size <= mostValues)
    const values = mostValues.toLocaleString('en')
    const message = `with its aliases this comes to more than ${values} values; use fewer of them`
    if (isFirst) this.complaints.push({ place: this.#place(at), message })
  }
}

function leaf(value: unknown): Bare {
  return { value, children: new Map(), size: 1 }
}

function sizeOf(children: ReadonlyMap<string, Branch>): number {
  return [...children.values()].reduce((sum, { size }) => sum + size, 1)
}

function offsetOf(node: Node | null, otherwise: number): number {
  return node?.range?.[0] ?? otherwise
}
