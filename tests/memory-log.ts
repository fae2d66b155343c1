import type { DocumentId } from '../lib/ids.ts'
import { unpackHistory } from '../server/storage/history-pack.ts'
import {
  EMPTY_UPDATE,
  type HistoryPack,
  type LogRecord,
  type Snapshot,
  type StoredDocument,
  type StoredDocumentSummary,
  type UpdateLog,
} from '../server/storage/update-log.ts'

interface Shelf {
  lastSeq: number
  snapshot: Snapshot | null
  records: LogRecord[]
  owners: Map<number, string>
  packs: HistoryPack[]
}

/** What outlives a {@link MemoryLog}, as a disk outlives a process. */
export interface MemoryMedium {
  readonly shelves: Map<DocumentId, Shelf>
  readonly heirs: Map<string, string>
}

export const memoryMedium = (): MemoryMedium => ({ shelves: new Map(), heirs: new Map() })

/** An update log in memory that keeps the contract of all logs. Each call takes effect before it returns. */
export class MemoryLog implements UpdateLog {
  readonly #shelves: Map<DocumentId, Shelf>
  readonly #heirs: Map<string, string>

  constructor({ shelves, heirs }: MemoryMedium = memoryMedium()) {
    this.#shelves = shelves
    this.#heirs = heirs
  }

  async append(batch: readonly LogRecord[]): Promise<void> {
    const last = new Map<DocumentId, number>()
    for (const { document, seq } of batch) {
      const before = last.get(document) ?? this.#shelves.get(document)?.lastSeq ?? 0
      if (seq !== before + 1) throw new Error(`${document}: seq ${seq} does not follow ${before}`)
      last.set(document, seq)
    }
    for (const record of batch) {
      const shelf: Shelf = this.#shelves.get(record.document) ?? {
        lastSeq: 0,
        snapshot: null,
        records: [],
        owners: new Map(),
        packs: [],
      }
      this.#shelves.set(record.document, shelf)
      const { claims = [], ...kept } = record
      shelf.records.push({ ...kept, bytes: record.bytes.slice() })
      for (const client of claims) {
        if (!shelf.owners.has(client)) shelf.owners.set(client, record.author)
      }
      shelf.lastSeq = record.seq
    }
  }

  async read(document: DocumentId): Promise<StoredDocument> {
    const shelf = this.#shelves.get(document)
    const owners = [...(shelf?.owners ?? [])].map(
      ([client, user]) => [client, this.#heirs.get(user) ?? user] as const,
    )
    return {
      snapshot: shelf?.snapshot ?? null,
      records: [...(shelf?.records ?? [])],
      owners: new Map(owners),
    }
  }

  async readHistory(document: DocumentId, after: number, upTo: number): Promise<readonly LogRecord[]> {
    const { packs = [], records = [] } = this.#shelves.get(document) ?? {}
    const packed = packs.flatMap(({ bytes }) => unpackHistory(document, bytes))
    return [...packed, ...records].filter(({ seq }) => seq > after && seq <= upTo)
  }

  async storeSnapshot(document: DocumentId, snapshot: Snapshot, history: HistoryPack | null): Promise<void> {
    const shelf = this.#shelves.get(document)
    const stored = shelf?.snapshot?.seq ?? 0
    const { seq } = snapshot
    if (shelf === undefined || seq > shelf.lastSeq) throw new Error(`snapshot ${seq} is ahead of the log`)
    if (seq <= stored) throw new Error(`snapshot ${seq} is older than ${stored}`)
    if (history !== null) {
      const { firstSeq, lastSeq } = history
      if (firstSeq !== stored + 1 || lastSeq !== seq)
        throw new Error(`history ${firstSeq}-${lastSeq} has a hole`)
      shelf.packs.push(history)
    }
    shelf.snapshot = snapshot
    shelf.records = shelf.records.filter((record) => record.seq > seq)
  }

  async retire(before: number): Promise<number> {
    let retired = 0
    for (const shelf of this.#shelves.values()) {
      const kept = shelf.packs.filter(({ lastTime }) => lastTime >= before)
      retired += shelf.packs.length - kept.length
      shelf.packs = kept
    }
    return retired
  }

  async list(): Promise<readonly StoredDocumentSummary[]> {
    return [...this.#shelves].map(([document, { lastSeq, snapshot }]) => ({
      document,
      seq: lastSeq,
      snapshotSeq: snapshot?.seq ?? 0,
    }))
  }

  async setAside(document: DocumentId, seqs: readonly number[]): Promise<void> {
    const shelf = this.#shelves.get(document)
    if (shelf === undefined) return
    shelf.records = shelf.records.map((record) =>
      seqs.includes(record.seq) ? { ...record, bytes: new Uint8Array(EMPTY_UPDATE) } : record,
    )
  }

  async handOver(guestId: string, userId: string): Promise<void> {
    this.#heirs.set(guestId, userId)
  }

  async delete(document: DocumentId): Promise<void> {
    this.#shelves.delete(document)
  }

  probe(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
