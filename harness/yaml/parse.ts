import { LineCounter, parseDocument } from 'yaml'
import type { Complaint } from './complaints.ts'
import { repeatedKeys, syntaxComplaints, type Places } from './syntax.ts'
import { growTree, type Branch } from './tree.ts'

export type ParsedYaml =
  | { readonly kind: 'read'; readonly root: Branch; readonly complaints: readonly Complaint[] }
  /** What could be read of it means too little to look for more in it. */
  | { readonly kind: 'unreadable'; readonly complaints: readonly Complaint[] }

/** `file`: as messages name it. The time it takes grows with the text alone, whatever its aliases come to. */
export function parseYaml(text: string, file: string): ParsedYaml {
  const lines = new LineCounter()
  const place = placesOf(lines, file)
  const document = parseDocument(text, {
    // Every scalar is text, so that nobody has to quote `0.50`, `1` or `no`.
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  })
  const broken = syntaxComplaints(document, place)
  if (broken.length > 0) return { kind: 'unreadable', complaints: broken }
  const repeated = repeatedKeys(document, place)
  const { root, complaints } = growTree(document, place)
  if (complaints.length > 0) return { kind: 'unreadable', complaints: [...complaints, ...repeated] }
  return { kind: 'read', root, complaints: repeated }
}

function placesOf(lines: LineCounter, file: string): Places {
  return (offset) => {
    const { line, col } = lines.linePos(offset)
    // The counter knows no lines in an empty text.
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
}
