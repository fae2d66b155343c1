import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { ClientOwners } from './client-owners.ts'
import { ClockRanges } from './clock-ranges.ts'
import { Nesting } from './nesting.ts'
import { PLACES, type Standing } from './standing.ts'
import type { ScannedUpdate } from './update-scan.ts'

/** All that the server's hot path knows of a document. Of its content nothing. */
export class DocumentState implements Standing {
  /** Client id to its next clock. */
  readonly clocks = new Map<number, number>()
  readonly deletions = new ClockRanges()
  readonly blocks = new ClockRanges()
  readonly entries = new ClockRanges()
  readonly elements = new ClockRanges()
  readonly children = new ClockRanges()
  readonly nesting = new Nesting(this.blocks)
  readonly owners: ClientOwners

  constructor(owners: ReadonlyMap<number, string> = new Map()) {
    this.owners = new ClientOwners(owners)
  }

  clock(client: number): number {
    return this.clocks.get(client) ?? 0
  }

  /** Takes in an update that the guard has admitted, or one of the log. */
  add(update: ScannedUpdate): void {
    const { sections, deletions } = update
    for (const { client, end } of sections) {
      if (end > this.clock(client)) this.clocks.set(client, end)
    }
    this.deletions.addAll(deletions)
    for (const place of PLACES) this[place].addAll(update[place])
    this.nesting.add(update)
  }
}

/** A state vector as yjs writes it: count, then client and clock each. */
export function encodeStateVector(clocks: ReadonlyMap<number, number>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clocks.size)
  for (const [client, clock] of [...clocks].sort((a, b) => b[0] - a[0])) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}

/** Reads a peer's state vector; null when it does not decode, or declares more than it holds. */
export function decodeStateVector(bytes: Uint8Array): Map<number, number> | null {
  const decoder = decoding.createDecoder(bytes)
  try {
    const count = decoding.readVarUint(decoder)
    if (count > (bytes.length - decoder.pos) / 2) return null
    const clocks = new Map<number, number>()
    for (let i = 0; i < count; i++) {
      clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
    }
    return decoding.hasContent(decoder) ? null : clocks
  } catch {
    return null
  }
}
