import { isAlias, isCollection, isScalar, visit, type Document, type ErrorCode, type Node, type YAMLError } from 'yaml'
import type { Place } from '../domain/errors.ts'
import { quoted, visible } from '../domain/quoted.ts'
import type { Complaint } from './complaints.ts'

export type Places = (offset: number) => Place

/** What keeps the text from meaning what its author meant, as far as YAML can tell. */
export function syntaxComplaints(document: Document.Parsed, place: Places): Complaint[] {
  const unusable = unusableNodes(document, place)
  const complaints = [...document.errors, ...document.warnings]
  // What is too deep for YAML is far too deep for us, and that has a better place.
  const gaveUp = complaints.some(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (gaveUp && unusable.length > 0) return unusable
  const broken = news(complaints).map((error) => ({ place: place(error.pos[0]), message: brokenSyntax(error) }))
  return [...broken, ...unusable]
}

/** Behind a broken spot YAML stumbles on, over the same place or over what it can no longer place. */
function news(complaints: readonly YAMLError[]): YAMLError[] {
  const offsets = new Set<number>()
  return complaints.filter(({ code, pos: [offset] }) => {
    const follows = code === 'UNEXPECTED_TOKEN' && offsets.size > 0
    if (follows || offsets.has(offset)) return false
    offsets.add(offset)
    return true
  })
}

/** Keys that stand twice in one map: YAML forbids it, and only the last one would count. */
export function repeatedKeys(document: Document.Parsed, place: Places): Complaint[] {
  const complaints: Complaint[] = []
  visit(document, {
    Map(_, { items }) {
      const first = new Map<string, number>()
      for (const { key } of items) {
        if (!isScalar<string>(key) || !key.range) continue
        const at = place(key.range[0])
        const line = first.get(key.value)
        if (line === undefined) first.set(key.value, at.line)
        else complaints.push({ place: at, message: () => repeatedKey(key.value, line) })
      }
    },
  })
  return complaints
}

function repeatedKey(key: string, line: number): string {
  return `${quoted(key)} is here for the second time, first on line ${line}; remove or rename one of them`
}

/** Deeper than any file of ours is, and less deep than what fills the stack. */
const deepest = 32

/** What is YAML, and yet nothing that a file of ours can have. */
function unusableNodes(document: Document.Parsed, place: Places): Complaint[] {
  const complaints: Complaint[] = []
  const complain = (node: Node, message: string) => complaints.push({ place: place(node.range?.[0] ?? 0), message })
  const anchors = new Set<string>()
  visit(document, {
    Node(_, node, path) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) complain(node, unknownAlias(node.source))
        return undefined
      }
      if (node.anchor !== undefined) anchors.add(node.anchor)
      if (isScalar(node)) {
        const [character] = String(node.value).match(unwelcome) ?? []
        if (character !== undefined) complain(node, `the character ${visible(character)} has no use here; remove it`)
        return undefined
      }
      if (path.filter(isCollection).length < deepest) return undefined
      complain(node, tooDeep)
      return visit.SKIP
    },
    Pair(_, { key }) {
      if (!isScalar(key)) complain(key as Node, 'a key must be a name; write one before the colon')
    },
  })
  return complaints
}

/** What drives a terminal, reorders text or can't be seen. Tabs, line ends and what joins letters and emoji may stay. */
const unwelcome = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\t\n\r\u200C\u200D]]/v

const tooDeep = `nested more than ${deepest} deep; write it flatter`

// Unquoted, `**` and the like are aliases to YAML, and no anchor is called that.
function unknownAlias(name: string): string {
  const alias = quoted(`*${name}`).slice(1, -1)
  return `${alias} is an alias to YAML; put quotes around a pattern that starts with a star`
}

const syntaxMessages: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation is wrong here; line it up with its neighbours, or close the bracket before it',
  BAD_SCALAR_START: 'plain text cannot start with this character; put quotes around it',
  BLOCK_AS_IMPLICIT_KEY: 'a colon within plain text; put quotes around the text',
  MISSING_CHAR: 'a quote or bracket is never closed; close it',
  MULTIPLE_DOCS: 'a second YAML document starts here; remove this line',
  TAB_AS_INDENT: 'a tab as indentation; indent with spaces',
  UNEXPECTED_TOKEN: 'this does not continue what stands before it; check indentation, quotes and brackets',
  TAG_RESOLVE_FAILED: 'a YAML tag; remove it, or put quotes around text that starts with an exclamation mark',
  RESOURCE_EXHAUSTION: tooDeep,
}

function brokenSyntax({ code, message }: YAMLError): string {
  return syntaxMessages[code] ?? `${lowerFirst(visible(message))}; fix the YAML here`
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
