import { Author } from './author.ts'
import type { Access, Endpoint, TypingJob } from './job.ts'
import { FIRST_CLIENT_ID, type Schedule } from './keystrokes.ts'
import { LatencyRecorder } from './latency-recorder.ts'
import { CaretMoves, PresenceView, writeCaret } from './presence.ts'
import { Receiver } from './receiver.ts'
import { SyncClient } from './sync-client.ts'

/** Receivers whose latencies are taken: enough for a p99, few enough not to burden the generator. */
const SAMPLED_RECEIVERS = 64
/** Of these, how many look at carets. */
const SAMPLED_VIEWS = 8
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
  readonly lags: boolean
  /** Null for those whose view is not looked at. */
  readonly view: PresenceView | null
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
  readonly presenceLatency = new LatencyRecorder()
  readonly saved = new LatencyRecorder()
  readonly closed: Record<string, number> = {}
  /** Only what leaves from here on counts for the latencies. */
  recordFrom = Number.POSITIVE_INFINITY
  readonly #authors: Author[] = []
  readonly #endpoint: Endpoint
  readonly #job: TypingJob
  readonly #access: Access
  readonly #perDocument: number
  readonly #moves: CaretMoves

  constructor(endpoint: Endpoint, job: TypingJob, access: Access) {
    this.#endpoint = endpoint
    this.#job = job
    this.#access = access
    this.#perDocument = job.authors + job.watchers
    this.#moves = new CaretMoves(this.#perDocument * job.documents)
  }

  /** Connects everybody; resolves when all are synced. */
  async gather(schedule: Schedule): Promise<void> {
    const { documents, laggards, presencePerSecond } = this.#job
    const total = this.#perDocument * documents
    const sampled = spread(total - (laggards?.count ?? 0), SAMPLED_RECEIVERS)
    const views = spread(total, presencePerSecond > 0 ? SAMPLED_VIEWS : 0)
    const comparedDocuments = spread(documents, COMPARED_DOCUMENTS)
    const replicas = spread(this.#perDocument, COMPARED_REPLICAS)
    for (let i = 0; i < total; i++) {
      const place = i % this.#perDocument
      const document = Math.floor(i / this.#perDocument)
      const watch = {
        keep: comparedDocuments.has(document) && replicas.has(place),
        sampled: sampled.has(i),
        view: views.has(i),
      }
      this.members.push(this.#member(document, place, schedule, watch))
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
    { keystrokesOf }: Schedule,
    { keep, sampled, view: hasView }: { keep: boolean; sampled: boolean; view: boolean },
  ): Member {
    const { authors, charactersPerKey, laggards } = this.#job
    const name = this.#access.documents[document]
    if (name === undefined) throw new Error(`document ${document} was not made`)
    const firstIndex = document * authors
    const self = place < authors ? place : -1
    const lags = place >= this.#perDocument - (laggards?.count ?? 0)
    const onNew = (author: number, clock: number, length: number): void => {
      this.#authors[firstIndex + author]?.received(clock, length, this.recordFrom, this.latency)
    }
    const receiver = new Receiver({
      firstClient: FIRST_CLIENT_ID + firstIndex,
      clients: authors,
      self,
      keep,
      ...(sampled ? { onNew } : {}),
    })
    const view = hasView ? this.#view(this.#person(document, place)) : null
    const index = firstIndex + self
    const client = new SyncClient({
      endpoint: this.#endpoint,
      document: name,
      cookie: this.#access.cookie,
      sips: lags,
      onUpdate: receiver.onUpdate,
      ...(view === null ? {} : { onAwareness: view.onAwareness }),
      onSaved: (count) => this.#authors[index]?.saved(count, this.recordFrom, this.saved),
      onLost: (why) => {
        this.closed[why] = (this.closed[why] ?? 0) + 1
      },
    })
    const author = self === -1 ? null : new Author(index, client, keystrokesOf[index] ?? 0, charactersPerKey)
    if (author !== null) this.#authors[index] = author
    return { document, client, receiver, author, lags, view }
  }

  /** The number of a person in presence: their Yjs client id is that many after the first. Authors come first. */
  #person(document: number, place: number): number {
    const { documents, authors, watchers } = this.#job
    return place < authors
      ? document * authors + place
      : documents * authors + document * watchers + place - authors
  }

  #view(self: number): PresenceView {
    return new PresenceView({
      firstClient: FIRST_CLIENT_ID,
      people: this.#perDocument * this.#job.documents,
      self,
      moves: this.#moves,
      latency: this.presenceLatency,
      recordFrom: () => this.recordFrom,
    })
  }

  /** Each author's paragraph appears. */
  open(): void {
    for (const author of this.#authors) author.open()
  }

  /** The author's next keystroke leaves. */
  type(author: number): void {
    this.#authors[author]?.type()
  }

  /** A member's caret moves: into the text of an author of the same document. */
  moveCaret(index: number): void {
    const member = this.members[index]
    if (member === undefined) return
    const person = this.#person(member.document, index % this.#perDocument)
    const clock = this.#moves.move(person)
    const author = member.document * this.#job.authors + (clock % this.#job.authors)
    const character = (this.#authors[author]?.nextClock ?? 1) - 1
    member.client.sendOther(writeCaret(FIRST_CLIENT_ID + person, clock, FIRST_CLIENT_ID + author, character))
  }

  /** From here on the laggards take no more than they are said to; with null they catch up. */
  slowDown(bytesPerSecond: number | null): void {
    for (const { client, lags } of this.members) if (lags) client.readAtMost(bytesPerSecond)
  }

  /** Keystrokes received by all together. */
  get received(): number {
    const clocks = this.members.reduce((sum, { receiver }) => sum + receiver.received, 0)
    return clocks / this.#job.charactersPerKey
  }

  /** Keystrokes that all receivers together should have, and how many of them they lack. */
  tally(): { expected: number; missing: number } {
    const { authors, charactersPerKey } = this.#job
    let expected = 0
    let missing = 0
    const sent = this.#authors.map((author) => author.nextClock)
    for (const { document, receiver, author } of this.members) {
      const first = document * authors
      for (let i = 0; i < authors; i++) {
        if (this.#authors[first + i] === author) continue
        expected += sent[first + i] ?? 0
        missing += (sent[first + i] ?? 0) - (receiver.next[i] ?? 0)
      }
      missing += receiver.gaps
    }
    return { expected: expected / charactersPerKey, missing: Math.ceil(missing / charactersPerKey) }
  }

  /** Carets that the sampled clients should see, and of how many they do not see the latest. */
  tallyPresence(): { expected: number; stale: number } {
    let expected = 0
    let stale = 0
    for (const { document, view } of this.members) {
      if (view === null) continue
      const others = Array.from({ length: this.#perDocument }, (_, place) => this.#person(document, place))
      const seen = view.tally(others)
      expected += seen.expected
      stale += seen.stale
    }
    return { expected, stale }
  }
}
