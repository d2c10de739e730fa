/** The peer program: lines between stdio and a page in a browser, both of which live as long as the program. */
import { linesOf } from '../../impls/js/src/lines.ts'
import { openBrowser } from './browser.ts'
import { isBrowserName } from './find-browser.ts'
import { OpenRequests } from './open-requests.ts'
import { pageFiles } from './page-files.ts'
import { PageServer } from './page-server.ts'
import { Screenshots } from './screenshots.ts'

const [name, ...args] = process.argv.slice(2)
if (!isBrowserName(name)) throw new Error('Usage: stdio.ts chromium|firefox [ARG OF THE BROWSER…]')

const requests = new OpenRequests()
const server = await PageServer.start(await pageFiles(), fromPage)
const opening = openBrowser(name, args, server)
const screenshots = new Screenshots(opening)
let closing = false

opening.then(({ gone }) => gone).then(die, (error: Error) => die(error.message))
process.on('SIGTERM', () => void close())
process.stdout.on('error', () => void close())
for await (const line of linesOf(process.stdin)) {
  requests.asked(line)
  server.send(line)
}
await close()

function fromPage(line: string): void {
  const error = requests.answered(line)
  write(line)
  if (error === 'failed' || error === 'timeout') screenshots.take(error)
}

/** The page and all its nodes are lost. */
function die(why: string): void {
  if (closing) return
  closing = true
  console.error(`${name}: ${why}`)
  requests.failAll(why).forEach(write)
  process.exit(1)
}

async function close(): Promise<void> {
  if (closing) return
  closing = true
  setTimeout(() => process.exit(0), 3000)
  // So that remote ends hear of it; the browser itself is killed.
  await opening.then(({ page }) => page.evaluate('globalThis.peerPage?.stopAllNodes()')).catch(console.error)
  process.exit(0)
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
