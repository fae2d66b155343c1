import * as encoding from 'lib0/encoding'
import { ClockRanges } from './clock-ranges.ts'
import type { Deletion, ScannedUpdate, Section } from './update-scan.ts'

/** A section together with the octets that it points into. */
interface Piece {
  readonly bytes: Uint8Array
  readonly section: Section
}

/**
 * Merges updates in one linear pass by copying their structs. For each client the sections must follow each
 * other without a gap in the order given, as they do in a log. Overlaps throw: they are a fault of the caller.
 * Deletions that are in `without` are left out.
 */
export function mergeScanned(
  updates: readonly ScannedUpdate[],
  without: ClockRanges | null = null,
): Uint8Array {
  const clients = new Map<number, Piece[]>()
  const deletions: Deletion[] = []
  for (const { bytes, sections, deletions: deleted } of updates) {
    for (const section of sections) {
      const pieces = clients.get(section.client)
      if (pieces === undefined) clients.set(section.client, [{ bytes, section }])
      else pieces.push({ bytes, section })
    }
    for (const deletion of deleted) {
      if (without === null) deletions.push(deletion)
      else for (const part of without.missing(deletion)) deletions.push(part)
    }
  }
  return writeMerged(clients, ClockRanges.of(deletions))
}

function writeMerged(clients: Map<number, Piece[]>, deletions: ClockRanges): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients.size)
  // yjs reads clients in any order, but its lazy merge functions count on descending ids
  for (const client of [...clients.keys()].sort((a, b) => b - a)) {
    const pieces = clients.get(client) as Piece[]
    let count = 0
    let next = (pieces[0] as Piece).section.clock
    for (const { section } of pieces) {
      if (section.clock !== next) throw new Error(`client ${client}: clock ${section.clock} follows ${next}`)
      next = section.end
      count += section.count
    }
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, (pieces[0] as Piece).section.clock)
    for (const { bytes, section } of pieces) {
      encoding.writeUint8Array(encoder, bytes.subarray(section.from, section.to))
    }
  }
  writeDeletions(encoder, deletions)
  return encoding.toUint8Array(encoder)
}

/** Writes a delete set as yjs `writeDeleteSet` does: clients in descending order. */
export function writeDeletions(encoder: encoding.Encoder, deletions: ClockRanges): void {
  encoding.writeVarUint(encoder, deletions.clients)
  const clients = [...deletions.entries()].sort((a, b) => b[0] - a[0])
  for (const [client, starts, ends] of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, starts.length)
    for (let i = 0; i < starts.length; i++) {
      encoding.writeVarUint(encoder, starts[i] as number)
      encoding.writeVarUint(encoder, (ends[i] as number) - (starts[i] as number))
    }
  }
}

/** An update that holds the given sections of `bytes` and these deletions, nothing else. */
export function writeSections(
  bytes: Uint8Array,
  sections: readonly Section[],
  deletions: readonly Deletion[],
): Uint8Array {
  const ranges = ClockRanges.of(deletions)
  return writeMerged(new Map(sections.map((section) => [section.client, [{ bytes, section }]])), ranges)
}
