/** The page: js-libp2p nodes, which are spoken to in lines over a WebSocket as any peer program is over stdio. */
import { Host } from '../../impls/js/src/node/host.ts'
import { browserPlatform } from '../../impls/js/src/platform/browser.ts'
import type { Emit } from '../../impls/js/src/protocol/messages.ts'
import { createProgram } from '../../impls/js/src/protocol/program.ts'
import type { Identity } from './identity.ts'

const { toolchain, version, libraries } = (await (await fetch('identity.json')).json()) as Identity
const socket = new WebSocket(location.href)

const send = (line: string): void => socket.send(line)
const emitOf =
  (node: string): Emit =>
  (event, data) =>
    send(JSON.stringify({ event, node, at: performance.now(), data }))

const host = new Host(browserPlatform(toolchain), emitOf)
const hello = async () => ({ ...(await host.handlers.hello()), version, libraries })
const handleLine = createProgram({ ...host.handlers, hello }, send)
socket.addEventListener('message', ({ data }) => void handleLine(data as string))

Object.assign(globalThis, { stopAllNodes: () => host.stopAll() })
