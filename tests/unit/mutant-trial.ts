import * as Y from 'yjs'
import { encodeStateVector } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { LogTail } from '../../server/log-tail.ts'
import { PLACES } from '../../server/standing.ts'
import { cutUpdate } from '../../server/update-cut.ts'
import { mergeScanned } from '../../server/update-merge.ts'
import { type ScannedUpdate, scanStored } from '../../server/update-scan.ts'
import { outlineOf } from '../../server/workers/document-outline.ts'
import { tryUpdate } from '../../server/workers/trial.ts'
import { decideWrite, type WriteDecision } from '../../server/write-decision.ts'
import { liesAboutPlace } from './false-places.ts'
import { docOf } from './random-editing.ts'
import { snapshotOf } from './stored-document.ts'
import { wholeContent } from './whole-content.ts'

const LIMITS = { roots: new Set(['default', 'meta']), documentBytes: 10 * 1024 * 1024 }
const AUTHOR = { userId: 'ann', brought: 0, presentAs: () => null }

/** Share of the records that a compaction follows. */
const COMPACTIONS = 0.05
/** Octets of a piece of what a joiner is sent. */
const PIECE_BYTES = 60
/** Origin of what the room sends. */
const LOG = 'log'

export type Outcome = WriteDecision['kind'] | 'lie'

/** Thrown when a document is not for everybody what the room takes it for. */
export class Broken extends Error {}

/**
 * A document as a room has it, and beside it a Y.Doc that is sent all that was admitted, one after the other. Whatever
 * comes in, both and all who join must agree.
 */
export class Trial {
  #tail = LogTail.of({ snapshot: null, records: [], owners: new Map() })
  readonly #live = new Y.Doc()
  /** All that was ever appended, … */
  readonly #history: Uint8Array[] = []
  /** … and what is stored now: perhaps a snapshot, and the records behind it. */
  #stored: Uint8Array[] = []
  readonly #random: () => number
  readonly #withLiars: boolean
  /** Nobody has lied about a place: all see the same in the same order. */
  #honest = true

  /** `withLiars` also sends what {@link liesAboutPlace}, after which the order of the text is not compared. */
  constructor(random: () => number, withLiars: boolean) {
    this.#random = random
    this.#withLiars = withLiars
  }

