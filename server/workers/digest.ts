import type { HistoryPack, Snapshot } from '../storage/update-log.ts'
import type { TextMention } from './mentions-of-document.ts'

/** A record that cannot be applied. */
export interface Poison {
  readonly seq: number
  readonly author: string
  readonly why: string
}

/** What a worker learns by building a document from the log. */
export interface Digest {
  /** The record up to which it was built. */
  readonly seq: number
  /** Time of that record, milliseconds since 1970. */
  readonly time: number
  readonly title: string
  /** Whom it names. */
  readonly mentions: readonly TextMention[]
  /** Octets of the encoded state. */
  readonly size: number
  /** Levels of shared types within each other. */
  readonly depth: number
  /** Everything deleted, also what Yjs deletes without being told, as a V1 update without structs. */
  readonly deletions: Uint8Array
  /** Records that it was built without. */
  readonly poison: readonly Poison[]
  /** To store in place of the records; null when not asked for, or when there is nothing to replace. */
  readonly snapshot: { readonly snapshot: Snapshot; readonly history: HistoryPack | null } | null
}
