import type { ClockRanges } from './clock-ranges.ts'
import { DocumentState, decodeStateVector } from './document-state.ts'
import { decodeOutline } from './outline.ts'
import { PLACES } from './standing.ts'
import { EMPTY_UPDATE, type Snapshot, type StoredDocument } from './storage/update-log.ts'
import { diffUpdate } from './update-diff.ts'
import { mergeScanned, writeSections } from './update-merge.ts'
import { type Deletion, type ScannedUpdate, type Section, scanStored } from './update-scan.ts'

const NOTHING: ReadonlyMap<number, number> = new Map()

/** Octets that the objects around a record's octets take, about: measured on records read from a log. */
const RECORD_OVERHEAD_BYTES = 300

/** Octets of records that are kept behind a newer snapshot for readers on the way. */
const MAX_KEPT_BYTES = 256 * 1024

/** A record as a room holds it, or all the records of one commit as one: their octets, and where the structs are. */
export class TailRecord {
  /** The last record that it stands for. */
  readonly seq: number
  readonly bytes: Uint8Array
  readonly #scanned: ScannedUpdate | null

  constructor(seq: number, bytes: Uint8Array, scanned: ScannedUpdate | null) {
    this.seq = seq
    this.bytes = bytes
    this.#scanned = scanned
  }

  /** Scanned when it is asked for: kept, it would weigh twenty times what the octets do. */
  get update(): ScannedUpdate {
    return this.#scanned ?? scanStored(this.bytes)
  }
}

/**
 * The log of one document as far as a room keeps it in memory: the snapshot and the records behind it.
 *
 *   seq   1 ............ s | s+1 ................ last
 *         snapshot         | records
 */
export class LogTail {
  readonly state: DocumentState
  #snapshot: Snapshot | null
  #snapshotClocks: ReadonlyMap<number, number>
  #records: TailRecord[]
  /** Records up to this one are held as the snapshot alone. */
  #heldAfter: number
  /** Octets of the records behind the snapshot. */
  recordBytes: number
  /** Octets of the records that stay although the snapshot holds them. */
  #keptBytes = 0
  /** The records behind the snapshot up to `seq`, merged … */
  #merged: { readonly seq: number; readonly update: ScannedUpdate } | null = null
  /** … and all of the document up to there. */
  #whole: { readonly seq: number; readonly bytes: Uint8Array } | null = null
  #snapshotDeletions: ScannedUpdate | null = null
  /** Where in the snapshot each client's structs are. */
  #sections: readonly Section[] = []

  private constructor({ snapshot, records, owners }: StoredDocument) {
    this.#snapshot = snapshot
    this.#snapshotClocks = snapshot === null ? NOTHING : clocksOf(snapshot)
    this.state = new DocumentState(owners)
    if (snapshot !== null) this.#takeSnapshot(snapshot)
    this.#records = []
    this.#heldAfter = this.snapshotSeq
    this.recordBytes = 0
    for (const { seq, bytes } of records) {
      const update = scanStored(bytes, this.state)
      this.state.add(update)
      this.#records.push(new TailRecord(seq, bytes, null))
      this.recordBytes += bytes.length
    }
  }

  /** Throws when something stored does not decode. */
  static of(stored: StoredDocument): LogTail {
    return new LogTail(stored)
  }

  #takeSnapshot(snapshot: Snapshot): void {
    for (const [client, clock] of this.#snapshotClocks) this.state.clocks.set(client, clock)
    this.state.add(scanStored(snapshot.deletions))
    const outline = decodeOutline(snapshot.outline)
    if (outline === null) {
      const scanned = scanStored(snapshot.bytes, this.state)
      this.state.add(scanned)
      this.#sections = scanned.sections
      return
    }
    this.#sections = outline.sections
    for (const place of PLACES) this.state[place].addAll([...outline[place].ranges()])
    this.state.nesting.measured(outline.depth, [])
  }

  get snapshotSeq(): number {
    return this.#snapshot?.seq ?? 0
  }

  get lastSeq(): number {
    return this.#records.at(-1)?.seq ?? this.snapshotSeq
  }

  get snapshotBytes(): number {
    return this.#snapshot?.bytes.length ?? 0
  }

  get recordCount(): number {
    return this.lastSeq - this.snapshotSeq
  }

