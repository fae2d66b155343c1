import * as decoding from 'lib0/decoding'

/*
 * Which keystrokes an update holds, without decoding it into structs: a receiver sees some hundred thousand
 * of them per second. Format: Yjs update V1 (yjs/src/utils/UpdateDecoder.js, structs/Item.js).
 *
 *   update  := clients(varuint) { structs(varuint) client(varuint) clock(varuint) struct* } deleteSet
 *   struct  := info(octet) [origin] [rightOrigin] [parent [parentSub]] content      kind := info & 31
 */

/** Called once for each contiguous run of clocks of one client. */
export type VisitClocks = (client: number, clock: number, length: number) => void

const KIND_GC = 0
const KIND_DELETED = 1
const KIND_JSON = 2
const KIND_BINARY = 3
const KIND_STRING = 4
const KIND_EMBED = 5
const KIND_FORMAT = 6
const KIND_TYPE = 7
const KIND_ANY = 8
const KIND_DOC = 9
const KIND_SKIP = 10

const KIND_MASK = 31
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_PARENT_SUB = 0x20

const TYPE_XML_ELEMENT = 3
const TYPE_XML_HOOK = 5

let bytes: Uint8Array = new Uint8Array(0)
let at = 0
let end = 0

/** Reads the structs in `buffer[from..to)`; the delete set is left unread. @throws Error past `to`. */
export function scanUpdate(buffer: Uint8Array, from: number, to: number, visit: VisitClocks): void {
  bytes = buffer
  at = from
  end = to
  for (let clients = readVarUint(); clients > 0; clients--) {
    const structs = readVarUint()
    const client = readVarUint()
    let start = readVarUint()
    let length = 0
    for (let i = 0; i < structs; i++) {
      const info = readOctet()
      const structLength = readStruct(info)
      if ((info & KIND_MASK) === KIND_SKIP) {
        if (length > 0) visit(client, start, length)
        start += length + structLength
        length = 0
      } else length += structLength
    }
    if (length > 0) visit(client, start, length)
  }
}

/** Steps over one struct and returns how many clocks it takes. */
function readStruct(info: number): number {
  const kind = info & KIND_MASK
  if (kind === KIND_GC || kind === KIND_SKIP) return readVarUint()
  if ((info & HAS_ORIGIN) !== 0) skipId()
  if ((info & HAS_RIGHT_ORIGIN) !== 0) skipId()
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
    if (readVarUint() === 1) skipOctets()
    else skipId()
    if ((info & HAS_PARENT_SUB) !== 0) skipOctets()
  }
  return readContent(kind)
}

function readContent(kind: number): number {
  switch (kind) {
    case KIND_STRING:
      return readStringLength()
    case KIND_DELETED:
      return readVarUint()
    case KIND_BINARY:
    case KIND_EMBED:
      skipOctets()
      return 1
    case KIND_FORMAT:
      skipOctets()
      skipOctets()
      return 1
    case KIND_TYPE: {
      const type = readVarUint()
      if (type === TYPE_XML_ELEMENT || type === TYPE_XML_HOOK) skipOctets()
      return 1
    }
    case KIND_JSON: {
      const length = readVarUint()
      for (let i = 0; i < length; i++) skipOctets()
      return length
    }
    case KIND_ANY: {
      const length = readVarUint()
      for (let i = 0; i < length; i++) skipAny()
      return length
    }
    case KIND_DOC:
      skipOctets()
      skipAny()
      return 1
    default:
      throw new Error(`unknown content ${kind} in an update`)
  }
}

function readOctet(): number {
  if (at >= end) throw new Error('update ends early')
  return bytes[at++] ?? 0
}

function readVarUint(): number {
  let value = 0
  let factor = 1
  for (;;) {
    const octet = readOctet()
    value += (octet & 0x7f) * factor
    if (octet < 0x80) return value
    factor *= 128
  }
}

function skipId(): void {
  readVarUint()
  readVarUint()
}

function skipOctets(): void {
  const length = readVarUint()
  at += length
}

/** Steps over a UTF-8 string and returns its length in UTF-16 code units, which is what Yjs counts. */
function readStringLength(): number {
  const octets = readVarUint()
  const stop = at + octets
  if (stop > end) throw new Error('update ends early')
  let units = 0
  for (; at < stop; at++) {
    const octet = bytes[at] ?? 0
    if ((octet & 0xc0) !== 0x80) units += octet >= 0xf0 ? 2 : 1
  }
  return units
}

/** Rare (attributes of an element), so the library may do it. */
function skipAny(): void {
  const decoder = decoding.createDecoder(bytes)
  decoder.pos = at
  decoding.readAny(decoder)
  at = decoder.pos
}
