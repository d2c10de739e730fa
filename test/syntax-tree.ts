import { parseSync, Visitor, type Span } from 'oxc-parser'

/** What the tests of the architecture want to know of a source file. */
export interface SyntaxTree {
  /** What it imports or exports again, types and `await import()` included. */
  readonly imports: readonly string[]
  readonly identifiers: readonly string[]
  /** What stands in quotes; of a template, what it has of its own. */
  readonly texts: readonly string[]
}

/** Throws if it is not TypeScript. */
export function syntaxTree(text: string): SyntaxTree {
  const { program, errors } = parseSync('source.ts', text)
  if (errors.length > 0) throw new SyntaxError(errors.map(({ message }) => message).join('\n'))
  const imports: (Span & { value: string })[] = []
  const literals: (Span & { value: string })[] = []
  const identifiers: string[] = []
  const templates: string[] = []
  const imported = (source: Span | null) => {
    if (source !== null && 'value' in source) imports.push({ ...source, value: String(source.value) })
  }
  new Visitor({
    ImportDeclaration: ({ source }) => imported(source),
    ExportNamedDeclaration: ({ source }) => imported(source),
    ExportAllDeclaration: ({ source }) => imported(source),
    ImportExpression: ({ source }) => imported(source),
    TSImportType: ({ source }) => imported(source),
    Identifier: ({ name }) => void identifiers.push(name),
    PrivateIdentifier: ({ name }) => void identifiers.push(name),
    Literal: ({ value, start, end }) => {
      if (typeof value === 'string') literals.push({ value, start, end })
    },
    TemplateLiteral: ({ quasis }) => void templates.push(quasis.map(({ value }) => value.cooked ?? '').join('')),
  }).visit(program)
  const isImport = ({ start }: Span) => imports.some((source) => source.start === start)
  const texts = literals.filter((literal) => !isImport(literal)).map(({ value }) => value)
  return { imports: imports.map(({ value }) => value), identifiers, texts: [...texts, ...templates] }
}