  /** Octets that the log takes in memory, about, without {@link mergedBytes}. */
  get heldBytes(): number {
    const snapshot = this.#snapshot
    const stored =
      snapshot === null
        ? 0
        : snapshot.bytes.length +
          snapshot.deletions.length +
          snapshot.stateVector.length +
          snapshot.outline.length
    return stored + this.recordBytes + this.#keptBytes + this.#records.length * RECORD_OVERHEAD_BYTES
  }

  /** Octets of the update with all of it that is kept for the next to join. */
  get mergedBytes(): number {
    return (this.#merged?.update.bytes.length ?? 0) + (this.#whole?.bytes.length ?? 0)
  }

  dropMerged(): void {
    this.#merged = null
    this.#whole = null
  }

  /** Octets of the records behind `seq`. */
  bytesAfter(seq: number): number {
    return octetsOf(this.#records.slice(this.#indexAfter(seq)))
  }

  /** Numbers an admitted update. */
  append(update: ScannedUpdate): TailRecord {
    const record = new TailRecord(this.lastSeq + 1, update.bytes, update)
    this.#records.push(record)
    this.recordBytes += update.bytes.length
    this.state.add(update)
    return record
  }

  /**
   * The records `after < seq <= upTo` were one commit: from now on `merged` stands for them. Nobody asks for a
   * place between two of them, neither a cursor nor a snapshot.
   */
  settle(after: number, upTo: number, merged: Uint8Array): void {
    const from = this.#indexAfter(after)
    const count = this.#indexAfter(upTo) - from
    const settled = this.#records.splice(from, count, new TailRecord(upTo, merged, null))
    this.recordBytes += merged.length - octetsOf(settled)
  }

  /**
   * Lets a stored snapshot take the place of the records up to it. Those behind `keepAfter` stay for readers that
   * are still on the way, until {@link forget}.
   */
  adopt(snapshot: Snapshot, keepAfter = snapshot.seq): void {
    if (snapshot.seq <= this.snapshotSeq) return
    this.recordBytes = this.bytesAfter(snapshot.seq)
    this.#snapshot = snapshot
    this.forget(Math.min(keepAfter, snapshot.seq))
    this.#snapshotClocks = clocksOf(snapshot)
    this.#snapshotDeletions = null
    this.#sections = (decodeOutline(snapshot.outline) ?? scanStored(snapshot.bytes)).sections
    this.dropMerged()
    this.addDeletions(snapshot.deletions)
  }

  /** Lets go of the records up to `seq` that the snapshot holds, and of more when what is kept is too much. */
  forget(seq: number): void {
    let index = this.#indexAfter(Math.min(seq, this.snapshotSeq))
    const end = this.#indexAfter(this.snapshotSeq)
    let kept = octetsOf(this.#records.slice(index, end))
    while (index < end && kept > MAX_KEPT_BYTES) kept -= (this.#records[index++] as TailRecord).bytes.length
    this.#keptBytes = kept
    if (index === 0) return
    this.#heldAfter = (this.#records[index - 1] as TailRecord).seq
    this.#records.splice(0, index)
  }

  /** A worker has found how deep the document is nested after record `seq`. */
  measuredDepth(depth: number, seq: number): void {
    const since = this.#records.filter((record) => record.seq > seq).map(({ update }) => update)
    this.state.nesting.measured(depth, since)
  }

  /** Takes in deletions that Yjs makes by itself (content put into something deleted), as a worker found them. */
  addDeletions(deletions: Uint8Array): void {
    this.state.add(scanStored(deletions))
  }

  /** Whether all records behind `seq` are held. */
  holdsAfter(seq: number): boolean {
    return seq >= this.#heldAfter
  }

  /** One update with the records `after < seq <= upTo`; null when some of them are no longer held. */
  since(after: number, upTo: number): Uint8Array | null {
    if (after < this.#heldAfter) return null
    const records = this.#slice(after, upTo)
    const [only] = records
    return records.length === 1 && only !== undefined
      ? only.bytes
      : mergeScanned(records.map(({ update }) => update))
  }

  /**
   * One update with all that a client lacks of the state after record `upTo`, given its state vector. Of the
   * snapshot a client that has it gets only the deletions, without those that it is known to have.
   */
  missing(clocks: ReadonlyMap<number, number>, upTo: number, deleted: ClockRanges | null = null): Uint8Array {
    if (clocks.size === 0) return this.whole(upTo)
    const tail = this.#tail(upTo)
    const snapshot = this.#snapshot === null ? [] : this.#snapshotFor(this.#snapshot, clocks)
    const structs = lacking(tail.bytes, tail.sections, clocks)
    return mergeScanned([...snapshot, ...structs, { ...tail, sections: [] }], deleted)
  }

  /** Octets of the snapshot's sections that a client with this state vector does not have whole. */
  unknownBytes(clocks: ReadonlyMap<number, number>): number {
    return this.#sections.reduce(
      (sum, { client, end, from, to }) => ((clocks.get(client) ?? 0) < end ? sum + to - from : sum),
      0,
    )
  }

  /** Ranges of deleted clocks up to record `upTo`, at most. */
  deletedRanges(upTo: number): number {
    const stored = this.#snapshot === null ? 0 : this.#deletionsOf(this.#snapshot).deletions.length
    return stored + this.#tail(upTo).deletions.length
  }

  /** All of it, merged once per position: whoever joins at the same position shares the octets. */
  whole(upTo: number): Uint8Array {
    if (this.#whole?.seq === upTo) return this.#whole.bytes
    const tail = this.#tail(upTo)
    let { bytes } = tail
    if (this.#snapshot !== null) {
      bytes =
        upTo === this.snapshotSeq
          ? this.#snapshot.bytes
          : mergeScanned([scanStored(this.#snapshot.bytes), tail])
    }
    this.#whole = { seq: upTo, bytes }
    return bytes
  }

  /** The records behind the snapshot as one update, kept and extended from one position to the next. */
  #tail(upTo: number): ScannedUpdate {
    const kept = this.#merged
    if (kept?.seq === upTo) return kept.update
    const parts: ScannedUpdate[] = kept !== null && kept.seq < upTo ? [kept.update] : []
    const from = parts.length === 0 ? this.snapshotSeq : (kept?.seq ?? 0)
    for (const { update } of this.#slice(from, upTo)) parts.push(update)
    const update = scanStored(mergeScanned(parts))
    this.#merged = { seq: upTo, update }
    return update
  }

  #snapshotFor(snapshot: Snapshot, clocks: ReadonlyMap<number, number>): ScannedUpdate[] {
    return [...lacking(snapshot.bytes, this.#sections, clocks), this.#deletionsOf(snapshot)]
  }

  #deletionsOf(snapshot: Snapshot): ScannedUpdate {
    this.#snapshotDeletions ??= scanStored(snapshot.deletions)
    return this.#snapshotDeletions
  }

  #slice(after: number, upTo: number): readonly TailRecord[] {
    return this.#records.slice(this.#indexAfter(after), this.#indexAfter(upTo))
  }

  /** Index of the first record behind `seq`, by halving from the end, where most look. */
  #indexAfter(seq: number): number {
    const records = this.#records
    let high = records.length
    let low = high
    for (let step = 1; low > 0 && (records[low - 1] as TailRecord).seq > seq; step *= 2) {
      high = low - 1
      low = Math.max(0, high - step)
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((records[middle] as TailRecord).seq > seq) high = middle
      else low = middle + 1
    }
    return low
  }
}

const octetsOf = (records: readonly TailRecord[]): number =>
  records.reduce((sum, { bytes }) => sum + bytes.length, 0)

function clocksOf(snapshot: Snapshot): ReadonlyMap<number, number> {
  const clocks = decodeStateVector(snapshot.stateVector)
  if (clocks === null) throw new Error('stored state vector does not decode')
  return clocks
}

const NO_DELETIONS: readonly Deletion[] = []

/** The structs of some sections of `bytes` that a client lacks; a section that it has in part is cut. */
function lacking(
  bytes: Uint8Array,
  sections: readonly Section[],
  clocks: ReadonlyMap<number, number>,
): ScannedUpdate[] {
  const known = ({ client }: Section): number => clocks.get(client) ?? 0
  const unknown = sections.filter((section) => known(section) <= section.clock)
  const inPart = sections.filter((section) => known(section) > section.clock && known(section) < section.end)
  return [
    sectionsOf(bytes, unknown),
    ...inPart.map((section) => scanStored(diffUpdate(writeSections(bytes, [section], NO_DELETIONS), clocks))),
  ]
}

const sectionsOf = (bytes: Uint8Array, sections: readonly Section[]): ScannedUpdate => ({
  ...scanStored(new Uint8Array(EMPTY_UPDATE)),
  bytes,
  sections,
})
