export type Stream = 'stdin' | 'stdout' | 'stderr'

interface Entry {
  readonly atMs: number
  readonly stream: Stream
  readonly line: string
}

const maxEntries = 20_000
const marks: Record<Stream, string> = { stdin: '→', stdout: '←', stderr: '│' }

/** The last lines that went in and out of one peer program, with the time of each (performance.now). */
export class Journal {
  #entries: Entry[] = []

  record(stream: Stream, line: string): void {
    this.#entries.push({ atMs: performance.now(), stream, line })
    if (this.#entries.length > maxEntries) this.#entries = this.#entries.slice(maxEntries / 2)
  }

  /**
   * What concerns one cell: protocol lines that name one of its nodes, and all that the program logged meanwhile.
   * Times are milliseconds since `fromMs`.
   */
  excerpt(nodes: readonly string[], fromMs: number): string {
    return this.#entries
      .filter((entry) => entry.atMs >= fromMs && (entry.stream === 'stderr' || mentions(entry.line, nodes)))
      .map(({ atMs, stream, line }) => `${(atMs - fromMs).toFixed(1).padStart(9)} ${marks[stream]} ${line}\n`)
      .join('')
  }

  /** The program's last words on stderr, for error messages. */
  lastWords(lines = 3): string {
    return this.#entries
      .filter(({ stream }) => stream === 'stderr')
      .slice(-lines)
      .map(({ line }) => line)
      .join('\n')
  }
}

function mentions(line: string, nodes: readonly string[]): boolean {
  return nodes.some((node) => line.includes(`"${node}"`) || line.includes(`"${node}#`))
}
