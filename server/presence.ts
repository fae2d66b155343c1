import { type ReceivedEntry, readNews, writeEntries } from './awareness-entries.ts'
import type { Connection } from './connection.ts'

/** Octets of one person's state. */
const MAX_STATE_BYTES = 4096
const MAX_STATE_DEPTH = 16
/** A state that its client has not renewed for this long is gone; y-protocols renews it every 15 s. */
const EXPIRE_MS = 30_000
/**
 * How long a departed client id is remembered, so that late echoes do not bring it back and slow readers are told:
 * longer than any reader may lag.
 */
const TOMBSTONE_MS = 90_000

interface Entry {
  clock: number
  /** JSON with the server's word on who it is; null once gone. */
  state: string | null
  owner: Connection | null
  userId: string
  /** When its client last said something new, or was gone. Milliseconds. */
  at: number
  /** The flush in which this was told to all; what has changed since is told in a later one. */
  flush: number
}

/**
 * Presence of one room as data: latest state per Yjs client id, each owned by the connection that brought it.
 * Holds no timer and no Awareness; the room asks for what changed and sends it.
 */
export class Presence {
  readonly #ownerOf: (client: number) => string | null
  readonly #entries = new Map<number, Entry>()
  /** Changed since they were last told: those who have gone, and others, longest waiting first. */
  readonly #gone = new Set<number>()
  readonly #changed = new Set<number>()
  #flush = 0

  /** `ownerOf` says whose a client id is by what was written under it; null when nobody wrote. */
  constructor(ownerOf: (client: number) => string | null) {
    this.#ownerOf = ownerOf
  }

  /** The user who is present under a client id now; null when nobody is. */
  userOf(clientId: number): string | null {
    const entry = this.#entries.get(clientId)
    return entry === undefined || entry.owner === null ? null : entry.userId
  }

  /** Whether {@link takeChanged} has something to tell. */
  get hasChanges(): boolean {
    return this.#changed.size > 0 || this.#gone.size > 0
  }

  /** How many times {@link takeChanged} had something to tell. */
  get flush(): number {
    return this.#flush
  }

