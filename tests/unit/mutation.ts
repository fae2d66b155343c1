import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { type Deletion, type Section, scanUpdate } from '../../server/update-scan.ts'

type Random = () => number
const below = (random: Random, limit: number): number => Math.floor(random() * limit)
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)] as T

/** Numbers at which something changes: octet and varint sizes, signs, the largest there are. */
const NUMBERS = [0, 1, 2, 63, 64, 127, 128, 255, 16_383, 16_384, 2 ** 31, 2 ** 32, 1e9, 2 ** 53 - 1]
/** First octets of structs: all contents, with every combination of origin, right origin and key. */
const INFOS = Array.from({ length: 12 }, (_, ref) =>
  [0, 0x20, 0x40, 0x80, 0xc0].map((bits) => ref | bits),
).flat()

type Mutator = (random: Random, update: Uint8Array, others: readonly Uint8Array[]) => Uint8Array

/** A valid update made wrong in one to three places. `others` are updates of the same document. */
export function mutate(random: Random, update: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let mutant = update
  for (let changes = 1 + below(random, 3); changes > 0; changes--) {
    mutant = pick(random, MUTATORS)(random, mutant, others)
  }
  return mutant
}

const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

/** Two cuts, in order. */
function run(random: Random, { length }: Uint8Array): [from: number, to: number] {
  const [a, b] = [below(random, length + 1), below(random, length + 1)]
  return [Math.min(a, b), Math.max(a, b)]
}

function replaceOctet(random: Random, update: Uint8Array, octet: (old: number) => number): Uint8Array {
  const mutant = Uint8Array.from(update)
  const at = below(random, mutant.length)
  if (at < mutant.length) mutant[at] = octet(mutant[at] as number)
  return mutant
}

const octetsOf = (value: number): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, value))

const OCTET_MUTATORS: readonly Mutator[] = [
  // bit flip
  (random, update) => replaceOctet(random, update, (old) => old ^ (1 << below(random, 8))),
  // another octet
  (random, update) => replaceOctet(random, update, () => below(random, 256)),
  // a step up or down
  (random, update) => replaceOctet(random, update, (old) => (old + (random() < 0.5 ? 1 : 255)) & 255),
  // another struct
  (random, update) => replaceOctet(random, update, () => pick(random, INFOS)),
  // another integer
  (random, update) => {
    const at = below(random, update.length)
    let end = at
    while (end < update.length && (update[end] as number) >= 128) end++
    return join(update.subarray(0, at), octetsOf(pick(random, NUMBERS)), update.subarray(end + 1))
  },
  // more octets
  (random, update) => {
    const at = below(random, update.length + 1)
    const more = Array.from({ length: 1 + below(random, 4) }, () => below(random, 256))
    return join(update.subarray(0, at), more, update.subarray(at))
  },
  // fewer octets
  (random, update) => {
    const at = below(random, update.length)
    return join(update.subarray(0, at), update.subarray(at + 1 + below(random, 4)))
  },
  // cut
  (random, update) => update.slice(0, below(random, update.length)),
  // a run twice
  (random, update) => {
    const [from, to] = run(random, update)
    return join(update.subarray(0, to), update.subarray(from))
  },
  // two runs in each other's place
  (random, update) => {
    const [from, to] = run(random, update)
    const middle = from + below(random, to - from + 1)
    return join(
      update.subarray(0, from),
      update.subarray(middle, to),
      update.subarray(from, middle),
      update.subarray(to),
    )
  },
  // the beginning of one and the end of another
  (random, update, others) => {
    const other = pick(random, others)
    return join(update.subarray(0, below(random, update.length)), other.subarray(below(random, other.length)))
  },
]

/** An update in parts that can be put together anew. */
interface Parts {
  readonly sections: (Pick<Section, 'client' | 'clock' | 'count'> & { readonly structs: Uint8Array })[]
  readonly deletions: Deletion[]
}

function partsOf(update: Uint8Array): Parts | null {
  const scanned = scanUpdate(update)
  if (scanned.kind === 'malformed') return null
  const sections = scanned.sections.map(({ client, clock, count, from, to }) => ({
    client,
    clock,
    count,
    structs: update.subarray(from, to),
  }))
  return { sections, deletions: [...scanned.deletions] }
}

