/** Bundles the page: `node src/bundle.ts FOLDER` writes page.js and libraries.json, which says what is in it. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = process.argv[2] ?? '.'
const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
  outfile: path.join(folder, 'page.js'),
  bundle: true,
  format: 'esm',
  target: 'esnext',
  minify: true,
  keepNames: true, // error names are part of what is reported
  metafile: true,
  logLevel: 'warning',
})

/** Folders of the packages of which something is in the bundle. */
function packageFolders(inputs: string[]): Set<string> {
  const ofPackage = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/
  return new Set(inputs.flatMap((input) => ofPackage.exec(input)?.[0] ?? []))
}

const libraries: Record<string, string> = {}
for (const packageFolder of packageFolders(Object.keys(metafile.inputs))) {
  const { name, version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'))
  if (/^libp2p$|^@libp2p\/|^@chainsafe\//.test(name)) libraries[name] = version
}
await writeFile(path.join(folder, 'libraries.json'), JSON.stringify(libraries, null, 2))
