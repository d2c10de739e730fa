import { Console } from 'node:console'
import { linesOf } from './lines.ts'
import { createPeer } from './peer.ts'
import { nodePlatform } from './platform/node.ts'

// stdout belongs to the protocol, whatever a library logs.
globalThis.console = new Console(process.stderr)

// js-libp2p leaves rejections of its background work unhandled: no failed dial may take the other nodes down.
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason))
process.on('uncaughtException', (error) => console.error('Uncaught exception:', error))

const peer = createPeer(nodePlatform, (line) => process.stdout.write(`${line}\n`))

let closing = false
async function close(): Promise<void> {
  if (closing) return
  closing = true
  setTimeout(() => process.exit(0), 3000)
  await peer.close()
  process.exit(0)
}

process.on('SIGTERM', () => void close())
process.stdout.on('error', () => void close())
for await (const line of linesOf(process.stdin)) peer.handleLine(line)
await close()
