import type { RoomKey } from '../../lib/live-messages.ts'
import {
  type RoomLine,
  SERIES,
  type Series,
  type ServerFacts,
  type ServerMessage,
  type StatsRow,
  serverMessage,
} from '../../lib/server-watch.ts'
import { liveLine } from '../live/live-line.ts'

/** What is older than this is not shown. */
export const HOUR_MS = 60 * 60 * 1_000

export interface RoomsShown {
  readonly by: RoomKey
  readonly rooms: readonly RoomLine[]
}

/** What is known of the server at this moment. A new object with each message. */
export interface ServerSight {
  /** Oldest first. */
  readonly rows: readonly StatsRow[]
  /** When the last row came, on the clock of `performance.now()`. */
  readonly heardAt: number
  readonly facts: ServerFacts | null
  readonly rooms: RoomsShown | null
  readonly isRefused: boolean
}

export const NOTHING_YET: ServerSight = { rows: [], heardAt: 0, facts: null, rooms: null, isRefused: false }

export const timeOf = (row: StatsRow): number => row[0] ?? 0

const COLUMN = new Map<Series, number>(SERIES.map((series, index) => [series, index + 1]))
/** Null when there is none at that time. */
export const figureOf = (row: StatsRow | undefined, series: Series): number | null =>
  row?.[COLUMN.get(series) ?? 0] ?? null

/** Watches the server over this tab's line, from {@link open} until what that returns is called. */
export class ServerFeed {
  readonly #watchers = new Set<() => void>()
  #sight = NOTHING_YET
  #rooms: RoomKey = 'people'
  #again: () => void = () => undefined

  get sight(): ServerSight {
    return this.#sight
  }

  watch(tell: () => void): () => void {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  open(): () => void {
    const request = () => ({ type: 'watch-server', on: true, rooms: this.#rooms }) as const
    const { again, end } = liveLine().attend(request, (message) => {
      const parsed = serverMessage.safeParse(message)
      if (parsed.success) this.#take(parsed.data)
    })
    this.#again = again
    return end
  }

  /** Wants the rooms in another order. */
  sortRooms(by: RoomKey): void {
    this.#rooms = by
    this.#again()
  }

  #take(message: ServerMessage): void {
    if (message.type === 'server-refused') this.#set({ ...NOTHING_YET, isRefused: true })
    else if (message.type === 'server-rooms') {
      // an order that is no longer wanted may still come
      if (message.by === this.#rooms) this.#set({ rooms: message })
    } else {
      const rows = message.type === 'server-history' ? message.rows : this.#withRow(message.row)
      this.#set({
        rows,
        heardAt: performance.now(),
        isRefused: false,
        ...(message.facts === undefined ? {} : { facts: message.facts }),
      })
    }
  }

  #withRow(row: StatsRow): readonly StatsRow[] {
    const since = timeOf(row) - HOUR_MS
    const { rows } = this.#sight
    const from = rows.findIndex((known) => timeOf(known) >= since)
    return [...(from === -1 ? [] : rows.slice(from)), row]
  }

  #set(change: Partial<ServerSight>): void {
    this.#sight = { ...this.#sight, ...change }
    for (const tell of this.#watchers) tell()
  }
}
