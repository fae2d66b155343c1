import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { z } from 'zod'
import { FIRST_CLIENT_ID, ROOT } from './load/keystrokes.ts'
import { seededRandom } from './load/random.ts'
import { Recorder } from './recording.ts'

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

/**
 * Records a paper that somebody wrote, at most `limit` transactions of it: one update each, after a first one that
 * makes the paragraph. Returns where it comes from, in words.
 */
export function recordPaper(tracesFolder: string, limit: number, file: string): string {
  const path = `${tracesFolder}/${TRACE_FILE}`
  const recorded = existsSync(path)
  const transactions = recorded ? readTrace(path, limit) : inventTrace(limit)
  write(transactions, file)
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

function write(transactions: readonly (readonly Patch[])[], file: string): void {
  const doc = new Y.Doc()
  doc.clientID = FIRST_CLIENT_ID
  const recorder = new Recorder(doc, FIRST_CLIENT_ID)
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
  recorder.write(file)
}
