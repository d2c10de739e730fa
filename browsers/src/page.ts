/** The page: js-libp2p nodes, which are spoken to in lines over a WebSocket as any peer program is over stdio. */
import { Host } from '../../impls/js/src/node/host.ts'
import { browserPlatform } from '../../impls/js/src/platform/browser.ts'
import type { Emit } from '../../impls/js/src/protocol/messages.ts'
import { createProgram } from '../../impls/js/src/protocol/program.ts'
import type { Identity } from './identity.ts'
import { RecentLines } from './recent-lines.ts'

const { toolchain, version, libraries } = (await (await fetch('identity.json')).json()) as Identity
const socket = new WebSocket(location.href)
const recent = new RecentLines()

function send(line: string): void {
  recent.add(`← ${line}`)
  socket.send(line)
}

const emitOf =
  (node: string): Emit =>
  (event, data) =>
    send(JSON.stringify({ event, node, at: performance.now(), data }))

const host = new Host(browserPlatform(toolchain), emitOf)
const hello = async () => ({ ...(await host.handlers.hello()), version, libraries })
const handleLine = createProgram({ ...host.handlers, hello }, send)

socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
  recent.add(`→ ${data}`)
  void handleLine(data)
})

/** What the program asks of the page itself. */
const peerPage = { stopAllNodes: () => host.stopAll(), showRecentLines: () => recent.show() }
Object.assign(globalThis, { peerPage })
