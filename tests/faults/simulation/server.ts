import { pino } from 'pino'
import type { DocumentId } from '../../../lib/ids.ts'
import { Committer } from '../../../server/committer.ts'
import { Connection } from '../../../server/connection.ts'
import type { Room } from '../../../server/room.ts'
import { Rooms } from '../../../server/rooms.ts'
import { TokenBucket } from '../../../server/token-bucket.ts'
import { Upkeep } from '../../../server/upkeep.ts'
import type { Identity } from './client.ts'
import { type Disk, DiskFailure } from './disk.ts'
import type { Line } from './line.ts'

/** Small, so that the documents of a run are large. */
const PIECE_BYTES = 400
const MEBIBYTE = 1024 * 1024
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** One life of the server's process: everything between the socket and the disk, as `server.ts` puts it together. */
export class Server {
  readonly #document: DocumentId
  readonly #disk: Disk
  readonly #now: () => number
  readonly #fault: (what: string) => void
  readonly #committer: Committer
  readonly #upkeep: Upkeep
  readonly #rooms: Rooms
  readonly #connections = new Set<Connection>()
  #held: Room | null = null

  constructor(document: DocumentId, disk: Disk, now: () => number, fault: (what: string) => void) {
    this.#document = document
    this.#disk = disk
    this.#now = now
    this.#fault = fault
    const { log } = disk
    const logger = pino({ level: 'error' }, { write: (line) => this.#onLogged(line) })
    this.#committer = new Committer(log, now, () => undefined)
    this.#upkeep = new Upkeep({
      log,
      logger,
      now,
      digest: async (id, withSnapshot) => {
        const made = await disk.digest(id, withSnapshot)
        if (made.poison.length > 0) fault(`poison: ${JSON.stringify(made.poison)}`)
        return made
      },
      onDescribed: () => Promise.resolve(),
    })
    const limits = {
      roots: null,
      messageBytes: 4 * MEBIBYTE,
      documentBytes: 10 * MEBIBYTE,
      updatesPerSecond: UNLIMITED,
    }
    const digest = (id: DocumentId) => disk.digest(id, false)
    const cutter = {
      most: PIECE_BYTES,
      cut: (update: Uint8Array, tidies: boolean) => disk.cut(update, tidies, PIECE_BYTES),
    }
    const tryUpdate = (id: DocumentId, update: Uint8Array) => disk.try(id, update)
    this.#rooms = new Rooms(
      log,
      { limits, committer: this.#committer, logger, now, wallClock: now, digest, tryUpdate, cutter },
      this.#upkeep,
    )
  }

  /** As `SyncEndpoint` does with an accepted socket. */
  async accept(line: Line, { user, role, controls }: Identity): Promise<void> {
    line.ws.pause()
    const connection = this.#connection(line, user, role, controls)
    this.#connections.add(connection)
    const gone = Promise.withResolvers<void>()
    let joined: Room | null = null
    line.server = {
      message: (payload) => joined?.receive(connection, payload),
      drain: () => joined?.catchUp(connection),
      gone: () => {
        connection.gone()
        this.#connections.delete(connection)
        gone.resolve()
      },
    }
    try {
      let room: Room
      do {
        room = await this.#rooms.open(this.#document)
        await this.#disk.look()
        if (connection.closed) return
      } while (this.#rooms.get(this.#document) !== room)
      joined = room
      room.join(connection)
      line.ws.resume()
      await gone.promise
      room.leave(connection)
    } catch (error) {
      this.#onError(error)
      connection.close({ code: 1011, word: 'storage' })
    }
  }

  /** One turn of the wheel. */
  tick(): void {
    this.#rooms.tick(this.#now())
  }

  /** Folds the records of the loaded document into a snapshot, with people in it. */
  compact(): void {
    const room = this.#rooms.get(this.#document)
    if (room !== null) this.#upkeep.compact(room)
  }

  /** A change of access begins, or the one that has begun ends. */
  toggleHold(): void {
    if (this.#held !== null) this.release()
    else {
      this.#held = this.#rooms.get(this.#document)
      this.#held?.hold().catch((error: unknown) => this.#onError(error))
    }
  }

  release(): void {
    this.#held?.release()
    this.#held = null
  }

  /** Takes nothing more; resolves when what was taken is on disk and everybody was told to come back later. */
  async drain(): Promise<void> {
    for (const connection of this.#connections) connection.stopReading()
    await this.#committer.drained()
    for (const connection of this.#connections) connection.close({ code: 1012, word: 'restart' })
  }

  #onError(error: unknown): void {
    if (!(error instanceof DiskFailure))
      this.#fault(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  #onLogged(line: string): void {
    const { err, msg } = JSON.parse(line) as { err?: { type: string; stack: string }; msg: string }
    if (err?.type !== DiskFailure.name) this.#fault(`the server logged: ${msg} ${err?.stack ?? ''}`)
  }

  #connection({ ws, socket }: Line, user: string, role: Identity['role'], controls: boolean): Connection {
    const now = this.#now
    return new Connection({
      id: user,
      document: this.#document,
      principal: { userId: user, name: user, color: '#112233', sessionId: user, sessionEndsAt: UNLIMITED },
      role,
      language: 'en',
      controls,
      ws,
      socket,
      updates: new TokenBucket(UNLIMITED, UNLIMITED, now()),
      awareness: new TokenBucket(UNLIMITED, UNLIMITED, now()),
      now,
    })
  }
}
