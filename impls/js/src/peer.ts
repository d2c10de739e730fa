import { Host } from './node/host.ts'
import type { Platform } from './platform/platform.ts'
import type { Emit } from './protocol/messages.ts'
import { createProgram } from './protocol/program.ts'

export interface Peer {
  handleLine(line: string): void
  close(): Promise<void>
}

/** A whole peer program, but for where its lines come from and go to. */
export function createPeer(platform: Platform, send: (line: string) => void): Peer {
  const emitOf =
    (node: string): Emit =>
    (event, data) =>
      send(JSON.stringify({ event, node, at: performance.now(), data }))
  const host = new Host(platform, emitOf)
  const handleLine = createProgram(host.handlers, send)
  return { handleLine: (line) => void handleLine(line), close: () => host.stopAll() }
}
