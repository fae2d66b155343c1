import { Buffer } from 'node:buffer'

/** Thrown by {@link UpdateReader} for octets that are no Yjs V1 update. Never leaves `scanUpdate`. */
export class Undecodable extends Error {}

const MAX_VALUE_DEPTH = 64
const fatalUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Walks the octets of a Yjs V1 update without building anything from them. Every declared length is checked
 * against the octets that are left, so nothing is ever allocated for a number that a peer made up.
 * Formats: lib0 `encoding.js`, yjs `UpdateDecoder.js` (V1).
 */
export class UpdateReader {
  readonly bytes: Uint8Array
  position = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.position
  }

  octet(): number {
    const value = this.bytes[this.position]
    if (value === undefined) throw new Undecodable('ends early')
    this.position++
    return value
  }

  /** An unsigned integer of 7 bits per octet, at most 2^53 - 1. */
  varUint(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const octet = this.octet()
      value += (octet & 127) * factor
      if (octet < 128) break
      factor *= 128
      if (factor > Number.MAX_SAFE_INTEGER) throw new Undecodable('integer too large')
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new Undecodable('integer too large')
    return value
  }

  /** A count of things that take at least `octetsEach`: more than the octets left could hold is a lie. */
  count(octetsEach: number): number {
    const count = this.varUint()
    if (count > this.left / octetsEach) throw new Undecodable('count beyond the update')
    return count
  }

  /** Passes over a length-prefixed run of octets. */
  skipOctets(): void {
    const length = this.varUint()
    if (length > this.left) throw new Undecodable('length beyond the update')
    this.position += length
  }

  /** Passes over a string and returns its length in UTF-16 code units, the unit of Yjs clocks. */
  skipString(): number {
    const length = this.varUint()
    if (length > this.left) throw new Undecodable('length beyond the update')
    const end = this.position + length
    for (let i = this.position; i < end; i++) {
      if ((this.bytes[i] as number) >= 0x80) {
        const text = this.#decode(this.position, end)
        this.position = end
        return text.length
      }
    }
    this.position = end
    return length
  }

  string(): string {
    const length = this.varUint()
    if (length > this.left) throw new Undecodable('length beyond the update')
    const start = this.position
    this.position += length
    return this.#decode(start, this.position)
  }

  /** Passes over a string that holds JSON; `undefined` in full is what Yjs writes for a missing value. */
  skipJson(orUndefined: boolean): void {
    const text = this.string()
    if (orUndefined && text === 'undefined') return
    refuseUnsafe(parseJson(text))
  }

  /** Passes over a lib0 `any` object that has none but these keys. */
  skipObject(keys: readonly string[]): void {
    if (this.octet() !== 118) throw new Undecodable('no object')
    for (let left = this.count(2); left > 0; left--) {
      if (!keys.includes(this.string())) throw new Undecodable('unknown option')
      this.skipAny(1)
    }
  }

  /** Passes over a lib0 `any` value. No big integers: JSON cannot say them, so whatever exports would stumble. */
  skipAny(depth = 0): void {
    if (depth > MAX_VALUE_DEPTH) throw new Undecodable('value nested too deep')
    const tag = this.octet()
    switch (tag) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return
      case 125:
        this.#skipVarInt()
        return
      case 124:
        this.#skip(4)
        return
      case 123: // float64
        this.#skip(8)
        return
      case 119:
        this.skipString()
        return
      case 118:
        for (let keys = this.count(2); keys > 0; keys--) {
          refuseKey(this.string())
          this.skipAny(depth + 1)
        }
        return
      case 117:
        for (let items = this.count(1); items > 0; items--) this.skipAny(depth + 1)
        return
      case 116:
        this.skipOctets()
        return
      default:
        throw new Undecodable('unknown value tag')
    }
  }

  /** A signed integer: six bits and a sign, then 7 bits per octet; lib0 refuses what is not below 2^53. */
  #skipVarInt(): void {
    let octet = this.octet()
    let value = octet & 63
    for (let factor = 64; octet >= 128; factor *= 128) {
      octet = this.octet()
      value += (octet & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER || factor > Number.MAX_SAFE_INTEGER)
        throw new Undecodable('integer too large')
    }
  }

  #skip(octets: number): void {
    if (octets > this.left) throw new Undecodable('ends early')
    this.position += octets
  }

  #decode(from: number, to: number): string {
    const view = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, to - from)
    try {
      return fatalUtf8.decode(view)
    } catch {
      throw new Undecodable('invalid UTF-8')
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Undecodable('broken JSON')
  }
}

/** Refuses JSON that is nested too deep for a browser to write, or that is not the same when read again. */
function refuseUnsafe(value: unknown, depth = 0): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Undecodable('number too large')
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_VALUE_DEPTH) throw new Undecodable('value nested too deep')
  for (const [key, part] of Object.entries(value)) {
    refuseKey(key)
    refuseUnsafe(part, depth + 1)
  }
}

/** Who decodes this key gets an object with a prototype of the sender's making. */
function refuseKey(key: string): void {
  if (key === '__proto__') throw new Undecodable('a prototype')
}
