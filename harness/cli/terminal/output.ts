import { hasUtf8 } from './signs.ts'

/** As much of a stream as a view needs. */
export interface Output {
  write(text: string): unknown
}

type Environment = Readonly<Record<string, string | undefined>>

/** Whether to colour what goes to a stream. NO_COLOR and FORCE_COLOR are https://no-color.org and its opposite. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: Environment): boolean {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}

/** Whether a window may be redrawn in place. A CI service may give a terminal, but what it keeps is a log. */
export function wantsLiveView(stream: { readonly isTTY?: boolean }, env: Environment): boolean {
  return stream.isTTY === true && canMoveCursor(env) && !isCi(env) && hasUtf8(env)
}

function canMoveCursor({ TERM }: Environment): boolean {
  return TERM !== undefined && TERM !== '' && TERM !== 'dumb'
}

function isCi({ CI }: Environment): boolean {
  return CI !== undefined && !['', '0', 'false'].includes(CI.toLowerCase())
}
