import * as Y from 'yjs'
import { ClockRanges } from '../clock-ranges.ts'

const PIECE = Symbol('piece')
/** How often the pieces are looked at anew; then all that is left goes as one. */
const MAX_ROUNDS = 12

/**
 * Joins pieces of a document for a reader that tidies up after each of them: Yjs deletes marks of formatting that
 * format nothing, as an edit of whoever hears of them (`cleanupYTextAfterTransaction`), and between two pieces there
 * may be marks around words that have yet to come. Joined, they come together. `whole` is all of it as one: what is
 * tidied of that too is in nobody's way.
 */
export function joinForTidying(whole: Uint8Array, pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const idle = tidiedBy([whole]).marks
  let joined = pieces
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const at = firstHarm(joined, idle)
    if (at === null) return joined
    // words that are far away are reached in a few rounds
    const end = Math.min(joined.length, at + 1 + 2 ** round)
    joined = [...joined.slice(0, at), Y.mergeUpdates(joined.slice(at, end)), ...joined.slice(end)]
  }
  return firstHarm(joined, idle) === null ? joined : [whole]
}

/** The first piece after which more is tidied up than `idle`. */
function firstHarm(pieces: readonly Uint8Array[], idle: ClockRanges): number | null {
  const { marks, at } = tidiedBy(pieces, idle)
  return at < pieces.length && marks.clients > 0 ? at : null
}

/**
 * What is tidied up while updates come in, until something is that is not in `idle`: the deleted clocks, and after
 * which update that was; their number when it was after none.
 */
function tidiedBy(updates: readonly Uint8Array[], idle?: ClockRanges): { marks: ClockRanges; at: number } {
  const doc = new Y.Doc()
  const marks = new ClockRanges()
  let harm = false
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === PIECE) return
    for (const [client, items] of Y.decodeUpdate(update).ds.clients) {
      for (const { clock, len } of items) {
        const range = { client, clock, length: len }
        marks.add(range)
        harm ||= idle !== undefined && !idle.has(range)
      }
    }
  })
  let at = 0
  for (; at < updates.length; at++) {
    Y.applyUpdate(doc, updates[at] as Uint8Array, PIECE)
    if (harm) break
  }
  doc.destroy()
  return { marks, at }
}