  /**
   * Takes an awareness message. Entries for other people's ids, echoes and stale clocks are passed over before
   * their state is decoded. Returns 'malformed' when the octets do not decode, and otherwise what the sender
   * must be told so that it announces itself anew; mostly nothing.
   */
  receive(from: Connection, message: Uint8Array, now: number): 'malformed' | Uint8Array | null {
    const entries = readNews(message, (clientId, clock) => this.#isNews(from, clientId, clock))
    if (entries === null) return 'malformed'
    let stale: number[] | null = null
    for (const entry of entries) {
      if (this.#take(from, entry, now) === 'stale') {
        stale ??= []
        stale.push(entry.clientId)
      }
    }
    return stale === null ? null : this.#write(stale)
  }

  /** The connection has gone, and with it the person's caret. */
  leave(connection: Connection, now: number): void {
    const id = connection.presenceId
    const entry = id === null ? undefined : this.#entries.get(id)
    if (id !== null && entry?.owner === connection) this.#remove(id, entry, now)
  }

  /** Lets states that were not renewed go, and forgets those who went long ago. */
  expire(now: number): void {
    for (const [id, entry] of this.#entries) {
      const age = now - entry.at
      if (entry.state !== null) {
        if (age > EXPIRE_MS) this.#remove(id, entry, now)
      } else if (age > TOMBSTONE_MS && !this.#gone.has(id)) this.#entries.delete(id)
    }
  }

  /**
   * What makes a client announce itself anew, under its new name: y-protocols answers the removal of its own state
   * with that state and a later clock. Null when it has none.
   */
  recall({ presenceId }: Connection): Uint8Array | null {
    const entry = presenceId === null ? undefined : this.#entries.get(presenceId)
    if (presenceId === null || entry === undefined || entry.state === null) return null
    return writeEntries([{ clientId: presenceId, clock: entry.clock, state: 'null' }])
  }

  /** A guest has made an account: who the guest was here is the person's from now on. */
  handOver(guestId: string, userId: string): void {
    for (const entry of this.#entries.values()) if (entry.userId === guestId) entry.userId = userId
  }

  /**
   * What changed since it was last told, as awareness entries: everybody who has gone, then, longest waiting first,
   * states up to `octets` together and at least one. Null when nothing did.
   */
  takeChanged(octets = Number.POSITIVE_INFINITY): Uint8Array | null {
    if (!this.hasChanges) return null
    this.#flush++
    const ids = [...this.#gone]
    this.#gone.clear()
    let left = octets
    for (const id of this.#changed) {
      left -= this.#entries.get(id)?.state?.length ?? 0
      if (left < 0 && ids.length > 0) break
      ids.push(id)
      this.#changed.delete(id)
    }
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (entry !== undefined) entry.flush = this.#flush
    }
    return this.#write(ids)
  }

  /** What was told after a flush, as it is now, also who has gone; null when nothing was. */
  toldSince(flush: number): Uint8Array | null {
    const ids = [...this.#entries].filter(([, entry]) => entry.flush > flush).map(([id]) => id)
    return ids.length === 0 ? null : this.#write(ids)
  }

  /** Everybody who is here, as awareness entries; null when nobody is. */
  all(): Uint8Array | null {
    const here = [...this.#entries].filter(([, { state }]) => state !== null).map(([id]) => id)
    return here.length === 0 ? null : this.#write(here)
  }

  #take(from: Connection, { clientId, clock, json }: ReceivedEntry, now: number): 'stale' | 'done' {
    const known = this.#entries.get(clientId)
    const removal = json.length === 4 && json[0] === 0x6e // null
    if (known?.owner !== from) {
      if (removal || !this.#mayClaim(from, clientId, known)) return 'done'
      // Back after a broken line with the clock of before: others would pass it over.
      if (known !== undefined && known.state === null && clock <= known.clock) return 'stale'
      if (known?.owner) {
        known.owner.presenceId = null
        known.owner = from
        from.presenceId = clientId
        from.claimedId = clientId
      }
    }
    if (known !== undefined && (removal ? clock < known.clock : clock <= known.clock)) return 'done'
    if (removal) {
      if (known !== undefined && known.state !== null) this.#remove(clientId, { ...known, clock }, now)
      return 'done'
    }
    const state = stampState(from, json)
    if (state === null) return 'done'
    from.presenceId = clientId
    from.claimedId = clientId
    const { userId } = from.principal
    this.#entries.set(clientId, { clock, state, owner: from, userId, at: now, flush: known?.flush ?? 0 })
    this.#gone.delete(clientId)
    this.#changed.add(clientId)
    return 'done'
  }

  /** Passes over what a sender repeats of others, and of itself. */
  #isNews(from: Connection, clientId: number, clock: number): boolean {
    const known = this.#entries.get(clientId)
    if (known === undefined) return true
    if (known.owner === from) return clock >= known.clock
    return known.userId === from.principal.userId
  }

  /** A connection speaks for one id: a new one, or its own person's from a connection that is gone or was cut. */
  #mayClaim(from: Connection, clientId: number, known: Entry | undefined): boolean {
    if (from.presenceId !== null || (from.claimedId ?? clientId) !== clientId) return false
    const { userId } = from.principal
    if ((this.#ownerOf(clientId) ?? userId) !== userId) return false
    return known === undefined || known.userId === userId
  }

  #remove(id: number, entry: Entry, now: number): void {
    if (entry.owner !== null) entry.owner.presenceId = null
    this.#entries.set(id, { ...entry, state: null, owner: null, at: now })
    this.#changed.delete(id)
    this.#gone.add(id)
  }

  #write(ids: readonly number[]): Uint8Array {
    return writeEntries(
      ids.map((clientId) => {
        const entry = this.#entries.get(clientId)
        return { clientId, clock: entry?.clock ?? 0, state: entry?.state ?? 'null' }
      }),
    )
  }
}

/** The state with the server's word on who it is. Null when it is too large, too deep or no JSON object. */
function stampState({ principal }: Connection, json: Uint8Array): string | null {
  if (json.length > MAX_STATE_BYTES) return null
  const state = parseObject(json)
  if (state === null || deeperThan(MAX_STATE_DEPTH, state)) return null
  const { userId: id, name, color } = principal
  return JSON.stringify({ ...state, user: { id, name, color } })
}

function parseObject(json: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function deeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((part) => deeperThan(levels - 1, part))
}
