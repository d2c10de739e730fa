import { firstLine } from '../first-line.ts'
import type { LabProcess } from '../lab.ts'
import { startProgram } from '../program.ts'
import { toolPath } from '../tools.ts'

/** A process that keeps namespaces in being for as long as its stdin is open: they can't outlive the harness. */
export class Anchor implements AsyncDisposable {
  /** As the harness sees it, not as the process sees itself. */
  readonly pid: number
  readonly #process: LabProcess
  #gone = false

  private constructor(pid: number, process: LabProcess) {
    this.pid = pid
    this.#process = process
    void process.exited.then(() => (this.#gone = true))
  }

  /** Waits until the anchor has set up its namespaces, which it reports by printing its pid. Throws what it complained about. */
  static async start(command: readonly string[], signal: AbortSignal): Promise<Anchor> {
    signal.throwIfAborted()
    const process = startProgram(command, { cwd: '/', env: { PATH: toolPath(), LC_ALL: 'C' }, awaited: true })
    const complaint = firstLine(process.stderr)
    signal.addEventListener('abort', process.kill, { once: true })
    const pid = Number(await firstLine(process.stdout))
    signal.removeEventListener('abort', process.kill)
    if (pid > 0) return new Anchor(pid, process)

    const exit = await process.exited
    signal.throwIfAborted()
    throw new Error(
      exit.kind === 'not-started' ? exit.message : (await complaint) || `ended with ${JSON.stringify(exit)}`,
    )
  }

  /** Its pid may be somebody else's by now. */
  get gone(): boolean {
    return this.#gone
  }

  /** When the anchor is gone, the kernel has killed everything in its namespaces. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.stdin.end()
    await this.#process.exited
  }
}
