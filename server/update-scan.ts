import { Undecodable, UpdateReader } from './update-reader.ts'

/*
 * A Yjs V1 update, octet by octet (yjs `encoding.js`, `writeClientsStructs` and `writeDeleteSet`):
 *
 *   update  := count section*   count clientDeletes*
 *   section := count(structs) client clock struct*        clocks run on without a gap inside a section
 *   struct  := info [origin] [rightOrigin] [parent [parentSub]] content | 0 length (GC) | 10 length (Skip)
 *   clientDeletes := client count (clock length)*
 *
 * A struct's octets do not depend on its neighbours. So sections can be cut at any struct and sections of
 * one client that follow each other can be joined by copying: merging is linear.
 */

/** The structs of one client: clocks `clock` to `end`, octets `from` to `to` of the update. */
export interface Section {
  readonly client: number
  readonly clock: number
  readonly end: number
  /** Structs in the section. */
  readonly count: number
  readonly from: number
  readonly to: number
}

/** A range of deleted clocks. */
export interface Deletion {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** `struct` (section index and clock) can only be integrated once `client` is known beyond `clock`. */
export interface Dependency {
  readonly section: number
  readonly at: number
  readonly client: number
  readonly clock: number
}

export interface ScannedUpdate {
  readonly kind: 'update'
  readonly bytes: Uint8Array
  readonly sections: readonly Section[]
  readonly deletions: readonly Deletion[]
  /** What its structs refer to, less what stands earlier in their own section; in the order of the structs. */
  readonly dependencies: readonly Dependency[]
  /** Names of root types that structs are put into directly. */
  readonly roots: readonly string[]
  /** Shared types that it makes. */
  readonly types: number
}

export interface MalformedUpdate {
  readonly kind: 'malformed'
  readonly why: string
}

const INFO_CONTENT = 0b0001_1111
const INFO_PARENT_SUB = 0b0010_0000
const INFO_RIGHT_ORIGIN = 0b0100_0000
const INFO_ORIGIN = 0b1000_0000
const NO_ROOTS: readonly string[] = []
const NO_DEPENDENCIES: readonly Dependency[] = []

/**
 * Reads an update whole. Decides only whether it is one; what is known or allowed is the guard's matter.
 * An update of the log is not judged again: without `dependencies` a large one costs no memory.
 */
export function scanUpdate(bytes: Uint8Array, dependencies = true): ScannedUpdate | MalformedUpdate {
  try {
    return new Scan(bytes, dependencies).run()
  } catch (error) {
    if (error instanceof Undecodable) return { kind: 'malformed', why: error.message }
    throw error
  }
}

/** Scans octets that the log holds. Throws when they do not decode: they did when they were admitted. */
export function scanStored(bytes: Uint8Array): ScannedUpdate {
  const scanned = scanUpdate(bytes, false)
  if (scanned.kind === 'malformed') throw new Error(`stored update does not decode: ${scanned.why}`)
  return scanned
}

class Scan {
  readonly #reader: UpdateReader
  readonly #keepDependencies: boolean
  readonly #sections: Section[] = []
  #dependencies: Dependency[] | null = null
  #roots: string[] | null = null
  #types = 0

  constructor(bytes: Uint8Array, keepDependencies: boolean) {
    this.#reader = new UpdateReader(bytes)
    this.#keepDependencies = keepDependencies
  }

  run(): ScannedUpdate {
    const reader = this.#reader
    const clients = reader.count(3)
    for (let i = 0; i < clients; i++) this.#section()
    if (clients > 1) refuseRepeats(this.#sections)
    const deletions = this.#deletions()
    if (reader.left > 0) throw new Undecodable('octets after the update')
    return {
      kind: 'update',
      bytes: reader.bytes,
      sections: this.#sections,
      deletions,
      dependencies: this.#dependencies ?? NO_DEPENDENCIES,
      roots: this.#roots ?? NO_ROOTS,
      types: this.#types,
    }
  }

  #section(): void {
    const reader = this.#reader
    const count = reader.count(2)
    const client = reader.varUint()
    const clock = reader.varUint()
    const from = reader.position
    let end = clock
    for (let i = 0; i < count; i++) {
      const length = this.#struct(client, end)
      if (length < 1) throw new Undecodable('struct without length')
      end += length
      if (end > Number.MAX_SAFE_INTEGER) throw new Undecodable('clock too large')
    }
    if (count > 0) this.#sections.push({ client, clock, end, count, from, to: reader.position })
  }

