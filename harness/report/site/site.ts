import { plainJson } from '../../domain/plain-text.ts'
import type { Files, Published, Writer } from '../writer.ts'
import { bundleSite, type Bundle } from './bundle.ts'
import { chunks, siteData } from './data.ts'

/** No script or style but those beside the page, and nothing from anywhere else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * The static site: index.html and what it loads. It works from file:// and from any path of a web server. Data are
 * scripts, since a page of file:// may not fetch. `cacheFolder`: where the bundle of scripts and styles is kept.
 */
export function site(cacheFolder: string): Writer {
  return async (published) => siteFiles(published, await bundleSite(cacheFolder))
}

function siteFiles(published: Published, bundle: Bundle): Files {
  const { run, cells } = published.results
  const data = `globalThis.connectivityData = ${plainJson(siteData(published))}\n`
  const details = chunks(cells).map((chunk, index): [string, string] => [
    `site/cells-${index}.js`,
    `connectivityCells(${index}, ${plainJson(chunk)})\n`,
  ])
  const scripts = Object.entries(bundle).map(([name, content]): [string, string] => [`site/${name}`, content])
  return { 'index.html': page(run.id), 'site/data.js': data, ...Object.fromEntries([...details, ...scripts]) }
}

function page(runId: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>libp2p connectivity matrix</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="site/style.css" />
    <script defer src="site/data.js"></script>
    <script defer src="site/app.js"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>The pages of run ${htmlEscaped(runId)} need JavaScript; <a href="matrix.md">matrix.md</a> does not.</noscript>
  </body>
</html>
`
}

function htmlEscaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
