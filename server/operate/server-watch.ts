import type { Buffer } from 'node:buffer'
import type { Logger } from 'pino'
import type { RoomKey, WatchServer } from '../../lib/live-messages.ts'
import type { RoomLine, ServerFacts, ServerMessage } from '../../lib/server-watch.ts'
import { textFrame } from '../frame.ts'
import type { LiveConnection } from '../live/live-connection.ts'
import type { RoomTable } from './room-table.ts'
import type { Sampler } from './sampler.ts'
import { rounded, StatsHistory } from './stats-history.ts'

export interface ServerWatchContext {
  readonly sampler: Sampler
  readonly rooms: RoomTable
  readonly facts: () => ServerFacts
  /** Those of these people who are operators at this moment. */
  readonly operators: (people: readonly string[]) => Promise<ReadonlySet<string>>
  readonly titles: (documents: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Called with each measurement. */
  readonly onTick: () => void
  readonly logger: Logger
  /** A clock that does not run back, and one since 1970, in milliseconds. */
  readonly now: () => number
  readonly wallClock: () => number
}

/**
 * The server as operators see it: one row of figures a second, kept for an hour, and told to who watches in a frame
 * that is made once for all. Whoever is no operator any more is told nothing more.
 */
export class ServerWatch {
  readonly #context: ServerWatchContext
  readonly #history = new StatsHistory()
  /** Who watches, and by what they want the rooms sorted. */
  readonly #watchers = new Map<LiveConnection, RoomKey | null>()
  /** The facts that watchers have. */
  #told = ''
  #telling = false

  constructor(context: ServerWatchContext) {
    this.#context = context
  }

  get watchers(): number {
    return this.#watchers.size
  }

  /** Takes what somebody asks for; refused unless they are an operator. */
  async receive(connection: LiveConnection, { on, rooms }: WatchServer): Promise<void> {
    if (!on) {
      this.leave(connection)
      return
    }
    const { operators } = this.#context
    const { userId } = connection.principal
    const isAllowed = (await operators([userId])).has(userId)
    if (connection.closed) return
    if (!isAllowed) {
      this.leave(connection)
      send(connection, { type: 'server-refused' })
      return
    }
    const isNew = !this.#watchers.has(connection)
    this.#watchers.set(connection, rooms)
    if (!isNew) return
    const facts = this.#context.facts()
    send(connection, { type: 'server-history', rows: this.#history.rows(), facts })
  }

  /** Ends the measuring. */
  stop(): void {
    this.#context.sampler.stop()
  }

  leave(connection: LiveConnection): void {
    this.#watchers.delete(connection)
  }

  /** Measures, and tells who watches. Call it once a second. */
  tick(): void {
    const { sampler, onTick, now, wallClock, logger } = this.#context
    onTick()
    const at = wallClock()
    const values = sampler.sample(now())
    this.#history.push(at, values)
    if (this.#watchers.size === 0 || this.#telling) return
    const row = [at, ...Array.from(values, (value) => (Number.isNaN(value) ? null : rounded(value)))]
    this.#telling = true
    this.#tell(row)
      .catch((error: unknown) =>
        logger.error({ err: error }, 'operators could not be told how the server stands'),
      )
      .finally(() => {
        this.#telling = false
      })
  }

  async #tell(row: (number | null)[]): Promise<void> {
    await this.#judge()
    const facts = this.#context.facts()
    const json = JSON.stringify(facts)
    const isNews = json !== this.#told
    this.#told = json
    const frame = frameOf({ type: 'server-stats', row, ...(isNews ? { facts } : {}) })
    const tables = await this.#tables()
    for (const [connection, by] of this.#watchers) {
      connection.sendFrame(frame)
      const table = by === null ? undefined : tables.get(by)
      if (table !== undefined) connection.sendFrame(table)
    }
  }

  /** Lets go of who is no operator any more. */
  async #judge(): Promise<void> {
    const people = new Set([...this.#watchers.keys()].map(({ principal }) => principal.userId))
    const operators = await this.#context.operators([...people])
    for (const connection of [...this.#watchers.keys()]) {
      if (operators.has(connection.principal.userId)) continue
      this.leave(connection)
      send(connection, { type: 'server-refused' })
    }
  }

  /** A frame for each order in which somebody wants the rooms. */
  async #tables(): Promise<ReadonlyMap<RoomKey, Buffer>> {
    const { rooms, titles, now } = this.#context
    const wanted = new Set([...this.#watchers.values()].filter((by) => by !== null))
    if (wanted.size === 0) return new Map()
    rooms.look(now())
    const sorted = [...wanted].map((by) => [by, rooms.largest(by)] as const)
    const documents = new Set(sorted.flatMap(([, lines]) => lines.map(({ document }) => document)))
    const titleOf = await titles([...documents])
    return new Map(
      sorted.map(([by, lines]) => {
        const titled: RoomLine[] = lines.map((line) => ({ ...line, title: titleOf.get(line.document) ?? '' }))
        return [by, frameOf({ type: 'server-rooms', by, rooms: titled })]
      }),
    )
  }
}

const frameOf = (message: ServerMessage): Buffer => textFrame(JSON.stringify(message))

const send = (connection: LiveConnection, message: ServerMessage): void =>
  connection.sendFrame(frameOf(message))
