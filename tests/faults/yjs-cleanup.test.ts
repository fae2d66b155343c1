import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentState } from '../../server/document-state.ts'
import { scanStored } from '../../server/update-scan.ts'
import { decideWrite } from '../../server/write-decision.ts'

const LIMITS = { roots: null, documentBytes: 1_000_000 }
const READER = { userId: 'reader', brought: 0, presentAs: () => null }

/** Two make the same words bold at once, a reader looks on. Returns what all know, and what the reader's Yjs says. */
function bothBold(): { readonly state: DocumentState; readonly said: readonly Uint8Array[] } {
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
  return { state, said }
}

// Yjs deletes the marks that are too many as an edit of whoever hears of them (`cleanupYTextAfterTransaction`)
test.fails('[R2] a reader whose Yjs tidies up after two who formatted at once stays connected', () => {
  const { state, said } = bothBold()
  for (const bytes of said) {
    const write = {
      kind: 'update',
      bytes,
      role: 'viewer',
      author: READER,
      depth: null,
      gaps: 0,
      state,
      size: 0,
      diskFull: false,
    } as const
    expect(decideWrite({ ...write, measured: true }, LIMITS).kind).not.toBe('refuse')
  }
  // the reader does say something, else this shows nothing
  expect(said.length).toBeGreaterThan(0)
})
