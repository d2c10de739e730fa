import type { Statement } from '../harness/domain/evidence.ts'

/** What a statement is called where there is little room. */
export function nameOf(said: Statement): string {
  return said.kind === 'answer' ? `${said.method}${said.error === null ? '' : ' ✗'}` : said.event
}

export function contentOf(said: Statement): unknown {
  return said.kind === 'event' ? said.data : (said.error ?? said.result)
}
