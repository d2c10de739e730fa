import type { SentMessage } from '../domain/evidence.ts'
import type { Lack, PartOfEnd } from '../domain/part.ts'
import type { Arrangement, Link } from '../judge/arrangement.ts'
import { condensed } from './condense.ts'
import type { Participant } from './participant.ts'
import { isBetween } from './part-failure.ts'

type Change<T> = { -readonly [K in keyof T]: T[K] }

interface Sending {
  hasToArrive(): void
  /** If that fails, its failure is what there is to say, and not once more that the message did not arrive. */
  orMayBeLost(work: () => Promise<void>): Promise<void>
}

/** What a scenario has arranged so far, and which parts of it failed although the two were connected. */
export class Arranged implements Arrangement {
  readonly #links: Link[] = []
  readonly #topics = new Set<string>()
  readonly #sent: Change<SentMessage>[] = []
  readonly #lacks: Lack[] = []

  get links(): readonly Link[] {
    return this.#links
  }
  get topics(): readonly string[] {
    return [...this.#topics]
  }
  get sent(): readonly SentMessage[] {
    return this.#sent
  }
  get lacks(): readonly Lack[] {
    return this.#lacks
  }

  link(
    dialer: Participant,
    listener: Participant,
    over: Link['over'],
    course: Link['course'],
    more: { readonly relay?: Participant; readonly address?: string; readonly punched?: true } = {},
  ): void {
    const { relay, address, punched } = more
    this.#links.push({
      dialer: dialer.name,
      listener: listener.name,
      over,
      course,
      ...(relay === undefined ? {} : { relay: relay.name }),
      ...(address === undefined ? {} : { address }),
      ...(punched === undefined ? {} : { punched }),
    })
  }

  topic(topic: string): void {
    this.#topics.add(topic)
  }

  /** A message that is about to be sent. */
  message(message: Omit<SentMessage, 'bytes'>): Sending {
    const sent: Change<SentMessage> = condensed({ ...message, bytes: Buffer.byteLength(message.text) })
    this.#sent.push(sent)
    return {
      hasToArrive: () => (sent.arrival = 'once'),
      async orMayBeLost(work) {
        try {
          await work()
        } catch (error) {
          sent.arrival = 'at-most-once'
          throw error
        }
      },
    }
  }

  /** Tries one part from one end. That it fails between the two is written down, and the other parts go on. */
  async part(part: PartOfEnd, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isBetween(error)) throw error
      this.#lacks.push({ ...part, message: error.message })
    }
  }
}
