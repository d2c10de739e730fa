import type { FailureCode } from '../../impls/js/src/protocol/failure.ts'

type RequestId = string | number
interface Answer {
  id?: RequestId | null
  error?: { code: FailureCode }
}

/** Requests that the page has not answered yet. */
export class OpenRequests {
  readonly #ids = new Set<RequestId>()

  asked(line: string): void {
    const id = idOf(line)
    if (id !== undefined) this.#ids.add(id)
  }

  /** Takes note of a line from the page, and says with which error it answers, if it does. */
  answered(line: string): FailureCode | undefined {
    // Answers begin with their id, and events, of which there are many more, with their name.
    if (!line.startsWith('{"id":')) return undefined
    const { id, error } = JSON.parse(line) as Answer
    if (id !== null && id !== undefined) this.#ids.delete(id)
    return error?.code
  }

  /** Answers to all that is open. */
  failAll(message: string): string[] {
    const answers = [...this.#ids].map((id) => JSON.stringify({ id, error: { code: 'failed', message } }))
    this.#ids.clear()
    return answers
  }
}

function idOf(line: string): RequestId | undefined {
  try {
    const { id } = JSON.parse(line) as { id?: unknown }
    return typeof id === 'string' || Number.isInteger(id) ? (id as RequestId) : undefined
  } catch {
    return undefined // the page says what is wrong with it
  }
}