  /** Returns the struct's length in clocks. */
  #struct(client: number, clock: number): number {
    const reader = this.#reader
    const info = reader.octet()
    const content = info & INFO_CONTENT
    if (content === 0) return reader.varUint()
    if (content === 10) throw new Undecodable('skip struct')
    if ((info & INFO_ORIGIN) !== 0) this.#dependency(client, clock, reader.varUint(), reader.varUint())
    if ((info & INFO_RIGHT_ORIGIN) !== 0) this.#dependency(client, clock, reader.varUint(), reader.varUint())
    if ((info & (INFO_ORIGIN | INFO_RIGHT_ORIGIN)) === 0) {
      if (reader.varUint() === 1) this.#root(reader.string())
      else this.#dependency(client, clock, reader.varUint(), reader.varUint())
      if ((info & INFO_PARENT_SUB) !== 0) reader.skipString()
    }
    return this.#content(content)
  }

  #content(content: number): number {
    const reader = this.#reader
    switch (content) {
      case 1: // deleted
        return reader.varUint()
      case 2: {
        // JSON values
        const count = reader.count(1)
        for (let i = 0; i < count; i++) reader.skipJson(true)
        return count
      }
      case 3: // binary
        reader.skipOctets()
        return 1
      case 4: // string
        return reader.skipString()
      case 5: // embed
        reader.skipJson(false)
        return 1
      case 6: // format
        reader.skipString()
        reader.skipJson(false)
        return 1
      case 7: {
        // shared type; XmlElement (3) and XmlHook (5) carry a name
        const type = reader.varUint()
        if (type > 6) throw new Undecodable('unknown shared type')
        if (type === 3 || type === 5) reader.skipString()
        this.#types++
        return 1
      }
      case 8: {
        // any values
        const count = reader.count(1)
        for (let i = 0; i < count; i++) reader.skipAny()
        return count
      }
      case 9: // sub-document
        reader.skipString()
        reader.skipAny()
        return 1
      default:
        throw new Undecodable('unknown content')
    }
  }

  #dependency(client: number, at: number, onClient: number, onClock: number): void {
    if (onClient === client) {
      if (onClock < at) return
      throw new Undecodable('struct refers to itself or beyond')
    }
    if (!this.#keepDependencies) return
    this.#dependencies ??= []
    this.#dependencies.push({ section: this.#sections.length, at, client: onClient, clock: onClock })
  }

  #root(name: string): void {
    if (this.#roots === null) this.#roots = [name]
    else if (!this.#roots.includes(name)) this.#roots.push(name)
  }

  #deletions(): Deletion[] {
    const reader = this.#reader
    const deletions: Deletion[] = []
    for (let clients = reader.count(2); clients > 0; clients--) {
      const client = reader.varUint()
      for (let ranges = reader.count(2); ranges > 0; ranges--) {
        const clock = reader.varUint()
        const length = reader.varUint()
        if (length < 1) throw new Undecodable('deletion without length')
        if (clock + length > Number.MAX_SAFE_INTEGER) throw new Undecodable('clock too large')
        deletions.push({ client, clock, length })
      }
    }
    return deletions
  }
}

function refuseRepeats(sections: readonly Section[]): void {
  const clients = new Set<number>()
  for (const { client } of sections) {
    if (clients.has(client)) throw new Undecodable('client listed twice')
    clients.add(client)
  }
}
