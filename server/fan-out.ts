import { writeUpdate } from '../lib/wire.ts'
import type { Connection } from './connection.ts'
import { binaryFrame } from './frame.ts'
import type { TailRecord } from './log-tail.ts'
import { mergeScanned } from './update-merge.ts'

/** A record on its way to the disk, and who sent it. */
export interface InFlight {
  readonly record: TailRecord
  readonly from: Connection
}

/** With more authors than this in one commit they are sent their own text too: one frame for all is cheaper. */
const MAX_OWN_FRAMES = 4

/** The updates of one commit as one; with a single one that itself. */
export function mergeInFlight(items: readonly InFlight[]): Uint8Array {
  const [only] = items
  return items.length === 1 && only !== undefined
    ? only.record.bytes
    : mergeScanned(items.map(({ record }) => record.update))
}

/**
 * Moves the cursors of connections from `from` to `upTo`, sending each what was committed in between: `fresh`, which
 * is `merged` as one. All that stand at the same place share one frame; a connection is not sent its own updates. One
 * that lags keeps its cursor and gets the rest when it has caught up.
 */
export function fanOut(
  connections: Iterable<Connection>,
  fresh: readonly InFlight[],
  merged: Uint8Array,
  from: number,
  upTo: number,
): void {
  const authors = new Set(fresh.map((item) => item.from))
  const ownFrames = authors.size === 1 || (authors.size <= MAX_OWN_FRAMES && !sharesClients(fresh))
  let shared: Buffer | null = null
  for (const connection of connections) {
    if (connection.cursor !== from || connection.laggingSince !== null) continue
    connection.cursor = upTo
    if (ownFrames && authors.has(connection)) {
      const others = fresh.filter((item) => item.from !== connection)
      if (others.length > 0) connection.sendCommitted(updateFrame(mergeInFlight(others)), upTo)
      continue
    }
    shared ??= updateFrame(merged)
    connection.sendCommitted(shared, upTo)
  }
}

/** Whether one Yjs client came over several connections: leaving out the updates of one would leave a gap. */
function sharesClients(fresh: readonly InFlight[]): boolean {
  const senders = new Map<number, Connection>()
  for (const { record, from } of fresh) {
    for (const { client } of record.update.sections) {
      if ((senders.get(client) ?? from) !== from) return true
      senders.set(client, from)
    }
  }
  return false
}

const updateFrame = (update: Uint8Array): Buffer => binaryFrame(writeUpdate(update))
