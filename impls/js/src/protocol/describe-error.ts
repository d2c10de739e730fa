import { Failure } from './failure.ts'
import type { FailureCode } from './failure.ts'

export function describeError(error: unknown): { code: FailureCode; message: string } {
  if (error instanceof Failure) return { code: error.code, message: error.message }
  return { code: 'failed', message: textOf(error) }
}

/** The most specific text a library gives: class, message and causes, without the stacks that some put into messages. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(textOf).join('; ')
  if (!(error instanceof Error)) return textOfEvent(error)
  const own = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`
  const cause = error.cause === undefined ? '' : `: ${textOf(error.cause)}`
  return withoutStack(own) + cause
}

// A WebSocket rejects with the event it dispatched. In Node.js that carries the error; a browser writes it only to its console.
function textOfEvent(event: unknown): string {
  const { error, message } = (event ?? {}) as { error?: unknown; message?: unknown }
  if (error instanceof Error) return textOf(error)
  if (typeof message === 'string' && message !== '') return message
  return event instanceof Event ? `${event.target?.constructor.name ?? 'unknown'} ${event.type} event` : String(event)
}

const withoutStack = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .join('\n')
