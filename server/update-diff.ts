import * as encoding from 'lib0/encoding'
import { ClockRanges } from './clock-ranges.ts'
import { writeTextFrom } from './text-split.ts'
import { writeDeletions } from './update-merge.ts'
import { type ScannedStruct, type Section, scanStructs } from './update-scan.ts'

/**
 * What of an update somebody lacks who has these clocks; all deletions. Texts are cut where the known part ends, but
 * never between two UTF-16 units of one character; what else is known in part stays whole, and Yjs passes over it.
 */
export function diffUpdate(bytes: Uint8Array, clocks: ReadonlyMap<number, number>): Uint8Array {
  const { sections, structs, deletions } = scanStructs(bytes)
  const encoder = encoding.createEncoder()
  const lacking = [...sections.entries()].filter(([, { client, end }]) => (clocks.get(client) ?? 0) < end)
  encoding.writeVarUint(encoder, lacking.length)
  for (const [i, section] of lacking) {
    writeRest(encoder, bytes, section, structs[i] ?? [], clocks.get(section.client) ?? 0)
  }
  writeDeletions(encoder, ClockRanges.of(deletions))
  return encoding.toUint8Array(encoder)
}

function writeRest(
  encoder: encoding.Encoder,
  bytes: Uint8Array,
  { client, to }: Section,
  structs: readonly ScannedStruct[],
  known: number,
): void {
  const first = structs.findIndex(({ end }) => end > known)
  const struct = structs[first] as ScannedStruct
  const body = encoding.createEncoder()
  let { clock } = struct
  if (struct.text !== null && struct.clock < known) clock = writeTextFrom(body, bytes, client, struct, known)
  const from = clock === struct.clock ? struct.from : struct.to
  encoding.writeUint8Array(body, bytes.subarray(from, to))
  for (const number of [structs.length - first, client, clock]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8Array(encoder, encoding.toUint8Array(body))
}
