import type { DocumentId } from '../lib/ids.ts'
import { LogTail } from './log-tail.ts'
import { Room, type RoomContext } from './room.ts'
import type { UpdateLog } from './storage/update-log.ts'
import type { Upkeep } from './upkeep.ts'

/** How long a room without visitors stays loaded: a reload of the page comes back within it. */
const UNLOAD_AFTER_MS = 3_000

/** The rooms of this server, each loaded once however many join at the same time. */
export class Rooms {
  readonly #log: UpdateLog
  readonly #context: Omit<RoomContext, 'onBroken'>
  readonly #upkeep: Upkeep
  readonly #rooms = new Map<DocumentId, Room>()
  readonly #loading = new Map<DocumentId, Promise<Room>>()

  constructor(log: UpdateLog, context: Omit<RoomContext, 'onBroken'>, upkeep: Upkeep) {
    this.#log = log
    this.#context = context
    this.#upkeep = upkeep
  }

  get loaded(): Iterable<Room> {
    return this.#rooms.values()
  }

  get(document: DocumentId): Room | null {
    return this.#rooms.get(document) ?? null
  }

  /** Brings up to date what lists show of these documents. Resolves to whether anything was. */
  freshen(documents: readonly DocumentId[]): Promise<boolean> {
    return this.#upkeep.freshen(documents.flatMap((document) => this.#rooms.get(document) ?? []))
  }

  /** The room of a document, loaded if need be. Rejects when it cannot be read: that is never an empty document. */
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
    for (const room of this.#rooms.values()) {
      room.shedLaggards(now)
      if (room.idleFor(now) > UNLOAD_AFTER_MS) {
        this.#rooms.delete(room.document)
        this.#upkeep.onUnload(room)
      } else this.#upkeep.onTick(room, now)
    }
  }

  async #load(document: DocumentId): Promise<Room> {
    const stored = await this.#log.read(document)
    // every document begins with the record that seeds it: nothing at all is a loss, not a new document
    if (stored.snapshot === null && stored.records.length === 0) throw new Error(`no record of ${document}`)
    const room = new Room(document, LogTail.of(stored), {
      ...this.#context,
      onBroken: (broken) => {
        if (this.#rooms.get(document) === broken) this.#rooms.delete(document)
      },
    })
    this.#rooms.set(document, room)
    return room
  }
}
