/** The scripts and styles of the site, from their sources in site/. */
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '../make-folder.ts'

const root = path.join(import.meta.dirname, '../../..')
const sources = path.join(root, 'site')

/** Content by file name. */
export type Bundle = Readonly<Record<string, string>>

/** Minified; kept in `cacheFolder` for the next run, since making it takes as long as a whole cell. */
export async function bundleSite(cacheFolder: string): Promise<Bundle> {
  const file = path.join(cacheFolder, 'site', `${await sourceKey()}.json`)
  const kept = await readFile(file, 'utf8').then(parsed, () => null)
  if (kept !== null) return kept
  const bundle = await makeBundle()
  await keep(bundle, file).catch(() => {}) // a cache that can't be written costs time, and nothing else
  return bundle
}

/** Of all that could be in the bundle. */
async function sourceKey(): Promise<string> {
  const files = globSync(['site/*', 'harness/{domain,report}/**/*.ts', 'package-lock.json'], { cwd: root }).toSorted()
  const contents = await Promise.all(files.map((file) => readFile(path.join(root, file))))
  const hash = createHash('sha256')
  files.forEach((file, index) => hash.update(`${file}\0`).update(contents[index] ?? ''))
  return hash.digest('hex').slice(0, 16)
}

/** `null`: it is damaged. */
function parsed(text: string): Bundle | null {
  try {
    return JSON.parse(text) as Bundle
  } catch {
    return null
  }
}

async function keep(bundle: Bundle, file: string): Promise<void> {
  const partial = `${file}.${process.pid}`
  await makeFolder(path.dirname(file))
  await writeFile(partial, JSON.stringify(bundle))
  await rename(partial, file)
}

async function makeBundle(): Promise<Bundle> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: {
      app: path.join(sources, 'main.tsx'),
      plots: path.join(sources, 'plots.ts'),
      style: path.join(sources, 'style.css'),
    },
    outdir: '/site',
    bundle: true,
    format: 'iife',
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: { zod: path.join(sources, 'no-schemas.ts') },
    tsconfigRaw: {},
  })
  return Object.fromEntries(outputFiles.map((file) => [path.basename(file.path), file.text]))
}
