import type { LabProcess } from './lab.ts'

/** The programs of one host: they end with it. */
export class Programs implements AsyncDisposable {
  readonly #running = new Set<LabProcess>()

  add(program: LabProcess): LabProcess {
    this.#running.add(program)
    void program.exited.then(() => this.#running.delete(program))
    return program
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = [...this.#running]
    for (const program of running) program.kill()
    await Promise.all(running.map(({ exited }) => exited))
  }
}
