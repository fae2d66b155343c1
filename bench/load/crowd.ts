import { writeUpdate } from '../../lib/wire.ts'
import type { Access, Endpoint, TypingJob } from './job.ts'
import { FIRST_CLIENT_ID, PARAGRAPH_CLOCKS, type Schedule, type Script, writeScript } from './keystrokes.ts'
import { LatencyRecorder } from './latency-recorder.ts'
import { Receiver } from './receiver.ts'
import { SyncClient } from './sync-client.ts'

/** Receivers whose latencies are taken: enough for a p99, few enough not to burden the generator. */
const SAMPLED_RECEIVERS = 64
/** Documents whose replicas are compared at the end, and replicas per document. */
const COMPARED_DOCUMENTS = 3
const COMPARED_REPLICAS = 3
/** Handshakes under way at once while the crowd gathers. */
const CONNECTING_AT_ONCE = 25

/** Someone with a line to a document. Authors have a script, watchers have none. */
export interface Member {
  readonly document: number
  readonly client: SyncClient
  readonly receiver: Receiver
  readonly author: Author | null
}

interface Author {
  readonly client: SyncClient
  readonly script: Script
  readonly frames: readonly Buffer[]
  /** When keystroke k left, on the clock of `performance.now()`. */
  readonly sentAt: Float64Array
  /** How many have left. */
  sent: number
  /** Writes of this line that the server has called saved. */
  savedWrites: number
}

/** Spreads `count` picks over `total`, first and last included. */
function spread(total: number, count: number): Set<number> {
  const picks = Math.min(total, count)
  return new Set(
    Array.from({ length: picks }, (_, i) => Math.round((i * (total - 1)) / Math.max(1, picks - 1))),
  )
}

/** The people of a typing workload and what is measured at them. */
export class Crowd {
  readonly members: Member[] = []
  readonly latency = new LatencyRecorder()
  readonly saved = new LatencyRecorder()
  readonly closed: Record<string, number> = {}
  /** Only keystrokes that leave from here on count for the latencies. */
  recordFrom = Number.POSITIVE_INFINITY
  readonly #byIndex: Author[] = []
  readonly #endpoint: Endpoint
  readonly #job: TypingJob
  readonly #access: Access

  constructor(endpoint: Endpoint, job: TypingJob, access: Access) {
    this.#endpoint = endpoint
    this.#job = job
    this.#access = access
  }

  /** Connects everybody; resolves when all are synced. */
  async gather(schedule: Schedule): Promise<void> {
    const perDocument = this.#job.authors + this.#job.watchers
    const total = perDocument * this.#job.documents
    const sampled = spread(total, SAMPLED_RECEIVERS)
    const documents = spread(this.#job.documents, COMPARED_DOCUMENTS)
    const replicas = spread(perDocument, COMPARED_REPLICAS)
    for (let i = 0; i < total; i++) {
      const document = Math.floor(i / perDocument)
      const place = i % perDocument
      const keep = documents.has(document) && replicas.has(place)
      this.members.push(this.#member(document, place, schedule, { keep, sampled: sampled.has(i) }))
      if (i % CONNECTING_AT_ONCE === 0) await this.#allSynced()
    }
    await this.#allSynced()
  }

  async #allSynced(): Promise<void> {
    await Promise.all(this.members.map((member) => member.client.synced))
  }

  #member(
    document: number,
    place: number,
    schedule: Schedule,
    { keep, sampled }: { keep: boolean; sampled: boolean },
  ): Member {
    const name = this.#access.documents[document]
    if (name === undefined) throw new Error(`document ${document} was not made`)
    const firstIndex = document * this.#job.authors
    const self = place < this.#job.authors ? place : -1
    const receiver = new Receiver({
      firstClient: FIRST_CLIENT_ID + firstIndex,
      clients: this.#job.authors,
      self,
      keep,
      ...(sampled ? { onNew: (...run: ClockRun) => this.#recordLatency(firstIndex, ...run) } : {}),
    })
    const index = firstIndex + self
    const client = new SyncClient({
      endpoint: this.#endpoint,
      document: name,
      cookie: this.#access.cookie,
      onUpdate: receiver.onUpdate,
      onSaved: (count) => this.#recordSaved(index, count),
      onLost: (why) => {
        this.closed[why] = (this.closed[why] ?? 0) + 1
      },
    })
    const author = self === -1 ? null : this.#author(index, client, schedule.keystrokesOf[index] ?? 0)
    return { document, client, receiver, author }
  }

  #author(index: number, client: SyncClient, keystrokes: number): Author {
    const script = writeScript(FIRST_CLIENT_ID + index, keystrokes)
    const frames = script.keystrokes.map((update) => client.frame(writeUpdate(update)))
    const sentAt = new Float64Array(keystrokes)
    const author = { client, script, frames, sentAt, sent: 0, savedWrites: 0 }
    this.#byIndex[index] = author
    return author
  }

  #recordLatency(firstIndex: number, author: number, clock: number, length: number): void {
    const now = performance.now()
    const sentAt = this.#byIndex[firstIndex + author]?.sentAt
    for (let i = 0; i < length; i++) {
      const sent = sentAt?.[clock + i - PARAGRAPH_CLOCKS] ?? 0
      if (sent >= this.recordFrom) this.latency.record(now - sent)
    }
  }

  /** The last writes of a line are keystrokes, so what is on disk is counted from the back. */
  #recordSaved(index: number, count: number): void {
    const author = this.#byIndex[index]
    if (author === undefined) return
    const now = performance.now()
    const others = author.client.writesSent - author.sent
    for (let write = Math.max(author.savedWrites, others); write < count; write++) {
      const sent = author.sentAt[write - others] ?? 0
      if (sent >= this.recordFrom) this.saved.record(now - sent)
    }
    author.savedWrites = count
  }

  /** Each author's paragraph appears. After this the writes of an author are keystrokes only. */
  open(): void {
    for (const { client, script } of this.#byIndex) {
      client.sendUpdates(client.frame(writeUpdate(script.opening)), 1)
    }
  }

  /** The author's next keystroke leaves. */
  type(index: number): void {
    const author = this.#byIndex[index]
    const frame = author?.frames[author.sent]
    if (author === undefined || frame === undefined) return
    author.sentAt[author.sent] = performance.now()
    author.sent++
    author.client.sendUpdates(frame, 1)
  }

  /** Clocks that all receivers together should have, and how many of them they lack. */
  tally(): { expected: number; missing: number } {
    let expected = 0
    let missing = 0
    const sent = this.#byIndex.map((author) => PARAGRAPH_CLOCKS + author.sent)
    for (const { document, receiver, author } of this.members) {
      const first = document * this.#job.authors
      for (let i = 0; i < this.#job.authors; i++) {
        if (this.#byIndex[first + i] === author) continue
        expected += sent[first + i] ?? 0
        missing += (sent[first + i] ?? 0) - (receiver.next[i] ?? 0)
      }
      missing += receiver.gaps
    }
    return { expected, missing }
  }
}

type ClockRun = [author: number, clock: number, length: number]
