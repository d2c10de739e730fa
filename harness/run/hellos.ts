import type { ImplementationId } from '../domain/cell.ts'
import type { CellResult, RunEvent } from '../domain/run.ts'
import type { Hello } from '../protocol/messages.ts'
import { findDrift } from './drift.ts'

/** What each implementation said of itself: reported once, and compared with what it says later and what it does. */
export class Hellos {
  readonly #hellos = new Map<ImplementationId, Hello>()
  readonly #reported = new Set<string>()
  readonly #emit: (event: RunEvent) => void

  constructor(emit: (event: RunEvent) => void) {
    this.#emit = emit
  }

  /** A program has started, and says what it is. */
  add(id: ImplementationId, hello: Hello): void {
    const first = this.#hellos.get(id)
    if (first !== undefined) return this.#compareHellos(id, first, hello)
    this.#hellos.set(id, hello)
    const { implementation, version, libraries, toolchain } = hello
    this.#emit({
      type: 'implementation',
      id,
      report: { state: 'ready', implementation, version, libraries, toolchain },
    })
  }

  addFailure(id: ImplementationId, message: string): void {
    if (this.#hellos.has(id)) return
    this.#once(id, message, () => this.#emit({ type: 'implementation', id, report: { state: 'missing', message } }))
  }

  compare(result: CellResult): void {
    const drift = findDrift(result, result.outcome, (id) => this.#hellos.get(id)?.capabilities)
    for (const { implementation, message } of drift) this.#problem(implementation, message)
  }

  /** The same program says the same of itself at every start. */
  #compareHellos(id: ImplementationId, first: Hello, later: Hello): void {
    for (const key of Object.keys(first) as (keyof Hello)[]) {
      const [was, is] = [JSON.stringify(first[key]), JSON.stringify(later[key])]
      if (was !== is) this.#problem(id, `said at one start that its ${key} is ${was}, and at another ${is}`)
    }
  }

  #problem(program: string, message: string): void {
    this.#once(program, message, () => this.#emit({ type: 'problem', problem: { program, message } }))
  }

  #once(id: string, message: string, report: () => void): void {
    const key = JSON.stringify([id, message])
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    report()
  }
}
