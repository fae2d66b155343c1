import * as encoding from 'lib0/encoding'
import { ClockRanges } from './clock-ranges.ts'
import { isLongText, splitTexts } from './text-split.ts'
import { writeDeletions, writeSections } from './update-merge.ts'
import { type Deletion, type ScannedStruct, type Section, scanStructs } from './update-scan.ts'

/** Octets of one update: more is sent as several, so that a slow line shows signs of life. */
export const CHUNK_BYTES = 256 * 1024
/** Octets that a range of deletions takes at most, with its client. */
const DELETION_BYTES = 24

/** The structs of one client, and how many of them were put into pieces. */
interface Lane {
  readonly section: Section
  readonly structs: readonly ScannedStruct[]
  next: number
}

/**
 * Cuts an update into several of about `most` octets. Applied in their order each finds all that it refers to in
 * those before: nobody has to park any of it. Long texts are split; any other struct that is longer than `most` stays
 * whole. The deletions come last.
 */
export function cutUpdate(bytes: Uint8Array, most: number): Uint8Array[] {
  const whole = scanStructs(bytes)
  const long = whole.structs.some((lane) => lane.some((struct) => isLongText(struct, most)))
  return cut(long ? scanStructs(splitTexts(whole, most)) : whole, most)
}

function cut(
  { bytes, sections, structs, deletions }: ReturnType<typeof scanStructs>,
  most: number,
): Uint8Array[] {
  const lanes = sections.map((section, i): Lane => ({ section, structs: structs[i] ?? [], next: 0 }))
  const pieces: Uint8Array[] = []
  let piece = new Piece(lanes)
  for (const lane of inOrder(lanes)) {
    const { from, to } = lane.structs[lane.next] as ScannedStruct
    if (piece.octets > 0 && piece.octets + to - from > most) {
      pieces.push(piece.write(bytes))
      piece = new Piece(lanes)
    }
    piece.octets += to - from
    lane.next++
  }
  if (piece.octets > 0) pieces.push(piece.write(bytes))
  for (const some of inRuns(deletions, Math.max(1, Math.floor(most / DELETION_BYTES)))) {
    pieces.push(deletionsOnly(some))
  }
  return pieces
}

/** What lies between the places of the lanes when it is made and when it is written. */
class Piece {
  octets = 0
  readonly #lanes: readonly Lane[]
  readonly #starts: readonly number[]

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes
    this.#starts = lanes.map(({ next }) => next)
  }

  write(bytes: Uint8Array): Uint8Array {
    const sections = this.#lanes.flatMap(({ section, structs, next }, i): Section[] => {
      const start = this.#starts[i] as number
      const [first, last] = [structs[start], structs[next - 1]]
      if (next === start || first === undefined || last === undefined) return []
      const { client } = section
      return [
        { client, clock: first.clock, end: last.end, count: next - start, from: first.from, to: last.to },
      ]
    })
    return writeSections(bytes, sections, [])
  }
}

/**
 * Names the lane whose next struct is to go in next, until all are through; the caller moves that lane on. A struct
 * comes after all that it refers to. Structs that wait for each other in a circle, which no log holds, come as they
 * stand.
 */
function* inOrder(lanes: readonly Lane[]): Generator<Lane> {
  const byClient = new Map(lanes.map((lane) => [lane.section.client, lane]))
  for (const start of lanes) {
    const stack = [start]
    const waiting = new Set(stack)
    for (let lane = stack.at(-1); lane !== undefined; lane = stack.at(-1)) {
      const struct = lane.structs[lane.next]
      const blocker = struct === undefined ? null : blockerOf(struct, byClient)
      if (struct === undefined || (blocker === null && stack.length > 1 && isPast(lane, stack))) {
        stack.pop()
        waiting.delete(lane)
      } else if (blocker === null || waiting.has(blocker)) yield lane
      else {
        stack.push(blocker)
        waiting.add(blocker)
      }
    }
  }
}

/** Whether `lane`, which the one below it in the stack waits for, has come far enough for that one. */
function isPast(lane: Lane, stack: readonly Lane[]): boolean {
  const waiter = stack[stack.length - 2] as Lane
  const wanted = waiter.structs[waiter.next] as ScannedStruct
  return wanted.refs.every(({ client, clock }) => client !== lane.section.client || isIn(lane, clock))
}

function blockerOf({ refs }: ScannedStruct, byClient: ReadonlyMap<number, Lane>): Lane | null {
  for (const { client, clock } of refs) {
    const lane = byClient.get(client)
    if (lane !== undefined && clock < lane.section.end && !isIn(lane, clock)) return lane
  }
  return null
}

const isIn = ({ structs, next }: Lane, clock: number): boolean => {
  const upcoming = structs[next]
  return upcoming === undefined || clock < upcoming.clock
}

function* inRuns<T>(items: readonly T[], most: number): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += most) yield items.slice(i, i + most)
}

function deletionsOnly(deletions: readonly Deletion[]): Uint8Array {
  const ranges = ClockRanges.of(deletions)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  writeDeletions(encoder, ranges)
  return encoding.toUint8Array(encoder)
}
