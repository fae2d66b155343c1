import { DurationHistogram } from './duration-histogram.ts'
import { SocketOctets } from './socket-octets.ts'

export type Endpoint = 'sync' | 'live'

/** What is counted by what it was: `1008 role`, `403 origin`. */
export type Tally = Map<string, number>

/** One commit of the log, as the committer saw it. Times in milliseconds. */
export interface CommitMeasure {
  readonly records: number
  readonly bytes: number
  readonly diskMs: number
  readonly failed: boolean
}

/** What the server has done since it started. Plain numbers, counted where it happens; read at any time. */
export class Measures {
  readonly octets = new SocketOctets()
  records = 0
  recordBytes = 0
  commits = 0
  failedCommits = 0
  /** Until a commit was on the disk. */
  readonly commitMs = new DurationHistogram()
  /** From the taking of a write until it was on the disk and told. */
  readonly ackMs = new DurationHistogram()
  readonly handshakes: Readonly<Record<Endpoint, Tally>> = { sync: new Map(), live: new Map() }
  readonly closes: Readonly<Record<Endpoint, Tally>> = { sync: new Map(), live: new Map() }

  committed({ records, bytes, diskMs, failed }: CommitMeasure): void {
    this.commitMs.record(diskMs)
    if (failed) {
      this.failedCommits++
      return
    }
    this.commits++
    this.records += records
    this.recordBytes += bytes
  }

  /** A handshake was answered: 101, or refused with a status and its word. */
  handshake(endpoint: Endpoint, status: number, word = ''): void {
    count(this.handshakes[endpoint], `${status} ${word}`.trim())
  }

  /** A connection has ended with this code, and our word for it when we ended it. */
  closed(endpoint: Endpoint, code: number, word: string | null): void {
    count(this.closes[endpoint], word === null ? String(code) : `${code} ${word}`)
  }
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}
