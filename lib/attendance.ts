import type { Translator } from './i18n/translator.ts'
import { isolated } from './isolated.ts'
import type { Person } from './presence.ts'

/** Comings and goings within this time are told together. */
const GATHER_MS = 1_500
/** Between two announcements, whoever comes. */
const PAUSE_MS = 8_000
/** After this page came back: the others may have lost the same server and come back one by one. */
const SETTLE_MS = 10_000

const named = (names: readonly string[]) => {
  const [first = '', second = ''] = names.map(isolated)
  return { count: names.length, first, second, others: names.length - 1 }
}

/** “Ada and 3 others joined. Bob left.” */
export function attendanceWords(t: Translator, joined: readonly string[], left: readonly string[]): string {
  const parts = [
    joined.length === 0 ? '' : t('together.joined', named(joined)),
    left.length === 0 ? '' : t('together.left', named(left)),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/**
 * Who came and who left, in few words and rarely. Whoever is here when the page opens has not joined; who only lost
 * the line for a moment has not left. Times in milliseconds, of any clock that does not run back.
 */
export class Attendance {
  readonly #selfId: string
  /** Those whom the person knows to be here; null until the page has seen who is. */
  #told: ReadonlyMap<string, string> | null = null
  #here: ReadonlyMap<string, string> = new Map()
  #connected = false
  #due: number | null = null
  #earliest = 0

  constructor(selfId: string) {
    this.#selfId = selfId
  }

  /** Who is here now; `connected` says whether that can be believed. Returns when to ask {@link announce}, if at all. */
  see(people: readonly Person[], connected: boolean, now: number): number | null {
    const isBack = connected && !this.#connected
    this.#connected = connected
    if (!connected) {
      this.#due = null
      return null
    }
    this.#here = new Map(people.filter(({ id }) => id !== this.#selfId).map(({ id, name }) => [id, name]))
    if (this.#told === null) {
      this.#told = this.#here
      this.#earliest = now + GATHER_MS
      return null
    }
    if (isBack) this.#earliest = Math.max(this.#earliest, now + SETTLE_MS)
    const changed = this.#joined.length > 0 || this.#left.length > 0
    this.#due = changed ? (this.#due ?? Math.max(now + GATHER_MS, this.#earliest)) : null
    return this.#due
  }

  /** The words for what has changed since the last announcement; null when it is not the time, or nothing has. */
  announce(t: Translator, now: number): string | null {
    if (this.#due === null || now < this.#due) return null
    const words = attendanceWords(t, this.#joined, this.#left)
    this.#told = this.#here
    this.#due = null
    this.#earliest = now + PAUSE_MS
    return words === '' ? null : words
  }

  get #joined(): readonly string[] {
    return [...this.#here].filter(([id]) => this.#told?.has(id) === false).map(([, name]) => name)
  }

  get #left(): readonly string[] {
    return [...(this.#told ?? [])].filter(([id]) => !this.#here.has(id)).map(([, name]) => name)
  }
}
