import * as Y from 'yjs'
import { MAX_NESTING } from '../lib/nesting-limit.ts'
import { type DocumentState, encodeStateVector } from './document-state.ts'
import { MAX_PLACED_TYPES, nestingWithin } from './nesting.ts'
import { writeSections } from './update-merge.ts'
import { type Deletion, MAX_ROOTS, type ScannedUpdate, type Section, scanUpdate } from './update-scan.ts'

const FEW_SECTIONS = 4

/** What is to become of an update that a peer sent. Nothing has been changed yet. */
export type Verdict =
  /** All of it is known already. */
  | { readonly kind: 'known' }
  /** This much of it is new, and complete: it may be numbered and appended. */
  | { readonly kind: 'new'; readonly update: ScannedUpdate }
  /** New and complete, but perhaps nested too deep: only a look at the whole document tells. */
  | { readonly kind: 'deep'; readonly update: ScannedUpdate }
  /** Something before it is missing: ask the peer with a step 1. */
  | { readonly kind: 'gap' }
  /** It would write more than deletions, and the sender may not. No closer look was taken. */
  | { readonly kind: 'unpermitted' }
  | { readonly kind: 'malformed'; readonly why: string }
  /** Decodes, but breaks a rule. */
  | { readonly kind: 'forbidden'; readonly why: string }

/** Clocks that one update may give away as deleted without showing what was there. */
const MAX_GONE = 16 * 1024 * 1024

export interface GuardLimits {
  /** Root types that a document may have; null is any. */
  readonly roots: ReadonlySet<string> | null
}

/**
 * Judges an update against what the document holds (SPEC G1 to G10, G12 and G13). All of it is taken or none.
 * Trims what is known, structs and deletions alike; wants clocks that run on from the known state, everything
 * that a struct refers to known, and deletions of known clocks only. Of those who may not write no more is looked at
 * than it takes to see that they do.
 */
export function judgeUpdate(
  state: DocumentState,
  bytes: Uint8Array,
  limits: GuardLimits,
  mayWrite = true,
): Verdict {
  const scanned = scanUpdate(bytes, mayWrite ? state : null)
  if (scanned.kind === 'malformed') return scanned
  if (!mayWrite && scanned.sections.some(({ client, end }) => end > state.clock(client))) {
    return { kind: 'unpermitted' }
  }
  const trimmed = trim(state, scanned)
  if (trimmed === 'gap') return { kind: 'gap' }
  if (trimmed === null) return { kind: 'known' }
  if (trimmed.roots.length > MAX_ROOTS) return { kind: 'forbidden', why: 'too many roots' }
  for (const root of trimmed.roots) {
    if (limits.roots !== null && !limits.roots.has(root)) return { kind: 'forbidden', why: 'root name' }
  }
  if (trimmed.stray) return { kind: 'forbidden', why: 'what no editor can show' }
  if (trimmed.misfit) return { kind: 'forbidden', why: 'a value that no client writes' }
  if (trimmed.gone > MAX_GONE) return { kind: 'forbidden', why: 'too much given away as deleted' }
  switch (integrable(state, trimmed)) {
    case 'yes':
      if (trimmed.types > MAX_PLACED_TYPES) return { kind: 'deep', update: trimmed }
      if (state.nesting.with(trimmed) <= MAX_NESTING) return { kind: 'new', update: trimmed }
      return nestingWithin(trimmed) > MAX_NESTING
        ? { kind: 'forbidden', why: 'nested too deep' }
        : { kind: 'deep', update: trimmed }
    case 'missing':
      return { kind: 'gap' }
    case 'cycle':
      return { kind: 'forbidden', why: 'structs that refer to each other in a circle' }
  }
}

/** What of `update` is new: null when nothing is, 'gap' when a section starts beyond the known clock. */
function trim(state: DocumentState, update: ScannedUpdate): ScannedUpdate | 'gap' | null {
  const deletions = newDeletions(state, update.deletions)
  let whole = deletions === update.deletions && !update.untidy
  const sections: Section[] = []
  for (const section of update.sections) {
    const known = state.clock(section.client)
    if (section.clock > known) return 'gap'
    if (section.clock === known) sections.push(section)
    else {
      whole = false
      // A section that is new from some struct on is cut by yjs, which can also split a struct.
      if (section.end > known) return retrim(state, update, deletions)
    }
  }
  if (sections.length === 0 && deletions.length === 0) return null
  return whole ? update : rescan(state, writeSections(update.bytes, sections, deletions))
}

