import type * as z from 'zod'
import type { Place } from '../domain/errors.ts'
import { nearestName, unknownName } from './names.ts'
import type { Problem } from './problem.ts'
import type { Path, YamlSource } from './yaml-source.ts'

/** A part of a YAML file that is being read. What is wrong in it goes to one list for the whole file. */
export class Section {
  readonly value: unknown
  readonly #source: YamlSource
  readonly #problems: Problem[]
  readonly #path: Path

  constructor(source: YamlSource, problems: Problem[], path: Path = [], value: unknown = source.data) {
    this.#source = source
    this.#problems = problems
    this.#path = path
    this.value = value
  }

  get place(): Place {
    return this.#source.placeOf(this.#path)
  }

  get keyPlace(): Place {
    return this.#source.placeOfKey(this.#path)
  }

  get keys(): string[] {
    const isMap = typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
    return isMap ? Object.keys(this.value as object) : []
  }

  at(...path: Path): Section {
    const value = path.reduce(
      (parent, key) => (parent as Record<string | number, unknown> | undefined)?.[key],
      this.value,
    )
    return new Section(this.#source, this.#problems, [...this.#path, ...path], value)
  }

  complain(message: string, place = this.place): void {
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

  /** The value as the schema has it; `undefined`, with every problem told, if it is not so. */
  read<T extends z.ZodObject>(schema: T): z.output<T> | undefined {
    const { success, data, error } = schema.safeParse(this.value)
    if (success) return data
    const known = Object.keys(schema.shape)
    const unknown = this.keys.filter((key) => !known.includes(key))
    for (const key of unknown) this.complain(unknownName('key', key, known), this.at(key).keyPlace)
    // A key that is only misspelt is not missing.
    const meant = unknown.flatMap((key) => nearestName(key, known) ?? []).filter((key) => !this.keys.includes(key))
    for (const { path, message } of error.issues.filter(({ code }) => code !== 'unrecognized_keys')) {
      const steps = path.filter((step) => typeof step !== 'symbol')
      if (!meant.includes(String(steps[0]))) this.complain(message, this.at(...steps).place)
    }
    return undefined
  }
}
