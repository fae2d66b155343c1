import { setTimeout as sleep } from 'node:timers/promises'
import { HEARTBEAT, writeUpdate } from '../../lib/wire.ts'
import { createAccess } from './access.ts'
import type { Access, Endpoint } from './job.ts'
import { FIRST_CLIENT_ID } from './keystrokes.ts'
import { Receiver } from './receiver.ts'
import { inTime } from './state-check.ts'
import { SyncClient } from './sync-client.ts'

const CONNECT_LIMIT_MS = 10_000
/** For the first update to arrive before the clock starts. */
const OPENING_MS = 500
/** A reader says something this often: some servers close a line that is silent for 60 s. */
const KEEP_ALIVE_MS = 15_000

export interface PairListeners {
  /** The reader's next clock of the author. */
  readonly onReceived: (nextClock: number) => void
  /** How many of the author's writes are on disk. */
  readonly onSaved: (count: number) => void
}

/** Someone who writes into a new document, and someone who reads along. */
export class Pair {
  readonly access: Access
  readonly document: string
  readonly author: SyncClient
  readonly receiver = new Receiver({ firstClient: FIRST_CLIENT_ID, clients: 1, self: -1, keep: true })
  readonly closed: Record<string, number> = {}
  readonly #reader: SyncClient
  readonly #keepAlive: NodeJS.Timeout

  private constructor(endpoint: Endpoint, access: Access, { onReceived, onSaved }: PairListeners) {
    this.access = access
    this.document = access.documents[0] ?? ''
    const { document, receiver } = this
    const onLost = (why: string): void => {
      this.closed[why] = (this.closed[why] ?? 0) + 1
    }
    const line = { endpoint, document, cookie: access.cookie, onLost }
    this.#reader = new SyncClient({
      ...line,
      onUpdate: (bytes, start, end) => {
        receiver.onUpdate(bytes, start, end)
        onReceived(receiver.next[0] ?? 0)
      },
    })
    this.author = new SyncClient({ ...line, onUpdate: () => undefined, onSaved })
    this.#keepAlive = setInterval(() => this.#reader.sendOther(HEARTBEAT), KEEP_ALIVE_MS)
  }

  /** Resolves when both are connected and the author's first update is there. */
  static async open(endpoint: Endpoint, opening: Uint8Array, listeners: PairListeners): Promise<Pair> {
    const pair = new Pair(endpoint, await createAccess(endpoint, 1), listeners)
    if (!(await inTime(Promise.all([pair.#reader.synced, pair.author.synced]), CONNECT_LIMIT_MS))) {
      throw new Error(`could not connect: ${JSON.stringify(pair.closed)}`)
    }
    pair.author.sendUpdates(pair.author.frame(writeUpdate(opening)), 1)
    await sleep(OPENING_MS)
    return pair
  }

  close(): void {
    clearInterval(this.#keepAlive)
    this.author.close()
    this.#reader.close()
  }
}