/** The deletions that are not known; the same array when that is all of them. */
function newDeletions(state: DocumentState, deletions: readonly Deletion[]): readonly Deletion[] {
  if (deletions.length === 0) return deletions
  const missing = deletions.flatMap((deletion) => state.deletions.missing(deletion))
  const same =
    missing.length === deletions.length && missing.every((part, i) => part.length === deletions[i]?.length)
  return same ? deletions : missing
}

function retrim(
  state: DocumentState,
  update: ScannedUpdate,
  deletions: readonly Deletion[],
): ScannedUpdate | 'gap' {
  const cut = rescan(state, Y.diffUpdate(update.bytes, encodeStateVector(state.clocks)))
  for (const section of cut.sections) {
    if (section.clock !== state.clock(section.client)) return 'gap'
  }
  return rescan(state, writeSections(cut.bytes, cut.sections, deletions))
}

function rescan(state: DocumentState, bytes: Uint8Array): ScannedUpdate {
  const scanned = scanUpdate(bytes, state)
  if (scanned.kind === 'malformed')
    throw new Error(`trimming made an update that does not decode: ${scanned.why}`)
  return scanned
}

/** Whether every struct finds what it refers to, in the document or in the update, without a circle. */
function integrable(state: DocumentState, update: ScannedUpdate): 'yes' | 'missing' | 'cycle' {
  const { sections, dependencies, deletions } = update
  // a letter behind one's own last one
  if (deletions.length === 0 && dependencies.length === 0) return 'yes'
  const endOf = endsOf(sections)
  for (const { client, clock, length } of deletions) {
    if (clock + length > (endOf(client) ?? state.clock(client))) return 'missing'
  }
  let inner = false
  for (const { client, clock } of dependencies) {
    if (clock < state.clock(client)) continue
    if (clock >= (endOf(client) ?? 0)) return 'missing'
    inner = true
  }
  return !inner || sortable(state, update) ? 'yes' : 'cycle'
}

/** The clock after the section of a client. For the few sections of most updates a map costs more than to look. */
function endsOf(sections: readonly Section[]): (client: number) => number | undefined {
  if (sections.length <= FEW_SECTIONS) {
    return (client) => sections.find((section) => section.client === client)?.end
  }
  const ends = new Map(sections.map(({ client, end }) => [client, end]))
  return (client) => ends.get(client)
}

/**
 * Whether an order exists in which each section's structs follow what they refer to. Walks the sections side by
 * side; a section that must wait moves the one it waits for. Waiting for a section that waits is a circle.
 * Each dependency is passed once, so the time is linear.
 */
function sortable(state: DocumentState, { sections, dependencies }: ScannedUpdate): boolean {
  const waits = sections.map((): { at: number; client: number; clock: number }[] => [])
  for (const { section, at, client, clock } of dependencies) {
    if (clock >= state.clock(client)) waits[section]?.push({ at, client, clock })
  }
  const index = new Map(sections.map(({ client }, i) => [client, i]))
  const next = sections.map(() => 0)
  const waiting = new Set<number>()
  for (let start = 0; start < sections.length; start++) {
    const stack = [start]
    waiting.add(start)
    while (stack.length > 0) {
      const current = stack[stack.length - 1] as number
      const wait = waits[current]?.[next[current] as number]
      if (wait === undefined) {
        stack.pop()
        waiting.delete(current)
        continue
      }
      const other = index.get(wait.client) as number
      const blocked = waits[other]?.[next[other] as number]
      // `other` stands before its first unmet dependency: all clocks below that struct are in place.
      if (blocked === undefined || wait.clock < blocked.at) {
        next[current] = (next[current] as number) + 1
        // What waits below may have waited for just this: look there before moving on.
        if (stack.length > 1) {
          stack.pop()
          waiting.delete(current)
        }
      } else if (waiting.has(other)) return false
      else {
        stack.push(other)
        waiting.add(other)
      }
    }
  }
  return true
}
