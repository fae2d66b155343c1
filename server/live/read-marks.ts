import type { Topic } from '../../lib/talk.ts'
import type { TalkLog } from '../talk/talk-log.ts'

/** What people have read is stored this often at most, all of it in one commit. */
const STORED_EVERY_MS = 1_000

/**
 * How far people have read. In a lively chat everybody reads each message: what they say of it is gathered. A crash
 * forgets the last second of it, which people then see as unread once more.
 */
export class ReadMarks {
  readonly #log: TalkLog
  readonly #onFailure: (error: Error) => void
  #gathered = new Map<Topic, Map<string, number>>()
  #storing: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(log: TalkLog, onFailure: (error: Error) => void) {
    this.#log = log
    this.#onFailure = onFailure
  }

  mark(topic: Topic, person: string, seq: number): void {
    const people = this.#gathered.get(topic) ?? new Map<string, number>()
    this.#gathered.set(topic, people)
    people.set(person, Math.max(seq, people.get(person) ?? 0))
    this.#timer ??= setTimeout(() => void this.store(), STORED_EVERY_MS)
  }

  /** What is not stored yet of somebody; 0 when nothing is. */
  gathered(topic: Topic, person: string): number {
    return this.#gathered.get(topic)?.get(person) ?? 0
  }

  /** Stores what was gathered. Resolves when that is on the disk, or has failed. */
  store(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const marks = [...this.#gathered].flatMap(([topic, people]) =>
      [...people].map(([person, seq]) => ({ topic, person, seq })),
    )
    if (marks.length === 0) return this.#storing
    this.#gathered = new Map()
    this.#storing = this.#storing.then(() => this.#log.markRead(marks)).catch(this.#onFailure)
    return this.#storing
  }
}
