import type * as z from 'zod'
import type { Place } from '../domain/errors.ts'
import { nearestName, unknownName } from './names.ts'
import type { Message, Problem } from './problems.ts'
import { explanationOf, keysKnownAt } from './schema-parts.ts'
import { branchAt, type Branch } from './tree.ts'

type Path = readonly PropertyKey[]

/** A part of a YAML file that is being read. What is wrong in it goes to one list for the whole file. */
export class Section {
  readonly #branch: Branch
  readonly #problems: Problem[]

  constructor(branch: Branch, problems: Problem[]) {
    this.#branch = branch
    this.#problems = problems
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

  at(...path: Path): Section {
    return new Section(branchAt(this.#branch, path), this.#problems)
  }

  complain(message: Message, place = this.place): void {
    this.#problems.push({ place, message })
  }

  /** The entries of a map that must not be empty; `otherwise` is the problem if it is something else. */
  entries(otherwise: string): [key: string, value: Section][] {
    if (this.keys.length === 0) this.complain(otherwise)
    return this.keys.map((key) => [key, this.at(key)])
  }

  /** The items of a list that must not be empty; `otherwise` is the problem if it is something else. */
  items(otherwise: string): Section[] {
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
      const section = this.at(...issue.path)
      section.complain(explanationOf(issue, section.value))
    }
    return undefined
  }

  /** Returns the paths of the keys that were meant and are not there. */
  #unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType): string[] {
    const section = this.at(...path)
    const known = keysKnownAt(schema, path)
    for (const key of keys) section.complain(() => unknownName('key', key, known), section.at(key).keyPlace)
    const missing = known.filter((name) => !section.keys.includes(name))
    return keys
      .slice(0, mostMisspelt)
      .flatMap((key) => nearestName(key, known) ?? [])
      .filter((name) => missing.includes(name))
      .map((name) => [...path, name].join('/'))
  }
}

/** Who has more keys wrong than this has misspelt none. */
const mostMisspelt = 100
