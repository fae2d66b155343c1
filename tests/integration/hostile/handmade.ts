import * as encoding from 'lib0/encoding'

/** Updates written by hand, right or wrong; the grammar is in `server/update-scan.ts`. */

export type Id = readonly [client: number, clock: number]

/** Where a struct says that it stands. */
export interface Place {
  readonly root?: string
  readonly parent?: Id
  readonly key?: string
  readonly left?: Id
  readonly right?: Id
}

type Write = (encoder: encoding.Encoder) => void
/** What a struct shows: the number of its kind, and the octets behind it. */
export type Content = readonly [kind: number, write: Write]

const KEY = 0b0010_0000
const RIGHT = 0b0100_0000
const LEFT = 0b1000_0000

export const octetsOf = (write: Write): Uint8Array => encoding.encode(write)
/** An integer of lib0: seven bits per octet. */
export const varUint = (value: number): Uint8Array =>
  octetsOf((encoder) => encoding.writeVarUint(encoder, value))
export const raw =
  (...octets: readonly number[]): Write =>
  (encoder) =>
    encoding.writeUint8Array(encoder, Uint8Array.from(octets))
const numbers =
  (...values: readonly number[]): Write =>
  (encoder) => {
    for (const value of values) encoding.writeVarUint(encoder, value)
  }
const strings =
  (...values: readonly string[]): Write =>
  (encoder) => {
    for (const value of values) encoding.writeVarString(encoder, value)
  }

export const text = (value: string): Content => [4, strings(value)]
export const embed = (json: string): Content => [5, strings(json)]
export const format = (name: string, json: string): Content => [6, strings(name, json)]
export const deleted = (length: number): Content => [1, numbers(length)]
export const xmlText: Content = [7, numbers(6)]
export const map: Content = [7, numbers(1)]
export const anyOctets = (...octets: readonly number[]): Content => [8, raw(...octets)]
export const any = (value: encoding.AnyEncodable): Content => [
  8,
  (encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeAny(encoder, value)
  },
]
const named =
  (type: number) =>
  (name: string): Content => [
    7,
    (encoder) => {
      encoding.writeVarUint(encoder, type)
      encoding.writeVarString(encoder, name)
    },
  ]
export const element = named(3)
export const hook = named(5)
export const subdocument = (guid: string, options: encoding.AnyEncodable): Content => [
  9,
  (encoder) => {
    encoding.writeVarString(encoder, guid)
    encoding.writeAny(encoder, options)
  },
]

/** A struct that shows something. */
export const item =
  (place: Place, [kind, write]: Content): Write =>
  (encoder) => {
    const { root, parent, key, left, right } = place
    const info = kind | (key === undefined ? 0 : KEY) | (right ? RIGHT : 0) | (left ? LEFT : 0)
    encoding.writeUint8(encoder, info)
    for (const id of [left, right]) if (id !== undefined) numbers(...id)(encoder)
    if (left === undefined && right === undefined) {
      if (parent === undefined) {
        encoding.writeVarUint(encoder, 1)
        encoding.writeVarString(encoder, root ?? 'default')
      } else numbers(0, ...parent)(encoder)
      if (key !== undefined) encoding.writeVarString(encoder, key)
    }
    write(encoder)
  }

/** A struct that only says how much there was. */
export const gone =
  (length: number): Write =>
  (encoder) => {
    encoding.writeUint8(encoder, 0)
    encoding.writeVarUint(encoder, length)
  }

export interface HandmadeSection {
  readonly client: number
  readonly clock: number
  readonly structs: readonly Write[]
}

/** An update of these sections and deletions. */
export const update = (
  sections: readonly HandmadeSection[],
  deletions: readonly (readonly [client: number, clock: number, length: number])[] = [],
): Uint8Array =>
  octetsOf((encoder) => {
    encoding.writeVarUint(encoder, sections.length)
    for (const { client, clock, structs } of sections) {
      numbers(structs.length, client, clock)(encoder)
      for (const write of structs) write(encoder)
    }
    encoding.writeVarUint(encoder, deletions.length)
    for (const [client, clock, length] of deletions) numbers(client, 1, clock, length)(encoder)
  })

/** Deletions alone. */
export const deletions = (...ranges: readonly (readonly [number, number, number])[]): Uint8Array =>
  update([], ranges)

/** `depth` elements, each in the one before, from clock `clock` on; the first stands in `outer`. */
export function nested(depth: number, client: number, clock = 0, outer: Place = {}): Uint8Array {
  const structs = Array.from({ length: depth }, (_, i) =>
    item(i === 0 ? outer : { parent: [client, clock + i - 1] }, element('p')),
  )
  return update([{ client, clock, structs }])
}
