import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { LabHost, Site } from '../lab/lab.ts'

/** A STUN server in the lab: browsers are given this one, so that no public server is ever asked. */
export interface StunServer extends AsyncDisposable {
  readonly url: string
}

const program = 'turnserver'
const startDeadlineMs = 10_000

/** Starts coturn for STUN alone on a host of its own. Throws when it is not there, or does not start. */
export async function startStunServer(site: Site, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<StunServer> {
  const host = await site.addHost('stun', 'public', signal)
  try {
    const port = await freePort(host)
    await listening(host, port, env, signal)
    return { url: `stun:${host.addresses.ip4}:${port}`, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() }
  } catch (error) {
    await host[Symbol.asyncDispose]()
    throw error
  }
}

async function listening(host: LabHost, port: number, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const path = `${env['PATH']}:/usr/sbin:/sbin`
  const server = host.spawn(command(host.addresses.ip4, port), { cwd: '/', env: { PATH: path } })
  server.stderr.resume()
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(startDeadlineMs)])
  const lines = createInterface({ input: server.stdout, signal: timeout })
  const opened = (async () => {
    for await (const line of lines) if (line.includes('UDP listener opened')) return
    return await server.exited
  })()
  const exit = await opened
  server.stdout.resume()
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
