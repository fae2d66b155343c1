import { readClientMessage } from '../lib/control-messages.ts'
import { can } from '../lib/roles.ts'
import { writeControl } from '../lib/wire.ts'
import type { Connection } from './connection.ts'
import { binaryFrame } from './frame.ts'
import { TokenBucket } from './token-bucket.ts'

/** Times that a person may ask everybody to come, on all connections together: at once, and over time. */
const BURST = 3
const PER_SECOND = 1 / 10
/** People whose asking is counted; beyond it those are forgotten who have not asked for long. */
const MAX_COUNTED = 64

/** People in a room who ask the others to look at a place in the text. Nothing of it is stored. */
export class RoomGatherings {
  readonly #connections: ReadonlySet<Connection>
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(connections: ReadonlySet<Connection>) {
    this.#connections = connections
  }

  /**
   * Takes a message of a client. Who may not edit is passed over, and so is what is not understood. Others are told
   * the server's word on who asks; stock clients, and who reads too slowly, are told nothing. `now` in milliseconds.
   */
  receive(from: Connection, json: string, now: number): void {
    const message = readClientMessage(json)
    if (message === null || !from.controls || !can(from.role, 'edit')) return
    const { userId, name } = from.principal
    if (!this.#bucketOf(userId, now).take(now)) {
      from.notify((t) => t('notices.gatheredTooOften'))
      return
    }
    const frame = binaryFrame(writeControl({ type: 'gather', by: name, userId, at: message.at }))
    const told = new Set<string>()
    for (const connection of this.#connections) {
      const other = connection.principal.userId
      if (other === userId || !connection.controls || connection.laggingSince !== null) continue
      connection.sendFrame(frame)
      told.add(other)
    }
    from.control({ type: 'gathered', people: told.size })
  }

  #bucketOf(userId: string, now: number): TokenBucket {
    const known = this.#buckets.get(userId)
    if (known !== undefined) return known
    if (this.#buckets.size >= MAX_COUNTED) {
      for (const [id, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(id)
    }
    const bucket = new TokenBucket(PER_SECOND, BURST, now)
    this.#buckets.set(userId, bucket)
    return bucket
  }
}
