/** Turns lines into method calls and their outcomes into lines. Knows nothing of libp2p, nor of stdio. */
import { z } from 'zod'
import { describeError } from './describe-error.ts'
import { Failure, invalid, unsupported } from './failure.ts'
import { isMethod, methodParams } from './methods.ts'
import type { MethodName, NodeMethod, Params, Results } from './methods.ts'

/** The node's name comes first, because `start` gives it and every other method finds the node by it. */
export type Handlers = { hello: () => Promise<Results['hello']> } & {
  [Method in NodeMethod]: (node: string, params: Params<Method>) => Promise<Results[Method]>
}

const request = z.object({
  id: z.union([z.int(), z.string()]),
  method: z.string(),
  node: z.string().min(1).optional(),
  params: z.record(z.string(), z.unknown()).default({}),
})
type Request = z.infer<typeof request>

/** Returns what to do with a line that came in. Every line is answered by exactly one line out. */
export function createProgram(handlers: Handlers, send: (line: string) => void): (line: string) => Promise<void> {
  return async function handleLine(line) {
    let id: Request['id'] | null = null
    try {
      const asked = parse(request, readJson(line))
      id = asked.id
      const result = await call(handlers, asked)
      send(JSON.stringify({ id, result }))
    } catch (error) {
      send(JSON.stringify({ id, error: describeError(error) }))
    }
  }
}

async function call(handlers: Handlers, { method, node, params }: Request): Promise<unknown> {
  if (!isMethod(method)) throw unsupported(`Unknown method ${method}`)
  const checked = parse<unknown>(methodParams[method], params)
  if (method === 'hello') return handlers.hello()
  if (node === undefined) throw invalid(`${method} concerns a node: name it`)
  return handlerOf(handlers, method)(node, checked)
}

// The table of handlers pairs each method with its own parameters; a name known only at run time loses that pairing.
const handlerOf = (handlers: Handlers, method: NodeMethod & MethodName) =>
  handlers[method] as (node: string, params: unknown) => Promise<unknown>

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Failure('invalid', `Not JSON: ${(error as Error).message}`, { cause: error })
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalid(
    parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; '),
  )
}
