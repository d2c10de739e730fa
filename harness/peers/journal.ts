import { plainLog } from '../domain/plain-text.ts'

export type Stream = 'stdin' | 'stdout' | 'stderr'

interface Entry {
  readonly atMs: number
  readonly stream: Stream
  readonly line: string
}

/** What is kept of one program, at most: the newest of it. */
const mostEntries = 20_000
const mostCharacters = 8 * 1024 * 1024
/** What is kept of one line: its beginning and its end. */
const longestLine = 8_000
const longestEnd = 1_000

const marks: Record<Stream, string> = { stdin: '→', stdout: '←', stderr: '│' }

/** The last lines that went in and out of one peer program, with the time of each (performance.now). */
export class Journal {
  #entries: Entry[] = []
  #characters = 0

  record(stream: Stream, line: string): void {
    const entry = { atMs: performance.now(), stream, line: abridged(line) }
    this.#entries.push(entry)
    this.#characters += entry.line.length
    if (this.#entries.length > mostEntries || this.#characters > mostCharacters) this.#forgetHalf()
  }

  /**
   * What concerns one cell: protocol lines that name one of its nodes, and all that the program logged meanwhile.
   * Times are milliseconds since `fromMs`.
   */
  excerpt(nodes: readonly string[], fromMs: number): string {
    return this.#entries
      .filter((entry) => entry.atMs >= fromMs && (entry.stream === 'stderr' || mentions(entry.line, nodes)))
      .map(({ atMs, stream, line }) => `${(atMs - fromMs).toFixed(1).padStart(9)} ${marks[stream]} ${plainLog(line)}\n`)
      .join('')
  }

  #forgetHalf(): void {
    const entries = this.#entries
    let first = 0
    let characters = this.#characters
    while (entries.length - first > mostEntries / 2 || characters > mostCharacters / 2) {
      characters -= entries[first]?.line.length ?? 0
      first += 1
    }
    this.#entries = entries.slice(first)
    this.#characters = characters
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

function abridged(line: string): string {
  if (line.length <= longestLine) return line
  return `${line.slice(0, longestLine - longestEnd)}… (${line.length} characters) …${line.slice(-longestEnd)}`
}

function mentions(line: string, nodes: readonly string[]): boolean {
  return nodes.some((node) => line.includes(`"${node}"`) || line.includes(`"${node}#`))
}
