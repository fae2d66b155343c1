/** SHA-256 of a content, in hex. */
export type ContentHash = string & { readonly __brand: 'ContentHash' }

/** A content that is on the disk for good. */
export interface StoredContent {
  readonly hash: ContentHash
  /** Octets. */
  readonly size: number
  /** Its first octets, `HEAD_BYTES` at most: what tells its type. */
  readonly head: Uint8Array
}

/** Octets of a content that are looked at. A photograph's size stands behind what its camera noted. */
export const HEAD_BYTES = 512 * 1024

/** A content went past what was allowed; nothing of it is kept. */
export class FileTooLargeError extends Error {
  constructor(most: number) {
    super(`more than ${most} octets`)
    this.name = 'FileTooLargeError'
  }
}

/** Contents by their hash: the same content is there once. Who refers to it is the matter of `FileReferences`. */
export interface FileStore {
  /**
   * Stores what `source` yields; resolved, it is on the disk. Throws {@link FileTooLargeError} past `most` octets, and
   * whatever `source` throws; then nothing is left of it.
   */
  put(source: AsyncIterable<Uint8Array>, most: number): Promise<StoredContent>
  /** The octets from `first` to `last`, both included; null when there is no such content. */
  open(hash: ContentHash, first: number, last: number): Promise<ReadableStream<Uint8Array> | null>
  /** Contents that were last put before `time`, milliseconds since 1970. */
  putBefore(time: number): AsyncIterable<ContentHash>
  /** Deletes a content unless it was put again at `time` or later. */
  delete(hash: ContentHash, time: number): Promise<void>
}
