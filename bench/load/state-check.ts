import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import type { Endpoint } from './job.ts'
import { ROOT } from './keystrokes.ts'
import type { StateCheck } from './results.ts'
import { SyncClient } from './sync-client.ts'

const JOINER_LIMIT_MS = 10_000
/** A server may answer before it has loaded: the joiner listens on for what comes after the first step 2. */
const JOINER_LINGER_MS = 300

export function buildDoc(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** The same structs, the same deletions and the same text; nothing waiting for something that never came. */
export function sameState(a: Y.Doc, b: Y.Doc): boolean {
  if (a.store.pendingStructs !== null || b.store.pendingStructs !== null) return false
  if (!Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))) return false
  return a.getXmlFragment(ROOT).toString() === b.getXmlFragment(ROOT).toString()
}

/** Whether a document holds all of an update, text and deletions. It may hold more: a server's own first paragraph. */
export function holds(doc: Y.Doc, update: Uint8Array): boolean {
  const text = buildDoc([update]).getXmlFragment(ROOT).toString()
  return (
    Y.snapshotContainsUpdate(Y.snapshot(doc), update) && doc.getXmlFragment(ROOT).toString().includes(text)
  )
}

/** What a client that opens the document now is given; null when it is given nothing in time. */
export async function joinLate(
  endpoint: Endpoint,
  document: string,
  cookie: string | null,
): Promise<Y.Doc | null> {
  const updates: Uint8Array[] = []
  const client = new SyncClient({
    endpoint,
    document,
    cookie,
    onUpdate: (bytes, start, end) => updates.push(Uint8Array.prototype.slice.call(bytes, start, end)),
    onLost: () => undefined,
  })
  const synced = await inTime(client.synced, JOINER_LIMIT_MS)
  if (synced) await sleep(JOINER_LINGER_MS)
  client.close()
  return synced ? buildDoc(updates) : null
}

/** Whether the promise was fulfilled within `limitMs`. */
export async function inTime(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  const limit = sleep(limitMs, false, { ref: false })
  const outcome = promise.then(
    () => true,
    () => false,
  )
  return Promise.race([outcome, limit])
}

/**
 * Compares replicas of one document with each other, with a late joiner where the server stores anything, and with
 * what they all must hold, if that is known.
 */
export async function checkDocument(
  endpoint: Endpoint,
  document: string,
  cookie: string | null,
  replicas: readonly (readonly Uint8Array[])[],
  known: Uint8Array | null = null,
): Promise<StateCheck> {
  const docs = replicas.map(buildDoc)
  const [first, ...others] = docs
  const same =
    first !== undefined &&
    (known === null || holds(first, known)) &&
    others.every((other) => sameState(first, other))
  if (endpoint.dialect === 'relay') return { replicas: docs.length, same, joiner: null }
  const late = await joinLate(endpoint, document, cookie)
  const joiner =
    late === null ? 'timeout' : first !== undefined && sameState(first, late) ? 'same' : 'differs'
  return { replicas: docs.length, same, joiner }
}

const JOINER_ORDER = [null, 'same', 'timeout', 'differs'] as const

/** The worst of several checks. */
export function mergeChecks(checks: readonly StateCheck[]): StateCheck {
  const worst = Math.max(0, ...checks.map((check) => JOINER_ORDER.indexOf(check.joiner)))
  return {
    replicas: checks.reduce((sum, check) => sum + check.replicas, 0),
    same: checks.every((check) => check.same),
    joiner: JOINER_ORDER[worst] ?? null,
  }
}
