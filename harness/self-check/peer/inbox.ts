type Receiver = (message: object) => void

/** What has arrived and was not taken yet. */
export class Inbox {
  readonly #waiting: object[] = []
  #receiver: Receiver | undefined

  /** `undefined`: what arrives from now on waits for the next receiver. */
  receive(receiver: Receiver | undefined): void {
    this.#receiver = receiver
    this.#deliver()
  }

  arrive(message: object): void {
    this.#waiting.push(message)
    this.#deliver()
  }

  #deliver(): void {
    while (this.#receiver !== undefined) {
      const message = this.#waiting.shift()
      if (message === undefined) return
      this.#receiver(message)
    }
  }
}
