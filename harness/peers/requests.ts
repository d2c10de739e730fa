import type { RequestId } from '../protocol/lines.ts'
import { PeerFailure } from './peer-failure.ts'

type Result = Record<string, unknown>

/** The requests that wait for an answer. Once failed, every request fails with the same cause. */
export class Requests {
  readonly #waiting = new Map<RequestId, PromiseWithResolvers<Result>>()
  #failure: PeerFailure | undefined

  open(id: RequestId): Promise<Result> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    const waiting = Promise.withResolvers<Result>()
    this.#waiting.set(id, waiting)
    return waiting.promise
  }

  /** False: nobody waits for that answer. A late answer, after a deadline, is not a breach: it was asked for once. */
  settle(id: RequestId, settle: (waiting: PromiseWithResolvers<Result>) => void): boolean {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return false
    this.#waiting.delete(id)
    settle(waiting)
    return true
  }

  failAll(failure: PeerFailure): void {
    this.#failure ??= failure
    for (const { reject } of this.#waiting.values()) reject(this.#failure)
    this.#waiting.clear()
  }
}
