import type { Doc } from 'yjs'

const listeners = new WeakMap<Doc, Set<() => void>>()

/** Calls `listener` before each update from the server goes into `doc`, outside of its transactions. Returns what ends that. */
export function onArrival(doc: Doc, listener: () => void): () => void {
  const known = listeners.get(doc) ?? new Set()
  listeners.set(doc, known)
  known.add(listener)
  return () => known.delete(listener)
}

/** An update from the server is about to go into `doc`. */
export function announceArrival(doc: Doc): void {
  for (const listener of listeners.get(doc) ?? []) listener()
}
