import { Buffer } from 'node:buffer'
import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { DocumentId } from '../lib/ids.ts'
import { writeStep1 } from '../lib/wire.ts'
import type { Committed, Committer } from './committer.ts'
import type { Connection } from './connection.ts'
import { DocumentSize } from './document-size.ts'
import { encodeStateVector } from './document-state.ts'
import { fanOut, type InFlight, mergeInFlight } from './fan-out.ts'
import type { LogTail } from './log-tail.ts'
import { type Look, type RoomLooks, UNSEEN } from './room-looks.ts'
import type { ScannedUpdate } from './update-scan.ts'
import { decideWrite, type WriteLimits } from './write-decision.ts'

/** Octets of a refused write that the server's own log shows. */
const SAMPLE_BYTES = 64

/** An update or step 2 on its way to a decision. `data` is the message that `bytes` is a window on. */
export interface IncomingWrite {
  readonly kind: 'update' | 'step2'
  readonly data: Uint8Array
  readonly bytes: Uint8Array
}

export interface WritesContext {
  readonly document: DocumentId
  readonly tail: LogTail
  readonly limits: WriteLimits
  readonly committer: Committer
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
  /** Whom the committer tells what became of the records. */
  readonly room: Committed
  readonly looks: RoomLooks
  /** The user who is present under a Yjs client id; null when nobody is. */
  readonly presentAs: (client: number) => string | null
  /** Lets a worker look before the write is decided about; what the connection sends meanwhile waits in order. */
  readonly defer: (connection: Connection, write: IncomingWrite, look: Promise<Look>) => void
}

/** The way of writes through a room: decided about, numbered, handed to the disk, and told once they are there. */
export class RoomWrites {
  readonly size: DocumentSize
  readonly #context: WritesContext
  /** Connections with acknowledgements to come. */
  readonly #owed = new Set<Connection>()
  #inFlight: InFlight[] = []
  #committed: number

  constructor(context: WritesContext) {
    const { tail } = context
    this.#context = context
    this.#committed = tail.lastSeq
    this.size = new DocumentSize(tail.snapshotBytes, tail.recordBytes)
  }

  /** The last record that is on disk. */
  get committed(): number {
    return this.#committed
  }

  leave(connection: Connection): void {
    this.#owed.delete(connection)
  }

  take(connection: Connection, write: IncomingWrite, look: Look = UNSEEN): void {
    const { tail, limits, committer, looks, presentAs, defer } = this.#context
    const { role, gaps, principal, brought } = connection
    const decision = decideWrite(
      {
        kind: write.kind,
        bytes: write.bytes,
        role,
        author: { userId: principal.userId, brought: brought[write.kind], presentAs },
        gaps,
        state: tail.state,
        size: this.size.octets,
        measured: look.measured,
        trial: look.trial,
        diskFull: committer.full,
      },
      limits,
    )
    switch (decision.kind) {
      case 'ack':
        if (write.kind === 'step2') connection.closeGap()
        this.#oweAck(connection, tail.lastSeq)
        return
      case 'append':
        if (write.kind === 'step2') connection.closeGap()
        this.#append(connection, decision.update, decision.claims)
        brought[write.kind] += decision.claims.length
        return
      case 'measure':
        defer(connection, write, looks.measure())
        return
      case 'try':
        defer(connection, write, looks.try(decision.update.bytes.slice()))
        return
      case 'ask':
        connection.openGap()
        connection.send(writeStep1(encodeStateVector(tail.state.clocks)))
        return
      case 'wait':
        connection.openGap()
        return
      case 'refuse':
        this.#refuse(connection, write.bytes, decision.close, decision.why)
        return
    }
  }

  /** Tells the connections what is now on disk, and the authors that it is. */
  onCommitted(connections: ReadonlySet<Connection>, upTo: number): void {
    const from = this.#committed
    this.#committed = upTo
    const fresh = this.#inFlight.filter(({ record }) => record.seq <= upTo)
    this.#inFlight = this.#inFlight.slice(fresh.length)
    const merged = mergeInFlight(fresh)
    fanOut(connections, fresh, merged, from, upTo)
    this.#context.tail.settle(from, upTo, merged)
    for (const connection of this.#owed) {
      if (!connection.payAcks(upTo)) this.#owed.delete(connection)
    }
  }

  #append(connection: Connection, update: ScannedUpdate, claims: readonly number[]): void {
    const { document, tail, committer, room, wallClock } = this.#context
    const { userId } = connection.principal
    // the message's buffer is used again; the log keeps its own octets
    const bytes = update.bytes.slice()
    const record = tail.append({ ...update, bytes })
    this.size.add(bytes.length)
    tail.state.owners.claim(claims, userId)
    this.#inFlight.push({ record, from: connection })
    this.#oweAck(connection, record.seq)
    // it was let in a moment ago, when access had not ended
    const time = Math.min(wallClock(), connection.accessEndsAt)
    committer.submit(room, { document, seq: record.seq, author: userId, time, bytes, claims })
  }

  #oweAck(connection: Connection, seq: number): void {
    connection.oweAck(seq)
    // what it stands on is mostly not on disk yet: then there is nothing to look for
    if (seq > this.#committed) this.#owed.add(connection)
    else connection.payAcks(this.#committed)
  }

  #refuse(connection: Connection, bytes: Uint8Array, close: Close, why: string): void {
    const { document, logger } = this.#context
    const sample = Buffer.from(bytes.subarray(0, SAMPLE_BYTES)).toString('hex')
    logger.warn(
      { document, connection: connection.id, user: connection.principal.userId, why, sample },
      'write refused',
    )
    connection.control({ type: 'rejected', count: connection.received, why: close.word })
    connection.close(close)
  }
}
