import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { encodeOutline } from '../../server/outline.ts'
import type { LogRecord, Snapshot } from '../../server/storage/update-log.ts'
import type { ScannedUpdate } from '../../server/update-scan.ts'
import { outlineOf } from '../../server/workers/document-outline.ts'
import { docOf } from './random-editing.ts'

export const DOCUMENT = '0123456789abcdefghjkmnpqrs' as DocumentId

/** What the guard lets into the log of these updates, which must come in an order without gaps. */
export function admitted(updates: readonly Uint8Array[]): ScannedUpdate[] {
  const state = new DocumentState()
  return updates.flatMap((update) => {
    const verdict = judgeUpdate(state, update, { roots: null })
    if (verdict.kind === 'known') return []
    if (verdict.kind !== 'new') throw new Error(verdict.kind)
    state.add(verdict.update)
    return [verdict.update]
  })
}

export const recordOf = (seq: number, bytes: Uint8Array): LogRecord => ({
  document: DOCUMENT,
  seq,
  author: 'ann',
  time: seq * 1_000,
  bytes,
})

/** A snapshot of the state after these records (seq 1 and on), made as the worker makes it. */
export function snapshotOf(records: readonly Uint8Array[]): Snapshot {
  const doc = docOf(...records)
  const stateVector = Y.encodeStateVector(doc)
  const bytes = Y.encodeStateAsUpdate(doc)
  return {
    seq: records.length,
    time: records.length * 1_000,
    bytes,
    stateVector,
    deletions: Y.encodeStateAsUpdate(doc, stateVector),
    outline: encodeOutline(outlineOf(doc, bytes)),
  }
}
