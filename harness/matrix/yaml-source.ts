import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { Place } from '../domain/errors.ts'
import type { Problem } from './problem.ts'
import { repeatedKeys, syntaxProblems } from './yaml-syntax.ts'

export type Path = readonly (string | number)[]

/** The data of a YAML text, and where in the text each piece of it stands. */
export interface YamlSource {
  readonly data: unknown
  /** Where the value at the path stands, or the innermost one around it that is there. */
  placeOf(path: Path): Place
  placeOfKey(path: Path): Place
}

export type ParsedYaml =
  | { readonly kind: 'read'; readonly source: YamlSource; readonly problems: readonly Problem[] }
  /** What could be read of it means too little to look for more problems in it. */
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] }

export function parseYaml(text: string, file: string): ParsedYaml {
  const lines = new LineCounter()
  const place = (offset: number): Place => placeAt(lines, file, offset)
  const document = parseDocument(text, {
    // Every scalar is text, so that nobody has to quote `0.50`, `1` or `no`.
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  })
  const broken = syntaxProblems(document, place)
  const repeated = repeatedKeys(document, place)
  if (broken.length > 0) return { kind: 'unreadable', problems: [...broken, ...repeated] }
  return { kind: 'read', source: yamlSource(document, place), problems: repeated }
}

function placeAt(lines: LineCounter, file: string, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  // The counter knows no lines in an empty text.
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
}

function yamlSource(document: Document, place: (offset: number) => Place): YamlSource {
  return {
    data: document.toJS(),
    placeOf: (path) => place(trail(document, path).at(-1)?.value ?? 0),
    placeOfKey: (path) => place(trail(document, path).at(-1)?.key ?? 0),
  }
}

/** Offsets of a value and of the key before it. */
interface Step {
  readonly key: number
  readonly value: number
}

/** Every step down the path, as far as it leads. */
function trail(document: Document, path: Path): Step[] {
  const start = offsetOf(document.contents) ?? 0
  const steps: Step[] = [{ key: start, value: start }]
  let node: unknown = document.contents
  for (const key of path) {
    const next = child(isAlias(node) ? node.resolve(document) : node, key)
    if (next === undefined) break
    node = next.node
    steps.push(next.step)
  }
  return steps
}

function child(node: unknown, key: string | number): { node: unknown; step: Step } | undefined {
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key]
    const offset = offsetOf(item)
    return offset === undefined ? undefined : { node: item, step: { key: offset, value: offset } }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.findLast((item: Pair) => isScalar(item.key) && item.key.value === String(key))
  const offset = offsetOf(pair?.key)
  if (pair === undefined || offset === undefined) return undefined
  return { node: pair.value, step: { key: offset, value: offsetOf(pair.value) ?? offset } }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0]
}
