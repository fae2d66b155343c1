import type * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'

/** Octets of encoded state that are kept built in all; built, a document can take twenty times its encoding. */
const MAX_BYTES = 8 * 1024 * 1024
/** Time after which a document that nobody has asked for is let go. */
const KEEP_MS = 60_000

/** A document built from its log up to record `seq`. */
export interface BuiltDocument {
  readonly doc: Y.Doc
  readonly seq: number
  /** Time of that record, milliseconds since 1970. */
  readonly time: number
  /** Octets of the encoded state. */
  readonly size: number
}

interface Kept {
  readonly built: BuiltDocument
  /** When it was put here, in milliseconds. */
  readonly at: number
}

/** The documents that a worker built last: the next look at one applies only the records that are new. */
export class BuiltDocuments {
  /** In the order of their last use. */
  readonly #kept = new Map<DocumentId, Kept>()
  #bytes = 0

  /** Takes a document out. Whoever changes it puts it back only when all went well. */
  take(document: DocumentId): BuiltDocument | null {
    const kept = this.#kept.get(document)
    if (kept === undefined) return null
    this.#kept.delete(document)
    this.#bytes -= kept.built.size
    return kept.built
  }

  put(document: DocumentId, built: BuiltDocument, now: number): void {
    this.take(document)
    this.#kept.set(document, { built, at: now })
    this.#bytes += built.size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MAX_BYTES) break
      this.take(oldest)
    }
  }

  /** Lets go of what has not been asked for. Call it now and then. */
  tick(now: number): void {
    for (const [document, { at }] of this.#kept) if (now - at > KEEP_MS) this.take(document)
  }
}
