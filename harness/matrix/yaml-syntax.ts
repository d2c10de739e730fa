import { isScalar, visit, type Document, type ErrorCode, type YAMLError } from 'yaml'
import type { Place } from '../domain/errors.ts'
import type { Problem } from './problem.ts'

type Places = (offset: number) => Place

/** What keeps the text from meaning what its author meant, as far as YAML can tell. */
export function syntaxProblems(document: Document.Parsed, place: Places): Problem[] {
  const complaints = [...document.errors, ...document.warnings].filter(isNews)
  const broken = complaints.map((error) => ({ place: place(error.pos[0]), message: brokenSyntax(error) }))
  return [...broken, ...unquotedStars(document, place)]
}

/** Behind a broken spot YAML stumbles on, over the same place or over what it can no longer place. */
function isNews({ code, pos }: YAMLError, index: number, all: readonly YAMLError[]): boolean {
  return index === 0 || (code !== 'UNEXPECTED_TOKEN' && all.findIndex((other) => other.pos[0] === pos[0]) === index)
}

/** Keys that stand twice in one map: YAML forbids it, and only the last one would count. */
export function repeatedKeys(document: Document.Parsed, place: Places): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Map(_, { items }) {
      const first = new Map<string, number>()
      for (const { key } of items) {
        if (!isScalar<string>(key) || !key.range) continue
        const at = place(key.range[0])
        const line = first.get(key.value)
        if (line === undefined) first.set(key.value, at.line)
        else problems.push({ place: at, message: repeatedKey(key.value, line) })
      }
    },
  })
  return problems
}

function repeatedKey(key: string, line: number): string {
  return `"${key}" is here for the second time, first on line ${line}; remove or rename one of them`
}

// Unquoted, `**` and the like are aliases to YAML, and no anchor is called that.
function unquotedStars(document: Document.Parsed, place: Places): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return
      const message = `*${alias.source} is an alias to YAML; put quotes around a pattern that starts with a star`
      problems.push({ place: place(alias.range?.[0] ?? 0), message })
    },
  })
  return problems
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
}

function brokenSyntax({ code, message }: YAMLError): string {
  return syntaxMessages[code] ?? `${lowerFirst(message)}; mend the YAML here`
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
