import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { LabHost, Site } from '../lab/lab.ts'
import { readLog } from '../protocol/read-lines.ts'
import type { Clock } from '../time/clock.ts'
import { within } from '../time/deadline.ts'

/** A STUN server in the lab: browsers are given this one, so that no public server is ever asked. */
export interface StunServer extends AsyncDisposable {
  readonly url: string
}

const program = 'turnserver'
const startMs = 10_000

/** Starts coturn for STUN alone on a host of its own. Throws when it is not there, or does not start. */
export async function startStunServer(
  site: Site,
  env: NodeJS.ProcessEnv,
  clock: Clock,
  signal: AbortSignal,
): Promise<StunServer> {
  const host = await site.addHost('stun', 'public', signal)
  try {
    const port = await freePort(host)
    await listening(host, port, env, clock, signal)
    return { url: `stun:${host.addresses.ip4}:${port}`, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() }
  } catch (error) {
    await host[Symbol.asyncDispose]()
    throw error
  }
}

async function listening(
  host: LabHost,
  port: number,
  env: NodeJS.ProcessEnv,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const path = `${env['PATH']}:/usr/sbin:/sbin`
  const server = host.spawn(command(host.addresses.ip4, port), { cwd: '/', env: { PATH: path } })
  server.stderr.resume()
  const opened = Promise.withResolvers<undefined>()
  void readLog(server.stdout, (line) => {
    if (line.includes('UDP listener opened')) opened.resolve(undefined)
  })
  const start = { what: `sign of ${program} that it listens`, ms: startMs }
  const exit = await within(start, signal, () => Promise.race([opened.promise, server.exited]), clock)
  if (exit?.kind === 'not-started') throw new StunMissingError(exit.message)
  if (exit !== undefined) throw new Error(`${program} ended at once: ${JSON.stringify(exit)}`)
}

/** coturn is not on this machine. */
export class StunMissingError extends Error {
  override readonly name = 'StunMissingError'
  constructor(message: string) {
    super(`WebRTC cells need a STUN server in the lab: ${message}\nInstall coturn: apt-get install coturn`)
  }
}

function command(ip: string, port: number): string[] {
  const listen = [`--listening-ip=${ip}`, `--listening-port=${port}`]
  const quiet = ['--no-cli', '--no-tls', '--no-dtls', '--no-tcp', '--pidfile=/dev/null', '-c', '/dev/null']
  return [program, '--stun-only', ...listen, ...quiet, '--log-file=stdout', '--simple-log', '-v']
}

/** In a namespace every port is free, and STUN's own is as good as any; on loopback one is asked for. */
async function freePort(host: LabHost): Promise<number> {
  const { ip4 } = host.addresses
  if (ip4 !== '127.0.0.1') return 3478
  const socket = createSocket('udp4').bind(0, ip4)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
