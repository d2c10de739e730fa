/** run.jsonl: the events of a run, one a line, as they happen. It outlives a harness that is killed. */
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { UserError } from '../domain/errors.ts'
import { cellId, parseCellId, type Cell } from '../domain/cell.ts'
import { plainJson } from '../domain/plain-text.ts'
import { type RunEvent, runEventSchema } from '../domain/run.ts'
import { writeError } from './file-error.ts'

const format = 'connectivity-run-log'
const version = 2
const header = { schema: `${format}/${version}` }

/** Writes through at once: what a cell cost to find out must not sit in a buffer when the process is killed. */
export class RunLog {
  readonly #file: string
  readonly #descriptor: number

  constructor(file: string) {
    this.#file = file
    try {
      this.#descriptor = openSync(file, 'a')
    } catch (cause) {
      throw writeError(file, cause)
    }
    this.#write(header)
  }

  /** Throws where the line can't be written. Then no more may follow: they would run on from the torn line. */
  on(event: RunEvent): void {
    this.#write(event)
  }

  end(): void {
    closeSync(this.#descriptor)
  }

  #write(line: object): void {
    try {
      writeFileSync(this.#descriptor, `${plainJson(line)}\n`)
    } catch (cause) {
      throw writeError(this.#file, cause)
    }
  }
}

/** The events in a run log. A last line without its line break was torn by the end of the harness and doesn't count. */
export function readRunLog(file: string): RunEvent[] {
  const [first, ...lines] = readText(file).split('\n').slice(0, -1)
  checkHeader(first ?? '', `${file}:1`)
  return lines.map((line, index) => parseEvent(line, `${file}:${index + 2}`))
}

function checkHeader(line: string, place: string): void {
  const written = new RegExp(`^{"schema":"${format}/(\\d{1,9})"}$`).exec(line)?.[1]
  if (written === undefined) {
    throw new UserError(`${place}: not a run log: the first line must be ${JSON.stringify(header)}`, {
      hint: 'name the folder of a run, or run it again',
    })
  }
  if (Number(written) === version) return
  throw new UserError(`${place}: a run log of version ${written}, and this program reads version ${version}`, {
    hint: Number(written) > version ? 'read it with a newer checkout' : 'read it with the checkout that wrote it',
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UserError(`can't read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function parseEvent(line: string, place: string): RunEvent {
  try {
    const event = runEventSchema.parse(JSON.parse(line))
    cellsOf(event).forEach(checkName)
    return event
  } catch (cause) {
    throw new UserError(`${place}: not an event of a run log`, { cause, hint: 'the file was changed or is damaged' })
  }
}

function cellsOf(event: RunEvent): readonly Cell[] {
  if (event.type === 'run-started') return event.planned.map(({ cell }) => cell)
  return event.type === 'cell-finished' ? [event.result] : []
}

/**
 * A log may come from anywhere, and the name of a cell goes into file names and into commands that people copy: it has
 * to be the one that the rest of the cell makes, of the characters that matrix.yaml allows.
 */
function checkName(cell: Cell): void {
  const named = parseCellId(cell.id)
  const isItsOwn = named !== null && cellId(cell) === cell.id && named.dialer === cell.dialer
  const isPlain = cell.id.split(/[:/]/).every((part) => /^[a-z0-9][a-z0-9.@+_~-]*$/i.test(part))
  if (!isItsOwn || !isPlain) throw new Error('the name of a cell is not its own')
}
