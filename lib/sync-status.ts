import { can, type Role } from './roles.ts'

/**
 * Why the line is down. `line` is a dropped connection of a device that believes to be online, `too-many` and `full`
 * are refusals: of this person or address, and of everybody.
 */
export type DownCause = 'offline' | 'line' | 'restart' | 'busy' | 'server' | 'too-many' | 'full'

/** Where the connection stands. `cause` is why the one before it ended, null for the first one. */
export type Line =
  | { readonly kind: 'loading' }
  | { readonly kind: 'connecting'; readonly cause: DownCause | null }
  | { readonly kind: 'open'; readonly cause: DownCause | null; readonly synced: boolean }
  | { readonly kind: 'waiting'; readonly cause: DownCause; readonly retryAt: number }
  | { readonly kind: 'stopped'; readonly code: number; readonly word: string }

/** All that the status is decided from. */
export interface SyncState {
  readonly line: Line
  readonly role: Role
  /** Who gave the current role while this page was open, null when nobody did. */
  readonly roleBy: string | null
  /** Local edits not known to be on the server's disk. */
  readonly unsaved: number
  /** The write ledger says that this connection has nothing open. */
  readonly settled: boolean
  /** When an edit was last acknowledged, ms since the epoch. */
  readonly savedAt: number | null
  /** Every local edit is written down on this device. */
  readonly kept: boolean
}

/** The one status that the page shows. Times in ms since the epoch. */
export type SyncStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saving'; readonly count: number }
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'local'; readonly count: number; readonly retryAt: number | null }
  | {
      readonly kind: 'reconnecting'
      readonly cause: DownCause
      readonly retryAt: number | null
      readonly count: number
      readonly kept: boolean
    }
  | { readonly kind: 'read-only'; readonly role: Role; readonly by: string | null }
  | { readonly kind: 'stopped'; readonly code: number; readonly word: string; readonly count: number }

/** Decides the status. "Saved" needs the line open, both sides synced, and every local edit on the server's disk. */
export function syncStatus(state: SyncState): SyncStatus {
  const { line } = state
  switch (line.kind) {
    case 'stopped':
      return { kind: 'stopped', code: line.code, word: line.word, count: state.unsaved }
    case 'loading':
      return { kind: 'connecting' }
    case 'waiting':
      return down(state, line.cause, line.retryAt)
    case 'connecting':
      return line.cause === null ? { kind: 'connecting' } : down(state, line.cause, null)
    case 'open':
      if (!line.synced) return line.cause === null ? { kind: 'connecting' } : down(state, line.cause, null)
      return up(state)
  }
}

/** A person who may not write and has nothing unsaved is a reader, whatever the reader's empty step 2 is doing. */
function up(state: SyncState): SyncStatus {
  if (!can(state.role, 'edit') && state.unsaved === 0) {
    return { kind: 'read-only', role: state.role, by: state.roleBy }
  }
  if (state.settled && state.unsaved === 0) return { kind: 'saved', at: state.savedAt }
  return { kind: 'saving', count: state.unsaved }
}

function down(state: SyncState, cause: DownCause, retryAt: number | null): SyncStatus {
  if (cause === 'offline' && state.unsaved > 0 && state.kept) {
    return { kind: 'local', count: state.unsaved, retryAt }
  }
  return { kind: 'reconnecting', cause, retryAt, count: state.unsaved, kept: state.kept }
}
