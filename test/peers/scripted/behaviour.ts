import type { Connection, Hello } from '../../../harness/protocol/messages.ts'

/** Where a scripted peer departs from the protocol. With none of it, it is an honest one. */
export interface Behaviour {
  /** Before anything is read. */
  readonly onLaunch?: () => void
  /** What becomes of a line on stdin; undefined: it is never answered. */
  readonly onLine?: (line: string) => string | undefined
  readonly hello?: (honest: Hello) => unknown
  /** An answer, and an event, on its way to stdout: the line without its end. */
  readonly answer?: (line: string) => string | Uint8Array
  readonly event?: (line: string) => string | Uint8Array
  readonly onStart?: () => void
  readonly onDial?: () => void | Promise<void>
  readonly dials?: number
  /** Takes anybody who answers for the one it dialled. */
  readonly trustsAnybody?: boolean
  readonly ignoresTimeouts?: boolean
  readonly ignoresUnknownOptions?: boolean
  readonly ignoresKeySeed?: boolean
  /** `stop` answers, and closes nothing. */
  readonly stopsNothing?: boolean
  /** Requests are handled one after the other. */
  readonly oneAtATime?: boolean
  readonly connection?: (honest: Connection) => Connection
  readonly deliveredText?: (text: string) => string
  /** Says nothing of inbound connections. */
  readonly deaf?: boolean
  readonly ignoresEndOfInput?: boolean
}
