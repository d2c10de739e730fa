import { glob, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadMatrix } from '../harness/matrix/load.ts'
import { syntaxTree, type SyntaxTree } from './syntax-tree.ts'

const root = path.join(import.meta.dirname, '..')
const harness = path.join(root, 'harness')

/** What each folder of harness/ may import, as ARCHITECTURE.md has it; a file stands for itself alone. Time is for all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  time: [],
  domain: [],
  yaml: ['domain'],
  judge: ['domain', 'protocol'],
  matrix: ['domain', 'yaml', 'scenarios'],
  protocol: ['domain'],
  report: ['domain', 'scenarios'],
  lab: ['domain'],
  peers: ['domain', 'yaml', 'protocol', 'lab/lab.ts', 'lab/contents.ts'],
  scenarios: ['domain', 'protocol', 'judge', 'peers', 'lab/lab.ts', 'lab/topology.ts', 'lab/topologies'],
  run: ['domain', 'protocol', 'judge', 'lab', 'peers', 'scenarios'],
  conformance: ['domain', 'protocol', 'lab', 'peers', 'scenarios', 'run'],
  'self-check': ['domain', 'protocol', 'lab', 'scenarios', 'run'],
  cli: ['domain', 'matrix', 'protocol', 'report', 'lab', 'peers', 'scenarios', 'run', 'conformance', 'self-check'],
  'main.ts': ['cli'],
}

describe('imports', () => {
  test('every folder of harness/ has its rule', async () => {
    expect((await readdir(harness)).toSorted()).toEqual(Object.keys(mayImport).toSorted())
  })

  test('the check sees every kind of import, and nothing else', () => {
    const text = `
import a, { type B } from './a.ts'
import './effect.ts'
export * from './c.ts'
export { d } from
  './d.ts'
const e = await import('./e.ts')
type F = import('./f.ts').F
// import g from './g.ts'
const h = "import h from './h.ts'"`
    const imports = ['./a.ts', './effect.ts', './c.ts', './d.ts', './e.ts', './f.ts']
    expect(syntaxTree(text).imports).toEqual(imports)
  })

  test('no file imports what its folder may not', async () => {
    const imports = (await harnessSources()).flatMap(({ file, tree }) =>
      localImports(tree).map((specifier) => ({ file, target: path.join(path.dirname(file), specifier) })),
    )
    const forbidden = imports.filter(({ file, target }) => !isAllowed(file, target))
    expect(forbidden.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('domain needs zod for what is published, multiaddr to read addresses, and neither other packages nor Node', async () => {
    const inDomain = (await harnessSources()).filter(({ file }) => file.startsWith('domain/'))
    expect(inDomain.length).toBeGreaterThan(0)
    const outside = inDomain.flatMap(({ file, tree }) =>
      tree.imports.flatMap((specifier) =>
        specifier.startsWith('.') || ['zod', '@multiformats/multiaddr'].includes(specifier)
          ? []
          : [`${file} imports ${specifier}`],
      ),
    )
    expect(outside).toEqual([])
  })

  test('nothing in harness/ reaches out of it', async () => {
    const outside = (await harnessSources()).flatMap(({ file, tree }) =>
      localImports(tree).flatMap((specifier) =>
        path.join(path.dirname(file), specifier).startsWith('..') ? [`${file} imports ${specifier}`] : [],
      ),
    )
    expect(outside).toEqual([])
  })
})

describe('names of implementations', () => {
  test('the check sees them where they decide, and not in prose', () => {
    const names = new Set(['go', 'js', 'rust'])
    const namesInText = (text: string) => namesIn(syntaxTree(text), names)
    expect(namesInText(`if (id === 'go') {}`)).toEqual(['go'])
    expect(namesInText('const key = "direct/rust:js"')).toEqual(['rust', 'js'])
    expect(namesInText('startGoPeer(`js`); const peers = { rust: 1 }')).toEqual(['js', 'go', 'rust'])
    expect(namesInText(`// rust is slow\nfail('go and see', \`js \${x} rust\`) /* js */`)).toEqual([])
    expect(namesInText(`import x from './json.js'\ndemandGoesOn(jsonOf(trusted))`)).toEqual([])
    expect(namesInText("write('site/data.js', `site/cells-${x}.js`)")).toEqual([])
  })

  test('no code of harness/ knows any', async () => {
    const { implementations } = await loadMatrix(path.join(root, 'matrix.yaml'))
    const names = new Set(implementations.map(({ id }) => id))
    expect(names.size).toBeGreaterThan(0)
    const sources = await harnessSources()
    const known = sources.flatMap(({ file, tree }) => namesIn(tree, names).map((name) => `${file} knows ${name}`))
    expect(known).toEqual([])
  })
})

interface Source {
  /** Relative to harness/. */
  readonly file: string
  readonly tree: SyntaxTree
}

/** Everything but tests and what only they use. */
async function harnessSources(): Promise<Source[]> {
  const files = await Array.fromAsync(glob('**/*.ts', { cwd: harness }))
  const sources = files.filter((file) => !/\.(test|fixture)\.ts$|\/fixtures\//.test(file)).toSorted()
  return await Promise.all(
    sources.map(async (file) => ({ file, tree: syntaxTree(await readFile(path.join(harness, file), 'utf8')) })),
  )
}

function isAllowed(file: string, target: string): boolean {
  const [from = '', to = ''] = [file.split('/')[0], target.split('/')[0]]
  return (
    from === to ||
    to === 'time' ||
    [to, target, path.dirname(target)].some((what) => mayImport[from]?.includes(what) === true)
  )
}

function localImports({ imports }: SyntaxTree): string[] {
  return imports.filter((specifier) => specifier.startsWith('.'))
}

/**
 * Implementation names that code could decide by: parts of identifiers, and parts of texts without spaces. Texts with
 * spaces are for people, and may have examples. What a file name ends with is not a name of an implementation.
 */
function namesIn({ texts, identifiers }: SyntaxTree, names: ReadonlySet<string>): string[] {
  const parts = texts.filter((text) => !/\s/.test(text)).flatMap(partsOf)
  const words = identifiers.flatMap((name) => name.match(/[A-Z]?[a-z0-9]+/g) ?? []).map((word) => word.toLowerCase())
  return [...new Set([...parts, ...words])].filter((word) => names.has(word))
}

function partsOf(text: string): string[] {
  return [text, ...text.replace(/\.[a-z]+$/, '').split(/[^A-Za-z0-9]+/)]
}
