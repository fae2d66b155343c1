import type { DocumentId } from '../../lib/ids.ts'

/** One accepted update at its place in a document's log. */
export interface LogRecord {
  readonly document: DocumentId
  /** 1, 2, 3 … within the document, without a gap. */
  readonly seq: number
  /** User id of who sent it. */
  readonly author: string
  /** Milliseconds since 1970, server clock. */
  readonly time: number
  /** A Yjs V1 update. */
  readonly bytes: Uint8Array
  /** Yjs client ids that the author is the first to use in the document; none when absent. */
  readonly claims?: readonly number[]
}

/** A Yjs V1 update without anything in it. */
export const EMPTY_UPDATE: readonly number[] = [0, 0]

/** The state of a document after record `seq`, garbage collected. It replaces the records up to there. */
export interface Snapshot {
  readonly seq: number
  readonly time: number
  /** A Yjs V1 update that holds the whole state. */
  readonly bytes: Uint8Array
  /** Its Yjs state vector. */
  readonly stateVector: Uint8Array
  /** Its deletions, as a Yjs V1 update without structs. */
  readonly deletions: Uint8Array
  /** Its shape, see `outline.ts`. */
  readonly outline: Uint8Array
}

/** What it takes to rebuild a document: the snapshot, then the records behind it in order. */
export interface StoredDocument {
  readonly snapshot: Snapshot | null
  readonly records: readonly LogRecord[]
  /** Yjs client ids and the users whose they are. */
  readonly owners: ReadonlyMap<number, string>
}

/** A document in the log, as {@link UpdateLog.list} tells it. */
export interface StoredDocumentSummary {
  readonly document: DocumentId
  /** Last seq; the next record is `seq + 1`. */
  readonly seq: number
  readonly snapshotSeq: number
}

/** Records that a snapshot covers, packed: see `history-pack.ts`. */
export interface HistoryPack {
  readonly firstSeq: number
  readonly lastSeq: number
  readonly lastTime: number
  readonly bytes: Uint8Array
}

/** A stored octet is not what was written. The document is not readable; others are. */
export class CorruptLogError extends Error {
  readonly document: DocumentId
  readonly seq: number
  readonly what: string

  constructor(document: DocumentId, seq: number, what: string) {
    super(`document ${document}, seq ${seq}: ${what}`)
    this.name = 'CorruptLogError'
    this.document = document
    this.seq = seq
    this.what = what
  }
}

/**
 * The update log of all documents. One contract suite (`tests/integration/update-log-contract.ts`) is run on every
 * implementation. Every promise rejects with an `Error` when the medium fails; nothing of that call is stored then.
 */
export interface UpdateLog {
  /** Appends records of any documents, all or none. They survive a power cut once the promise resolves. */
  append(batch: readonly LogRecord[]): Promise<void>
  /** The snapshot and the records behind it. Neither means that the log has no such document. */
  read(document: DocumentId): Promise<StoredDocument>
  /** All records that are still kept with `after < seq <= upTo`, also those that a snapshot covers. */
  readHistory(document: DocumentId, after: number, upTo: number): Promise<readonly LogRecord[]>
  /** Replaces the records up to `snapshot.seq` by the snapshot and keeps them as `history`, in one step. */
  storeSnapshot(document: DocumentId, snapshot: Snapshot, history: HistoryPack | null): Promise<void>
  /** Drops history whose last record is older than `before` (milliseconds since 1970). Returns the packs dropped. */
  retire(before: number): Promise<number>
  /** A guest has made an account: what was the guest's in any document is the user's from now on. */
  handOver(guestId: string, userId: string): Promise<void>
  list(): Promise<readonly StoredDocumentSummary[]>
  /**
   * Takes records out that cannot be applied: empty ones stand in their places, they themselves are kept for the
   * operator to look at.
   */
  setAside(document: DocumentId, seqs: readonly number[]): Promise<void>
  /** Removes a document with all its records, snapshot and history. */
  delete(document: DocumentId): Promise<void>
  /** Writes and removes something, to see whether the medium takes it. */
  probe(): Promise<void>
  close(): Promise<void>
}
