/** As much of a stream as a view needs. */
export interface Output {
  write(text: string): unknown
}

/** Whether to colour what goes to a stream. NO_COLOR and FORCE_COLOR are https://no-color.org and its opposite. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>) {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}
