import type { DocumentId } from '../lib/ids.ts'
import { LogTail } from './log-tail.ts'
import { Room, type RoomContext } from './room.ts'
import { planBudget } from './room-budget.ts'
import type { UpdateLog } from './storage/update-log.ts'
import type { Upkeep } from './upkeep.ts'

/** How long a room without visitors stays loaded: a reload of the page comes back within it. */
const UNLOAD_AFTER_MS = 3_000

/** The rooms in use leave no memory for another document. */
export class NoMemory extends Error {}

/** The rooms of this server, each loaded once however many join at the same time. */
export class Rooms {
  readonly #log: UpdateLog
  readonly #context: Omit<RoomContext, 'onBroken'>
  readonly #upkeep: Upkeep
  readonly #budget: number
  readonly #rooms = new Map<DocumentId, Room>()
  readonly #loading = new Map<DocumentId, Promise<Room>>()
  /** Rooms that broke while records of theirs were on the way to the disk, until those are there or have failed. */
  readonly #ending = new Map<DocumentId, Promise<void>>()
  /** Octets that the rooms hold, as of the last tick, and what was loaded since. */
  #held = 0
  /** The rooms in use fill the budget, as of a moment since the last tick. */
  #full = false

  /** `budget` is how many octets all rooms may hold together. */
  constructor(
    log: UpdateLog,
    context: Omit<RoomContext, 'onBroken'>,
    upkeep: Upkeep,
    budget = Number.POSITIVE_INFINITY,
  ) {
    this.#log = log
    this.#context = context
    this.#upkeep = upkeep
    this.#budget = budget
  }

  get loaded(): Iterable<Room> {
    return this.#rooms.values()
  }

  get count(): number {
    return this.#rooms.size
  }

  /** Octets that all rooms hold, as of the last tick, and what was loaded since. */
  get heldBytes(): number {
    return this.#held
  }

  get(document: DocumentId): Room | null {
    return this.#rooms.get(document) ?? null
  }

  /** Brings up to date what lists show of these documents. Resolves to whether anything was. */
  freshen(documents: readonly DocumentId[]): Promise<boolean> {
    return this.#upkeep.freshen(documents.flatMap((document) => this.#rooms.get(document) ?? []))
  }

  /** Whether there is memory to open a document; for one that is loaded there always is. */
  admits(document: DocumentId): boolean {
    if (this.#rooms.has(document) || this.#loading.has(document)) return true
    if (this.#held >= this.#budget && !this.#full) {
      this.#keepWithin(this.#budget - 1)
      this.#full = this.#held >= this.#budget
    }
    return !this.#full
  }

  /**
   * The room of a document, loaded if need be. Rejects when it cannot be read: that is never an empty document; and
   * with {@link NoMemory}. Between this and a join the room may be unloaded: look whether {@link get} still has it.
   */
  open(document: DocumentId): Promise<Room> {
    const room = this.#rooms.get(document)
    if (room !== undefined) return Promise.resolve(room)
    let loading = this.#loading.get(document)
    if (loading === undefined) {
      loading = this.#load(document).finally(() => this.#loading.delete(document))
      this.#loading.set(document, loading)
    }
    return loading
  }

  /** Unloads what nobody uses, sends away who lags too long, and has changed rooms looked after. */
  tick(now: number): void {
    this.#held = 0
    this.#full = false
    for (const room of this.#rooms.values()) {
      room.tick(now)
      if (room.idleFor(now) > UNLOAD_AFTER_MS) this.#unload(room)
      else {
        this.#upkeep.onTick(room, now)
        this.#held += room.heldBytes
      }
    }
    if (this.#held > this.#budget) this.#keepWithin(this.#budget)
  }

  async #load(document: DocumentId): Promise<Room> {
    await this.#ending.get(document)
    const room = new Room(document, await this.#read(document), {
      ...this.#context,
      onBroken: (broken) => this.#onBroken(broken),
    })
    this.#held += room.heldBytes
    if (this.#held > this.#budget) this.#makeWay(room)
    this.#rooms.set(document, room)
    return room
  }

  #onBroken(room: Room): void {
    const { document } = room
    if (this.#rooms.get(document) !== room) return
    this.#rooms.delete(document)
    const ended = this.#context.committer.settled(room).then(() => {
      this.#ending.delete(document)
    })
    this.#ending.set(document, ended)
  }

  async #read(document: DocumentId): Promise<LogTail> {
    const stored = await this.#log.read(document)
    // every document begins with the record that seeds it: nothing at all is a loss, not a new document
    if (stored.snapshot === null && stored.records.length === 0) throw new Error(`no record of ${document}`)
    try {
      return LogTail.of(stored)
    } catch (error) {
      this.#context.logger.error({ err: error, document }, 'a record does not decode')
      // a worker takes out what cannot be applied
      await this.#context.digest(document)
      return LogTail.of(await this.#log.read(document))
    }
  }

  /** Throws when what is in use leaves too little for a room that was just read. One alone is always let in. */
  #makeWay(room: Room): void {
    this.#keepWithin(this.#budget - room.heldBytes)
    if (this.#rooms.size > 0 && this.#held + room.heldBytes > this.#budget) throw new NoMemory()
    this.#held += room.heldBytes
  }

  #keepWithin(budget: number): void {
    const now = this.#context.now()
    const uses = [...this.#rooms.values()].map((room) => {
      const { heldBytes: held, copiedBytes: copies, tail } = room
      return { room, held, copies, tail: tail.recordBytes, idle: room.idleFor(now) }
    })
    const { unload, strip, compact, held } = planBudget(uses, budget)
    for (const { room } of unload) this.#unload(room)
    for (const { room } of strip) room.dropCopies()
    for (const { room } of compact) this.#upkeep.compact(room)
    this.#held = held
  }

  #unload(room: Room): void {
    this.#rooms.delete(room.document)
    this.#upkeep.onUnload(room)
  }
}
