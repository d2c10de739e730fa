/** The scripts and styles of the site, from their sources in site/. */
import { build } from 'esbuild'
import path from 'node:path'

const sources = path.join(import.meta.dirname, '../../../site')

/** By file name, minified. Nothing is kept between runs: it takes about as long as reading it from a cache would. */
export async function bundleSite(): Promise<Record<string, Uint8Array>> {
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
  return Object.fromEntries(outputFiles.map((file) => [path.basename(file.path), file.contents]))
}
