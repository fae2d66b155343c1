import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { z } from 'zod'
import { FIRST_CLIENT_ID, ROOT } from './load/keystrokes.ts'
import { seededRandom } from './load/random.ts'

/*
 * A recorded paper as the updates its author's editor would have sent, encoded once and read by each run:
 *
 *   file := updates(u32) { nextClock(u32) octets }      octets := length(u32) octet*      big-endian
 *           octets                                      the encoded state at the end
 *
 * The first update makes the paragraph and is not a transaction of the recording.
 */
const TRACE_FILE = 'automerge-paper.json.gz'
const SEED = 7
const BACKSPACE_SHARE = 0.3
const JUMP_SHARE = 0.01
const ALPHABET = 'etaoin shrdlu cmfwyp\n'

const trace = z.object({
  txns: z.array(z.object({ patches: z.array(z.tuple([z.number(), z.number(), z.string()])) })),
})

/** Position, characters deleted there, text inserted there. */
type Patch = readonly [number, number, string]

export interface Paper {
  readonly opening: Uint8Array
  readonly updates: readonly Uint8Array[]
  /** The author's next clock once update i is in: tells how far a receiver is. */
  readonly clocks: Uint32Array
  readonly finalState: Uint8Array
}

/** Writes the paper to `file`, at most `limit` transactions of it. Returns where it comes from, in words. */
export function encodePaper(tracesFolder: string, limit: number, file: string): string {
  const path = `${tracesFolder}/${TRACE_FILE}`
  const recorded = existsSync(path)
  const transactions = recorded ? readTrace(path, limit) : inventTrace(limit)
  writeFileSync(file, Buffer.concat(encode(transactions)))
  return recorded
    ? `${transactions.length} transactions of ${TRACE_FILE}`
    : `${transactions.length} invented transactions (there is no ${TRACE_FILE} in ${tracesFolder}; set TRACES)`
}

function readTrace(path: string, limit: number): Patch[][] {
  const { txns } = trace.parse(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')))
  return txns.slice(0, limit).map(({ patches }) => patches)
}

/** Typing with corrections, now and then somewhere else: the mix of the recorded paper. */
function inventTrace(count: number): Patch[][] {
  const random = seededRandom(SEED)
  let length = 0
  let caret = 0
  return Array.from({ length: count }, (): Patch[] => {
    if (random() < JUMP_SHARE) caret = Math.floor(random() * (length + 1))
    if (caret > 0 && random() < BACKSPACE_SHARE) {
      caret--
      length--
      return [[caret, 1, '']]
    }
    length++
    return [[caret++, 0, ALPHABET.charAt(Math.floor(random() * ALPHABET.length))]]
  })
}

function u32(value: number): Buffer {
  const octets = Buffer.allocUnsafe(4)
  octets.writeUInt32BE(value)
  return octets
}

function encode(transactions: readonly (readonly Patch[])[]): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = FIRST_CLIENT_ID
  const parts: Uint8Array[] = [u32(transactions.length + 1)]
  doc.on('update', (update: Uint8Array) => {
    parts.push(u32(Y.getState(doc.store, doc.clientID)), u32(update.length), update)
  })
  const text = new Y.XmlText()
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    doc.getXmlFragment(ROOT).insert(0, [paragraph])
  })
  for (const patches of transactions) {
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted)
        if (inserted !== '') text.insert(position, inserted)
      }
    })
  }
  const state = Y.encodeStateAsUpdate(doc)
  return [...parts, u32(state.length), state]
}

/** Reads what `encodePaper` wrote. */
export function loadPaper(file: string): Paper {
  const bytes = readFileSync(file)
  const count = bytes.readUInt32BE(0)
  const clocks = new Uint32Array(count)
  const updates: Uint8Array[] = []
  let at = 4
  const octets = (): Uint8Array => {
    const length = bytes.readUInt32BE(at)
    at += 4 + length
    return bytes.subarray(at - length, at)
  }
  for (let i = 0; i < count; i++) {
    clocks[i] = bytes.readUInt32BE(at)
    at += 4
    updates.push(octets())
  }
  const [opening, ...rest] = updates
  if (opening === undefined) throw new Error(`${file} is empty`)
  return { opening, updates: rest, clocks: clocks.subarray(1), finalState: octets() }
}
