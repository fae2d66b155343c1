import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentState } from '../../server/document-state.ts'
import { scanStored } from '../../server/update-scan.ts'
import { tryUpdate } from '../../server/workers/trial.ts'
import { decideWrite, type WriteDecision } from '../../server/write-decision.ts'
import { replay } from './simulation/judge.ts'

const LIMITS = { roots: null, documentBytes: 1_000_000 }
const READER = { userId: 'reader', brought: 0, presentAs: () => null }

/** Two make the same words bold at once, a reader looks on. Returns what all know, and what the reader's Yjs says. */
function bothBold(): {
  readonly state: DocumentState
  readonly written: readonly Uint8Array[]
  readonly said: readonly Uint8Array[]
} {
  const [ann, ben, reader] = [1, 2, 3].map((clientId) => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    doc.getText('default')
    return doc
  }) as [Y.Doc, Y.Doc, Y.Doc]
  ann.getText('default').insert(0, 'hello world')
  for (const doc of [ben, reader]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(ann))
  for (const doc of [ann, ben]) doc.getText('default').format(0, 5, { bold: true })
  const written = [Y.encodeStateAsUpdate(ann), Y.encodeStateAsUpdate(ben, Y.encodeStateVector(ann))]
  const state = new DocumentState()
  for (const update of written) state.add(scanStored(update))
  const said: Uint8Array[] = []
  reader.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'line') said.push(update)
  })
  for (const update of written) Y.applyUpdate(reader, update, 'line')
  return { state, written, said }
}

/** What the server does in the end with what a reader says, when workers find out what they can. */
function decided(
  { state, doc }: { state: DocumentState; doc: Y.Doc },
  bytes: Uint8Array,
): WriteDecision['kind'] {
  const write = {
    kind: 'update',
    bytes,
    role: 'viewer',
    author: READER,
    gaps: 0,
    state,
    size: 0,
    measured: true,
    diskFull: false,
  } as const
  const first = decideWrite({ ...write, trial: null }, LIMITS)
  if (first.kind !== 'try') return first.kind
  return decideWrite({ ...write, trial: tryUpdate(doc, first.update.bytes) }, LIMITS).kind
}

// Yjs deletes the marks that are too many as an edit of whoever hears of them (`cleanupYTextAfterTransaction`)
test('[R2] a reader whose Yjs tidies up after two who formatted at once stays connected', () => {
  const { state, written, said } = bothBold()
  expect(said.length).toBeGreaterThan(0)
  for (const bytes of said) {
    const doc = replay(written)
    expect(decided({ state, doc }, bytes)).toBe('ack')
  }
})

test('[R1] a reader who deletes a letter, or a letter and a mark, is refused', () => {
  const { state, written } = bothBold()
  const reader = replay(written)
  const before = Y.encodeStateVector(reader)
  const text = reader.getText('default')
  text.delete(0, 1)
  const letter = Y.encodeStateAsUpdate(reader, before)
  expect(decided({ state, doc: replay(written) }, letter)).toBe('refuse')
  text.delete(0, text.length)
  expect(decided({ state, doc: replay(written) }, Y.encodeStateAsUpdate(reader, before))).toBe('refuse')
})
