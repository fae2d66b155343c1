import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { encodeOutline } from '../outline.ts'
import { HistoryPacker } from '../storage/history-pack.ts'
import type { Replay } from '../storage/sqlite-reader.ts'
import { CorruptLogError, type LogRecord } from '../storage/update-log.ts'
import { mergeScanned } from '../update-merge.ts'
import { scanStored } from '../update-scan.ts'
import { type BuiltDocument, BuiltDocuments } from './built-documents.ts'
import type { Digest, Poison } from './digest.ts'
import { depthOf, outlineOf } from './document-outline.ts'
import { documentTitle } from './document-title.ts'
import { mentionsOfDocument } from './mentions-of-document.ts'
import { type Trial, tryUpdate } from './trial.ts'

/** Shows what is behind record `after` of a document: see `SqliteReader.replay`. */
export type ReplayLog = (document: DocumentId, after: number, on: Replay) => void

/** Records that one look sets aside at most: more is no accident of single records. */
const MAX_POISON = 100

interface Build extends Omit<BuiltDocument, 'size'> {
  /** The records behind the snapshot; null when they were not asked for. */
  readonly history: HistoryPacker | null
}

/** Builds Y.Docs from the log and says what it found. Keeps some for the next look. */
export class DocumentBuilder {
  readonly #replay: ReplayLog
  readonly #shelf = new BuiltDocuments()

  constructor(replay: ReplayLog) {
    this.#replay = replay
  }

  /** Lets go of documents that were not asked for. Call it now and then, with milliseconds. */
  tick(now: number): void {
    this.#shelf.tick(now)
  }

  /**
   * What is committed of a document; `withSnapshot` also makes what is to replace its records. Records that cannot
   * be applied are left out and named, and then there is no snapshot. Throws when the log cannot be read, or the
   * snapshot does not load to the state that it was made of.
   */
  digest(document: DocumentId, withSnapshot: boolean, now: number): Digest {
    // off the shelf until all is well: what fails is built anew from the log
    const known = this.#shelf.take(document)
    try {
      const build = this.#build(document, known, withSnapshot)
      const digest = digestOf(build)
      this.#shelf.put(document, { ...build, size: digest.size }, now)
      return digest
    } catch (error) {
      if (error instanceof CorruptLogError) throw error
      const poison = this.#findPoison(document)
      if (poison.length === 0) throw error
      const skip = new Set(poison.map(({ seq }) => seq))
      return { ...digestOf(this.#buildOneByOne(document, skip)), snapshot: null, poison }
    }
  }

  /** Tries an update on the committed document, which stays as it is. */
  try(document: DocumentId, update: Uint8Array): Trial {
    return tryUpdate(this.#build(document, null, false).doc, update)
  }

  /** The document as it is committed: `known` with what is new to it, or all of it. */
  #build(document: DocumentId, known: BuiltDocument | null, withHistory: boolean): Build {
    let doc = known?.doc ?? new Y.Doc()
    let { seq, time } = known ?? { seq: 0, time: 0 }
    const history = withHistory ? new HistoryPacker() : null
    this.#replay(document, withHistory ? 0 : seq, {
      snapshot: (snapshot) => {
        if (snapshot.seq <= seq) return
        doc = new Y.Doc()
        take(doc, snapshot.bytes)
        seq = snapshot.seq
        time = snapshot.time
      },
      records: (records) => {
        history?.add(records)
        const fresh = records.filter((record) => record.seq > seq)
        const last = fresh.at(-1)
        if (last === undefined) return
        // one by one they cost three times as much
        take(doc, mergeScanned(fresh.map(({ bytes }) => scanStored(bytes))))
        seq = last.seq
        time = last.time
      },
    })
    checkComplete(doc)
    return { doc, seq, time, history }
  }

  /** Applies record by record, without those in `skip`. Throws {@link Unappliable} at the first that cannot be. */
  #buildOneByOne(document: DocumentId, skip: ReadonlySet<number>): Build {
    let doc = new Y.Doc()
    let [seq, time] = [0, 0]
    this.#replay(document, 0, {
      snapshot: (snapshot) => {
        doc = new Y.Doc()
        take(doc, snapshot.bytes)
        checkComplete(doc)
        seq = snapshot.seq
        time = snapshot.time
      },
      records: (records) => {
        for (const record of records) {
          if (!skip.has(record.seq)) apply(doc, record)
          seq = record.seq
          time = record.time
        }
      },
    })
    return { doc, seq, time, history: null }
  }

  /** The records that cannot be applied: what fails leaves part of itself behind, so each find begins anew. */
  #findPoison(document: DocumentId): Poison[] {
    const poison: Poison[] = []
    const skip = new Set<number>()
    while (poison.length < MAX_POISON) {
      try {
        this.#buildOneByOne(document, skip)
        return poison
      } catch (error) {
        if (!(error instanceof Unappliable)) throw error
        skip.add(error.record.seq)
        poison.push({ seq: error.record.seq, author: error.record.author, why: error.message })
      }
    }
    return poison
  }
}

class Unappliable extends Error {
  readonly record: LogRecord

  constructor(record: LogRecord, why: string) {
    super(why)
    this.record = record
  }
}

/**
 * Applies an update and nothing else. After one that it takes for another's, Yjs deletes formatting marks that are
 * too many (`cleanupYTextAfterTransaction`): nobody wrote that, so it is not in the log.
 */
function take(doc: Y.Doc, update: Uint8Array): void {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = true
  })
}

function apply(doc: Y.Doc, record: LogRecord): void {
  try {
    scanStored(record.bytes)
    take(doc, record.bytes)
    checkComplete(doc)
    // some structs are taken and break what is made of them
    Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))
  } catch (error) {
    throw new Unappliable(record, error instanceof Error ? error.message : String(error))
  }
}

function digestOf({ doc, seq, time, history }: Build): Digest {
  const bytes = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  const title = documentTitle(doc)
  const mentions = mentionsOfDocument(doc)
  const about = { seq, time, title, mentions, size: bytes.length, depth: depthOf(doc), deletions, poison: [] }
  const pack = history?.pack() ?? null
  if (pack === null) return { ...about, snapshot: null }
  checkLoads(bytes, stateVector)
  const outline = encodeOutline(outlineOf(doc, bytes))
  return {
    ...about,
    snapshot: { snapshot: { seq, time, bytes, stateVector, deletions, outline }, history: pack },
  }
}

/** A snapshot replaces records for good: it is loaded once into a fresh document before it may. */
function checkLoads(bytes: Uint8Array, stateVector: Uint8Array): void {
  const copy = new Y.Doc()
  take(copy, bytes)
  checkComplete(copy)
  if (!Buffer.from(Y.encodeStateVector(copy)).equals(stateVector)) {
    throw new Error('the snapshot does not load to the state that it was made of')
  }
}

function checkComplete(doc: Y.Doc): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error('the log has an update that cannot be applied')
  }
}
