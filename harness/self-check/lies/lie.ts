import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import type { Network } from '../peer/network.ts'
import type { Machine, Program } from '../world/machine.ts'

/** Makes a liar of an honest program, or a worse one of a liar. */
export type Lie = (honest: Program) => Program

/** A request as a program hears it. */
export interface Request {
  readonly id: number | string
  readonly method: string
  readonly node?: string
  readonly params?: Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly id: number | string | null
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: string; readonly message: string }
}

export interface Event {
  readonly event: string
  readonly node: string
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What goes out on stdout: a message, or a line as it is. */
export type Line = object | string

/** Where a liar departs from the honest program behind it. What is absent is honest. */
export interface Departures {
  /** What the honest program hears of a line on stdin; `undefined`: nothing. */
  readonly onLine?: (line: string) => string | undefined
  /** The same for one that is a request: then it never answers. */
  readonly onRequest?: (request: Request) => Request | undefined
  readonly onAnswer?: (answer: Answer, request: Request | undefined) => readonly Line[]
  readonly onEvent?: (event: Event) => readonly Line[]
  /** Goes on when its stdin ends. */
  readonly staysAtEnd?: boolean
  readonly network?: Network
}

/** What a liar has beside its machine. */
export interface Means extends Machine {
  say(line: Line): void
}

/** Somebody in the middle, between the program and its stdio, and between it and its network; a new one for each start. */
export function inTheMiddle(make: (means: Means) => Departures): Lie {
  return (honest) => (machine) => {
    const say = (line: Line) => void machine.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    const departures = make({ ...machine, say })
    const [stdin, stdout] = [new PassThrough(), new PassThrough()]
    const asked = new Map<Request['id'], Request>()

    const hear = (line: string): void => {
      const heard = departures.onLine === undefined ? line : departures.onLine(line)
      if (heard === undefined) return
      const request = parse<Request>(heard)
      if (request === undefined) return void stdin.write(`${heard}\n`)
      asked.set(request.id, request)
      const passed = departures.onRequest === undefined ? request : departures.onRequest(request)
      if (passed !== undefined) stdin.write(`${JSON.stringify(passed)}\n`)
    }
    const retold = (message: Answer | Event): readonly Line[] => {
      if ('event' in message) return departures.onEvent?.(message) ?? [message]
      return departures.onAnswer?.(message, asked.get(message.id ?? '')) ?? [message]
    }
    const pass = (line: string): void => {
      const message = parse<Answer | Event>(line)
      for (const one of message === undefined ? [line] : retold(message)) say(one)
    }

    createInterface({ input: machine.stdin })
      .on('line', hear)
      .on('close', () => departures.staysAtEnd ?? stdin.end())
    createInterface({ input: stdout }).on('line', pass)
    machine.stdout.on('error', () => stdout.destroy())
    honest({ ...machine, stdin, stdout, network: departures.network ?? machine.network })
  }
}

/** Several lies of one liar. */
export function together(...lies: readonly Lie[]): Lie {
  return (honest) => lies.reduce((program, lie) => lie(program), honest)
}

function parse<T extends object>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
