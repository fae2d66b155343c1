import type { Close } from '../lib/close-codes.ts'
import { MAX_NESTING } from '../lib/nesting-limit.ts'
import { can, type Role } from '../lib/roles.ts'
import type { Author } from './client-owners.ts'
import type { DocumentState } from './document-state.ts'
import { type GuardLimits, judgeUpdate } from './guard.ts'
import type { ScannedUpdate } from './update-scan.ts'
import type { Trial } from './workers/trial.ts'

/**
 * Writes behind a gap that a connection may send in a row before it is taken for broken: whoever comes back with
 * edits and goes on typing sends so many until the answer to a step 1 arrives over a slow line.
 */
const MAX_GAPS = 1_000
const RETRY_SECONDS = 5

export interface WriteLimits extends GuardLimits {
  /** Octets of a document's encoded state. */
  readonly documentBytes: number
}

/** A write as it arrives, and what it meets. */
export interface Write {
  readonly kind: 'update' | 'step2'
  readonly bytes: Uint8Array
  readonly role: Role
  readonly author: Author
  /** Writes behind a gap that this connection has sent since its last complete step 2. */
  readonly gaps: number
  readonly state: DocumentState
  /** Octets of the encoded state, never too few. Exact when `measured`. */
  readonly size: number
  /** Whether a worker has just looked at the document: `size` and the known deletions are exact. */
  readonly measured: boolean
  /** What a worker found that tried it on the document; null when none has. */
  readonly trial: Trial | null
  /** The disk is too far behind to take more. */
  readonly diskFull: boolean
}

export type WriteDecision =
  /** Brings nothing new: to be acknowledged with what is there. */
  | { readonly kind: 'ack' }
  /** `claims` are the client ids that belong to the author from now on. */
  | { readonly kind: 'append'; readonly update: ScannedUpdate; readonly claims: readonly number[] }
  /** Only a worker can tell: measure, then decide again. */
  | { readonly kind: 'measure' }
  /** Only a worker that applies it can tell how deep it lies, or what it deletes: let one, then decide again. */
  | { readonly kind: 'try'; readonly update: ScannedUpdate }
  /** Something before it is missing: ask for it with a step 1. */
  | { readonly kind: 'ask' }
  /** That was asked for already: the answer will hold this write too. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'refuse'; readonly close: Close; readonly why: string }

/** Decides about one update or step 2 (SPEC R1, R2, G, L2). Changes nothing. */
export function decideWrite(write: Write, limits: WriteLimits): WriteDecision {
  const verdict = judgeUpdate(write.state, write.bytes, limits, can(write.role, 'edit'))
  switch (verdict.kind) {
    case 'known':
      return { kind: 'ack' }
    case 'new':
    case 'deep':
      return decideNew(write, verdict, limits)
    case 'gap':
      if (!can(write.role, 'edit')) return refuse(1008, 'role')
      if (write.gaps >= MAX_GAPS) return refuse(1008, 'guard', 'too many gaps')
      return { kind: write.gaps === 0 || write.kind === 'step2' ? 'ask' : 'wait' }
    case 'unpermitted':
      return refuse(1008, 'role')
    case 'malformed':
      return refuse(1007, 'malformed', verdict.why)
    case 'forbidden':
      return refuse(1008, 'guard', verdict.why)
  }
}

function decideNew(
  write: Write,
  { kind, update }: { kind: 'new' | 'deep'; update: ScannedUpdate },
  limits: WriteLimits,
): WriteDecision {
  const onlyDeletes = update.sections.length === 0
  const overCap = !onlyDeletes && write.size + update.bytes.length > limits.documentBytes
  // Yjs deletes what is put into something deleted without being told: a client may know more of it than the room.
  const perhapsKnown = onlyDeletes && write.kind === 'step2'
  if (!can(write.role, 'edit')) return onlyDeletes ? decideReaders(write, update) : refuse(1008, 'role')
  const clients = write.state.owners.judge(update.sections, write.author, write.kind)
  if (clients.kind === 'forbidden') return refuse(1008, 'guard', clients.why)
  if (!write.measured && (perhapsKnown || overCap || kind === 'deep')) return { kind: 'measure' }
  if (overCap) return refuse(1009, 'doc-size')
  if (kind === 'deep') {
    if (write.trial === null) return { kind: 'try', update }
    if (write.trial.depth > MAX_NESTING) return refuse(1008, 'guard', 'nested too deep')
  }
  if (write.diskFull) return refuse(1013, 'overload', 'the disk is behind', RETRY_SECONDS)
  return { kind: 'append', update, claims: clients.claims }
}

/** Deletions by a reader: Yjs makes some by itself, and no other may pass. None is stored. */
function decideReaders(write: Write, update: ScannedUpdate): WriteDecision {
  if (!write.measured) return { kind: 'measure' }
  if (write.trial === null) return { kind: 'try', update }
  return write.trial.tidies ? { kind: 'ack' } : refuse(1008, 'role')
}

function refuse(code: number, word: Close['word'], why: string = word, retryAfter?: number): WriteDecision {
  return {
    kind: 'refuse',
    close: retryAfter === undefined ? { code, word } : { code, word, retryAfter },
    why,
  }
}
