import { readOutput } from '../../../harness/protocol/read-lines.ts'
import type { Behaviour } from './behaviour.ts'
import { asRefusal, Refusal } from './refusal.ts'
import { Requests } from './requests.ts'

/** Speaks the peer protocol over this process's stdio, but for what `behaviour` does otherwise. */
export function runProgram(behaviour: Behaviour): void {
  const say = (message: object, altered?: (line: string) => string | Uint8Array) => {
    const line = JSON.stringify(message)
    process.stdout.write(altered?.(line) ?? line)
    process.stdout.write('\n')
  }
  const answer = (message: object) => say(message, behaviour.answer)
  const emitFor = (node: string) => (event: string, data: object) =>
    say({ event, node, at: performance.now(), data }, behaviour.event)
  const requests = new Requests(emitFor, behaviour)
  let previous: Promise<unknown> = Promise.resolve()

  const receive = async (line: string): Promise<void> => {
    const request = readRequest(line)
    if (request === undefined) return answer(errorAnswer(null, new Refusal('invalid', 'not a request')))
    try {
      answer({ id: request.id, result: await requests.handle(request) })
    } catch (error) {
      answer(errorAnswer(request.id, asRefusal(error)))
    }
  }
  const end = async () => {
    if (behaviour.ignoresEndOfInput === true) return setInterval(() => {}, 60_000)
    await requests.close()
    process.exit(0)
  }

  behaviour.onLaunch?.()
  process.stdout.on('error', () => process.exit(0))
  process.on('SIGTERM', () => void end())
  const input = readOutput(process.stdin, ({ text: line }) => {
    const heard = behaviour.onLine === undefined ? line : behaviour.onLine(line)
    if (heard === undefined) return
    previous = behaviour.oneAtATime === true ? previous.then(() => receive(heard)) : receive(heard)
  })
  void input.then(end)
}

function errorAnswer(id: number | string | null, { code, message }: Refusal) {
  return { id, error: { code, message } }
}

function readRequest(line: string): { id: number | string; method: string } | undefined {
  try {
    const json = JSON.parse(line) as { id?: unknown; method?: unknown } | null
    const hasId = typeof json?.id === 'string' || Number.isInteger(json?.id)
    return hasId && typeof json?.method === 'string' ? (json as { id: number; method: string }) : undefined
  } catch {
    return undefined
  }
}