  /** Sends an update and checks what becomes of it. Throws {@link Broken}, or what Yjs throws. */
  offer(bytes: Uint8Array): Outcome {
    const before = this.#tail.lastSeq
    const outcome = this.#take(bytes)
    this.#commit(before)
    if (outcome !== 'append') return outcome
    this.#expectAgreement()
    if (this.#random() < COMPACTIONS) this.#compact()
    return outcome
  }

  #take(bytes: Uint8Array): Outcome {
    const before = this.#stateOfRoom()
    const decision = this.#decide(bytes.slice())
    expectSame('a decision changes nothing', this.#stateOfRoom(), before)
    if (decision.kind !== 'append') return decision.kind
    if (liesAboutPlace(this.#live, decision.update.bytes)) {
      if (!this.#withLiars) return 'lie'
      this.#honest = false
    }
    this.#tail.state.owners.claim(decision.claims, AUTHOR.userId)
    this.#append(decision.update)
    return 'append'
  }

  #decide(bytes: Uint8Array): WriteDecision {
    const { state, recordBytes } = this.#tail
    const write = {
      kind: this.#random() < 0.5 ? 'update' : 'step2',
      bytes,
      role: 'editor',
      author: AUTHOR,
      gaps: 0,
      state,
      size: recordBytes,
      measured: true,
      trial: null,
      diskFull: false,
    } as const
    const decision = decideWrite(write, LIMITS)
    if (decision.kind !== 'try') return decision
    const trial = tryUpdate(docOf(...this.#stored), decision.update.bytes)
    return decideWrite({ ...write, trial }, LIMITS)
  }

  /** Numbers a record and sends it to who is here; takes what Yjs does there by itself: it clears idle formats away. */
  #append(update: ScannedUpdate): void {
    const record = { ...update, bytes: update.bytes.slice() }
    this.#tail.append(record)
    this.#history.push(record.bytes)
    this.#stored.push(record.bytes)
    const made: Uint8Array[] = []
    const note = (bytes: Uint8Array, origin: unknown): void => {
      if (origin !== LOG) made.push(bytes)
    }
    this.#live.on('update', note)
    Y.applyUpdate(this.#live, record.bytes, LOG)
    this.#live.off('update', note)
    for (const bytes of made) this.#take(bytes)
  }

  /** What was added behind record `after` is one commit: one record stands for it. */
  #commit(after: number): void {
    const added = this.#history.slice(after)
    if (added.length < 2) return
    const merged = mergeScanned(added.map((bytes) => scanStored(bytes)))
    this.#tail.settle(after, this.#tail.lastSeq, merged)
  }

  /** A snapshot takes the place of the records: the room takes it in, or is loaded anew from it. */
  #compact(): void {
    const snapshot = snapshotOf(this.#history)
    this.#stored = [snapshot.bytes]
    if (this.#random() < 0.5) this.#tail.adopt(snapshot)
    else {
      const owners = new Map([...this.#tail.state.clocks.keys()].map((client) => [client, AUTHOR.userId]))
      this.#tail = LogTail.of({ snapshot, records: [], owners })
    }
    this.#expectAgreement()
  }

  #stateOfRoom(): string {
    const { clocks, deletions, blocks } = this.#tail.state
    return JSON.stringify([[...clocks], [...deletions.entries()], [...blocks.entries()], this.#tail.lastSeq])
  }

  #expectAgreement(): void {
    const [tail, live] = [this.#tail, this.#live]
    const last = tail.lastSeq
    const content = wholeContent(live)
    const clocks = encodeStateVector(tail.state.clocks)
    const check = (who: string, doc: Y.Doc): void => {
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
        throw new Broken(`${who}: something waits for what is not there`)
      }
      expectSame(`${who}: clocks`, hex(clocksOf(doc)), hex(clocks))
      if (this.#honest) expectSame(`${who}: content`, wholeContent(doc), content)
    }
    check('who is here', live)
    check('who loads the state', docOf(Y.encodeStateAsUpdate(live)))
    check('who joins', docOf(tail.missing(new Map(), last)))
    check('who reads the log', docOf(...this.#stored))
    check('who goes through the history', docOf(...this.#history))
    check('the worker', inOneTransaction(this.#stored))
    check('who is sent the log at once', docOf(mergeScanned(this.#stored.map((bytes) => scanStored(bytes)))))
    check('who joins in pieces', untidied(cutUpdate(tail.missing(new Map(), last), PIECE_BYTES)))
    check('who comes back', this.#returning(last))
    this.#expectDeletions()
    this.#expectOutline()
  }

  /** Somebody who had the first records, and perhaps says to have less. */
  #returning(last: number): Y.Doc {
    const doc = docOf(...this.#history.slice(0, Math.floor(this.#random() * last)))
    const clocks = new Map<number, number>()
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
      if (this.#random() < 0.7) clocks.set(client, clock)
      else if (this.#random() < 0.5) clocks.set(client, Math.floor(this.#random() * clock))
    }
    Y.applyUpdate(doc, this.#tail.missing(clocks, last))
    return doc
  }

  /** What the room knows as deleted is deleted. With what a worker finds besides, a whole copy brings nothing new. */
  #expectDeletions(): void {
    const [tail, live] = [this.#tail, this.#live]
    const deleted = Y.createDeleteSetFromStructStore(live.store)
    for (const { client, clock, length } of tail.state.deletions.ranges()) {
      for (const at of [clock, clock + length - 1]) {
        if (!Y.isDeleted(deleted, Y.createID(client, at))) throw new Broken(`not deleted: ${client} ${at}`)
      }
    }
    if (this.#random() > 0.1) return
    tail.addDeletions(Y.encodeStateAsUpdate(live, Y.encodeStateVector(live)))
    const { kind } = judgeUpdate(tail.state, Y.encodeStateAsUpdate(live), LIMITS)
    if (kind !== 'known') throw new Broken(`a whole copy is ${kind}`)
  }

  /** The room knows where everything stands that is still there, and how deep it lies at most. */
  #expectOutline(): void {
    const [tail, live] = [this.#tail, this.#live]
    const outline = outlineOf(live, Y.encodeStateAsUpdate(live))
    for (const place of PLACES) {
      for (const range of outline[place].ranges()) {
        if (!tail.state[place].has(range)) throw new Broken(`not among ${place}: ${JSON.stringify(range)}`)
      }
    }
    const deepest = tail.state.nesting.with(scanStored(Uint8Array.of(0, 0)))
    if (outline.depth > deepest) throw new Broken(`deeper than ${deepest}: ${outline.depth}`)
  }
}

/**
 * A document made of pieces, without what Yjs deletes by itself on the way: between two of them there are formatting
 * marks around texts that have yet to come.
 */
function untidied(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const piece of pieces) {
    doc.transact((transaction) => {
      Y.applyUpdate(doc, piece)
      transaction.local = true
    })
  }
  return doc
}

function inOneTransaction(records: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const record of records) Y.applyUpdate(doc, record)
  })
  return doc
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const clocksOf = (doc: Y.Doc): Uint8Array => encodeStateVector(Y.decodeStateVector(Y.encodeStateVector(doc)))

function expectSame(what: string, actual: string, expected: string): void {
  if (actual !== expected) throw new Broken(`${what}\n  is   ${actual}\n  not  ${expected}`)
}
