import { glob, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadMatrix } from '../harness/matrix/load.ts'

const root = path.join(import.meta.dirname, '..')
const harness = path.join(root, 'harness')

/** What each folder of harness/ may import, as ARCHITECTURE.md has it; a file stands for itself alone. Time is for all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  time: [],
  domain: [],
  yaml: ['domain'],
  matrix: ['domain', 'yaml'],
  protocol: ['domain'],
  report: ['domain'],
  lab: ['domain'],
  peers: ['domain', 'yaml', 'protocol', 'lab/lab.ts'],
  scenarios: ['domain', 'protocol', 'peers'],
  run: ['domain', 'protocol', 'lab', 'peers', 'scenarios'],
  conformance: ['domain', 'protocol', 'lab', 'peers', 'scenarios', 'run'],
  'self-check': ['domain', 'protocol', 'lab', 'scenarios', 'run'],
  cli: ['domain', 'matrix', 'protocol', 'report', 'lab', 'peers', 'scenarios', 'run', 'conformance', 'self-check'],
  'main.ts': ['cli'],
}

describe('imports', () => {
  test('every folder of harness/ has its rule', async () => {
    expect((await readdir(harness)).toSorted()).toEqual(Object.keys(mayImport).toSorted())
  })

  test('no file imports what its folder may not', async () => {
    const imports = (await harnessSources()).flatMap(({ file, text }) =>
      localImports(text).map((specifier) => ({ file, target: path.join(path.dirname(file), specifier) })),
    )
    const forbidden = imports.filter(({ file, target }) => !isAllowed(file, target))
    expect(forbidden.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('domain needs zod for what is published, multiaddr to read addresses, and neither other packages nor Node', async () => {
    const inDomain = (await harnessSources()).filter(({ file }) => file.startsWith('domain/'))
    expect(inDomain.length).toBeGreaterThan(0)
    const outside = inDomain.flatMap(({ file, text }) =>
      importsOf(text).flatMap((specifier) =>
        specifier.startsWith('.') || ['zod', '@multiformats/multiaddr'].includes(specifier)
          ? []
          : [`${file} imports ${specifier}`],
      ),
    )
    expect(outside).toEqual([])
  })

  test('nothing in harness/ reaches out of it', async () => {
    const outside = (await harnessSources()).flatMap(({ file, text }) =>
      localImports(text).flatMap((specifier) =>
        path.join(path.dirname(file), specifier).startsWith('..') ? [`${file} imports ${specifier}`] : [],
      ),
    )
    expect(outside).toEqual([])
  })
})

describe('names of implementations', () => {
  test('the check sees them where they decide, and not in prose', () => {
    const names = new Set(['go', 'js', 'rust'])
    expect(namesIn(`if (id === 'go') {}`, names)).toEqual(['go'])
    expect(namesIn('const key = "direct/rust:js"', names)).toEqual(['rust', 'js'])
    expect(namesIn('startGoPeer(`js`)', names)).toEqual(['js', 'Go'])
    expect(namesIn(`// rust is slow\nfail('go and see') /* js */`, names)).toEqual([])
    expect(namesIn(`import x from './json.js'\ndemandGoesOn(jsonOf(trusted))`, names)).toEqual([])
  })

  test('no code of harness/ knows any', async () => {
    const { implementations } = await loadMatrix(path.join(root, 'matrix.yaml'))
    const names = new Set(implementations.map(({ id }) => id))
    expect(names.size).toBeGreaterThan(0)
    const sources = await harnessSources()
    const known = sources.flatMap(({ file, text }) => namesIn(text, names).map((name) => `${file} knows ${name}`))
    expect(known).toEqual([])
  })
})

interface Source {
  /** Relative to harness/. */
  readonly file: string
  readonly text: string
}

/** Everything but tests and what only they use. */
async function harnessSources(): Promise<Source[]> {
  const files = await Array.fromAsync(glob('**/*.ts', { cwd: harness }))
  const sources = files.filter((file) => !/\.(test|fixture)\.ts$|\/fixtures\//.test(file)).toSorted()
  return await Promise.all(
    sources.map(async (file) => ({ file, text: await readFile(path.join(harness, file), 'utf8') })),
  )
}

function isAllowed(file: string, target: string): boolean {
  const [from = '', to = ''] = [file.split('/')[0], target.split('/')[0]]
  return from === to || to === 'time' || [to, target].some((what) => mayImport[from]?.includes(what) === true)
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, specifier]) => specifier ?? [])
}

function localImports(text: string): string[] {
  return importsOf(text).filter((specifier) => specifier.startsWith('.'))
}

/** Comments and literals, whichever begins first: each may contain what looks like the other. */
const tokens = /\/\*[\s\S]*?\*\/|\/\/.*|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g

/**
 * Implementation names that code could decide by: parts of identifiers, and parts of texts without spaces. Texts with
 * spaces are for people, and may have examples.
 */
function namesIn(source: string, names: ReadonlySet<string>): string[] {
  const code = source.replaceAll(/^(import|export) .*from .*$/gm, '')
  const texts = [...code.matchAll(tokens)].map(([, single, double, template]) => single ?? double ?? template ?? '')
  const parts = texts.filter((text) => !/\s/.test(text)).flatMap((text) => [text, ...text.split(/[^A-Za-z0-9]+/)])
  const words = code.replaceAll(tokens, ' ').match(/[A-Z]?[a-z0-9]+/g) ?? []
  return [...new Set(parts), ...new Set(words)].filter((word) =>
    names.has(word.replace(/^[A-Z]/, (letter) => letter.toLowerCase())),
  )
}
