import { createInterface } from 'node:readline'
import type { Machine, Program } from '../world/machine.ts'
import { asRefusal, Refusal } from './refusal.ts'
import { Requests, type Request } from './requests.ts'

/** The reference peer: speaks the peer protocol over the machine's stdio, honestly. */
export const referencePeer: Program = (machine: Machine) => {
  const { stdin, stdout, clock } = machine
  const say = (message: object) => stdout.write(`${JSON.stringify(message)}\n`)
  const requests = new Requests(machine, (node) => (event, data) => say({ event, node, at: clock.now(), data }))

  const receive = async (line: string): Promise<void> => {
    const request = readRequest(line)
    if (request === undefined) return void say(errorAnswer(null, new Refusal('invalid', 'not a request')))
    try {
      say({ id: request.id, result: await requests.handle(request) })
    } catch (error) {
      say(errorAnswer(request.id, asRefusal(error)))
    }
  }
  const end = async (): Promise<void> => {
    await requests.close()
    machine.exit({ kind: 'code', code: 0 })
  }

  stdout.on('error', () => void end())
  const input = createInterface({ input: stdin })
  input.on('line', (line) => void receive(line))
  input.on('close', () => void end())
}

function errorAnswer(id: number | string | null, { code, message }: Refusal) {
  return { id, error: { code, message } }
}

function readRequest(line: string): Request | undefined {
  try {
    const json = JSON.parse(line) as Partial<Request> | null
    const hasId = typeof json?.id === 'string' || Number.isInteger(json?.id)
    return hasId && typeof json?.method === 'string' ? (json as Request) : undefined
  } catch {
    return undefined
  }
}