const assemble = ({ sections, deletions }: Parts): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length)
    for (const { client, clock, count, structs } of sections) {
      for (const value of [count, client, clock]) encoding.writeVarUint(encoder, value)
      encoding.writeUint8Array(encoder, structs)
    }
    encoding.writeVarUint(encoder, deletions.length)
    for (const { client, clock, length } of deletions) {
      for (const value of [client, 1, clock, length]) encoding.writeVarUint(encoder, value)
    }
  })

/** A mutator that takes an update apart; what cannot be taken apart any more stays as it is. */
const ofParts =
  (change: (random: Random, parts: Parts, other: Parts) => Parts): Mutator =>
  (random, update, others) => {
    const [parts, other] = [partsOf(update), partsOf(pick(random, others))]
    return parts === null || other === null ? update : assemble(change(random, parts, other))
  }

const PART_MUTATORS: readonly Mutator[] = [
  // sections of both, in any order
  ofParts((random, { sections, deletions }, other) => ({
    sections: [...sections, ...other.sections].sort(() => random() - 0.5),
    deletions,
  })),
  // a section twice
  ofParts((random, { sections, deletions }) => ({
    sections: sections.length === 0 ? sections : [...sections, pick(random, sections)],
    deletions,
  })),
  // a section without structs
  ofParts((random, { sections, deletions }) => ({
    sections: sections.flatMap((section) =>
      random() < 0.5 ? [section, { ...section, count: 0, structs: new Uint8Array() }] : [section],
    ),
    deletions,
  })),
  // a section of another client
  ofParts((random, { sections, deletions }, other) => ({
    sections: sections.map((section) => ({
      ...section,
      client: pick(random, [...sections, ...other.sections, { client: 7 }]).client,
    })),
    deletions,
  })),
  // a section at another clock
  ofParts((random, { sections, deletions }) => ({
    sections: sections.map((section) => ({
      ...section,
      clock: Math.max(0, section.clock + pick(random, [-5, -1, 1, 1e9])),
    })),
    deletions,
  })),
  // deletions of both, some twice
  ofParts((random, { sections, deletions }, other) => ({
    sections,
    deletions: [...deletions, ...other.deletions, ...deletions].filter(() => random() < 0.8),
  })),
  // deletions of what was just written, and around it
  ofParts((random, { sections, deletions }) => ({
    sections,
    deletions: [
      ...deletions,
      ...sections.map(({ client, clock }) => ({
        client,
        clock: Math.max(0, clock - below(random, 3)),
        length: 1 + below(random, 4),
      })),
    ],
  })),
  // deletions longer or shorter
  ofParts((random, { sections, deletions }) => ({
    sections,
    deletions: deletions.map((deletion) => ({
      ...deletion,
      length: Math.max(0, deletion.length + pick(random, [-1, 1, 2, 1e9])),
    })),
  })),
]

/** Ids of structs in these updates, and next to them. */
function someId(random: Random, updates: readonly Uint8Array[]): Y.ID | null {
  const parts = partsOf(pick(random, updates))
  if (parts === null || parts.sections.length === 0) return null
  const { client, clock, count } = pick(random, parts.sections)
  return Y.createID(client, clock + below(random, count))
}

/** A struct that refers to something else than it did. */
const referElsewhere: Mutator = (random, update, others) => {
  const parts = partsOf(update)
  const section = parts?.sections[0]
  if (parts === null || section === undefined) return update
  const { structs } = Y.decodeUpdate(update)
  const own = structs.filter(({ id }) => id.client === section.client)
  const item = pick(random, own)
  if (!(item instanceof Y.Item)) return update
  const to = random() < 0.2 ? null : someId(random, others)
  const what = below(random, 3)
  if (what === 0) item.origin = to
  else if (what === 1) item.rightOrigin = to
  else item.parent = to
  if (item.origin === null && item.rightOrigin === null) item.parent ??= 'default' as unknown as Y.ID
  const encoder = new Y.UpdateEncoderV1()
  for (const struct of own) struct.write(encoder, 0)
  const sections = [{ ...section, structs: encoder.toUint8Array() }, ...parts.sections.slice(1)]
  return assemble({ ...parts, sections })
}

const MUTATORS: readonly Mutator[] = [
  ...OCTET_MUTATORS,
  ...PART_MUTATORS,
  referElsewhere,
  referElsewhere,
  referElsewhere,
]
