import type * as z from 'zod'
import type { Place } from '../domain/errors.ts'
import { nearestName, unknownName } from './names.ts'
import type { Message, Complaint } from './complaints.ts'
import { explanationOf, keysKnownAt } from './schema-parts.ts'
import { branchAt, type Branch } from './tree.ts'

type Path = readonly PropertyKey[]

/** A part of a YAML file that is being read. What is wrong in it goes to one list for the whole file. */
export class Fragment {
  readonly #branch: Branch
  readonly #complaints: Complaint[]

  constructor(branch: Branch, complaints: Complaint[]) {
    this.#branch = branch
    this.#complaints = complaints
  }

  get value(): unknown {
    return this.#branch.value
  }

  get place(): Place {
    return this.#branch.place
  }

  get keyPlace(): Place {
    return this.#branch.keyPlace
  }

  /** In the order of the file. */
  get keys(): string[] {
    return this.#isMap ? [...this.#branch.children.keys()] : []
  }

  get #isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
  }

  at(...path: Path): Fragment {
    return new Fragment(branchAt(this.#branch, path), this.#complaints)
  }

  /** Whether nothing in the whole file is wrong so far. */
  get isSound(): boolean {
    return this.#complaints.length === 0
  }

  complain(message: Message, place = this.place): void {
    this.#complaints.push({ place, message })
  }

  /** The entries of a map that must not be empty; `otherwise` is the problem if it is something else. */
  entries(otherwise: string): [key: string, value: Fragment][] {
    if (this.keys.length === 0) this.complain(otherwise)
    return this.keys.map((key) => [key, this.at(key)])
  }

  /** The items of a list that must not be empty; `otherwise` is the problem if it is something else. */
  items(otherwise: string): Fragment[] {
    const items: unknown[] = Array.isArray(this.value) ? this.value : []
    if (items.length === 0) this.complain(otherwise)
    return items.map((_, index) => this.at(index))
  }

  /** The value as the schema has it; `undefined`, with every problem added to the list, if it is not so. */
  read<T extends z.ZodType>(schema: T): z.output<T> | undefined {
    const { success, data, error } = schema.safeParse(this.value)
    if (success) return data
    const meant = new Set<string>()
    for (const issue of error.issues) {
      if (issue.code === 'unrecognized_keys') for (const name of this.#unknownKeys(issue, schema)) meant.add(name)
    }
    for (const issue of error.issues) {
      // A key that is only misspelt is not missing.
      if (issue.code === 'unrecognized_keys' || meant.has(issue.path.join('/'))) continue
      const fragment = this.at(...issue.path)
      fragment.complain(explanationOf(issue, fragment.value))
    }
    return undefined
  }

  /** Returns the paths of the keys that were meant and are not there. */
  #unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType): string[] {
    const fragment = this.at(...path)
    const known = keysKnownAt(schema, path)
    for (const key of keys) fragment.complain(() => unknownName('key', key, known), fragment.at(key).keyPlace)
    const missing = known.filter((name) => !fragment.keys.includes(name))
    return keys
      .slice(0, mostMisspelt)
      .flatMap((key) => nearestName(key, known) ?? [])
      .filter((name) => missing.includes(name))
      .map((name) => [...path, name].join('/'))
  }
}

/** Who has more keys wrong than this has misspelt none. */
const mostMisspelt = 100
