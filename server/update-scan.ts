import { TEXT_ROOT } from '../lib/document-roots.ts'
import { ClockRanges } from './clock-ranges.ts'
import { type Neighbour, type Placed, Placing, type Standing } from './standing.ts'
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

export interface ScannedUpdate extends Placed {
  readonly kind: 'update'
  readonly bytes: Uint8Array
  readonly sections: readonly Section[]
  readonly deletions: readonly Deletion[]
  /** What its structs refer to, less what stands earlier in their own section; in the order of the structs. */
  readonly dependencies: readonly Dependency[]
  /** Names of root types that structs are put into directly; no more than one more than `MAX_ROOTS`. */
  readonly roots: readonly string[]
  /** Shared types that it makes. */
  readonly types: number
  /** Clocks of deleted content that it declares by length alone. */
  readonly gone: number
  /** Whether its octets have deletions that overlap or are out of order: to others it must go written anew. */
  readonly untidy: boolean
  /** Whether something stands in the text root, or in an element, that no editor can show. */
  readonly stray: boolean
  /** Whether one of the entries is such as no client writes, and Yjs fails on later. */
  readonly misfit: boolean
}

export interface MalformedUpdate {
  readonly kind: 'malformed'
  readonly why: string
}

const INFO_CONTENT = 0b0001_1111
const INFO_PARENT_SUB = 0b0010_0000
const INFO_RIGHT_ORIGIN = 0b0100_0000
const INFO_ORIGIN = 0b1000_0000
/** Root types that a document may have, whatever their names. */
export const MAX_ROOTS = 16

const DELETED = 1
const TEXT = 2
const XML_ELEMENT = 3
const XML_HOOK = 5
const XML_TEXT = 6
/** What yjs writes about a sub-document. It builds one with whatever options it reads. */
const SUBDOCUMENT_OPTIONS: readonly string[] = ['gc', 'autoLoad', 'meta']
const NO_ROOTS: readonly string[] = []
const NO_ITEMS: readonly Deletion[] = []
const NOBODY: Neighbour = { client: -1, clock: 0 }
const NO_DEPENDENCIES: readonly Dependency[] = []

/** What to look for beside the structs themselves. */
interface ScanOptions {
  /** Whether to keep what the structs refer to: an update of the log is not judged again. */
  readonly dependencies: boolean
  /** Where the document's items stand, to find what is put beside them; null looks for nothing. */
  readonly standing: Standing | null
  /** To be filled with the structs of each section. */
  readonly structs?: ScannedStruct[][]
}

/**
 * Reads an update whole. Decides only whether it is one; what is known or allowed is the guard's matter.
 * `standing` is where the items of the document stand.
 */
export function scanUpdate(
  bytes: Uint8Array,
  standing: Standing | null = null,
): ScannedUpdate | MalformedUpdate {
  try {
    return new Scan(bytes, { dependencies: true, standing }).run()
  } catch (error) {
    if (error instanceof Undecodable) return { kind: 'malformed', why: error.message }
    throw error
  }
}

/** Scans octets that the log holds. Throws when they do not decode: they did when they were admitted. */
export function scanStored(bytes: Uint8Array, standing: Standing | null = null): ScannedUpdate {
  try {
    return new Scan(bytes, { dependencies: false, standing }).run()
  } catch (error) {
    if (error instanceof Undecodable) throw new Error(`stored update does not decode: ${error.message}`)
    throw error
  }
}

/** One struct: clocks `clock` to `end`, octets `from` to `to` of the update. */
export interface ScannedStruct {
  readonly clock: number
  readonly end: number
  readonly from: number
  readonly to: number
  /** What it refers to outside its own section. */
  readonly refs: readonly { readonly client: number; readonly clock: number }[]
  /** Where the parts of an item with text are; null of all others. */
  readonly text: TextParts | null
}

interface TextParts {
  /** Octets of the right origin; empty when there is none. */
  readonly rightFrom: number
  readonly rightTo: number
  /** Where the string with its length begins. */
  readonly stringFrom: number
}

/** Like {@link scanStored}, with every struct of each section. */
export function scanStructs(bytes: Uint8Array): ScannedUpdate & { structs: readonly ScannedStruct[][] } {
  const structs: ScannedStruct[][] = []
  const scanned = new Scan(bytes, { dependencies: true, standing: null, structs }).run()
  return { ...scanned, structs }
}

class Scan {
  readonly #reader: UpdateReader
  readonly #keepDependencies: boolean
  readonly #placing: Placing | null
  readonly #sections: Section[] = []
  #dependencies: Dependency[] | null = null
  #roots: string[] | null = null
  #types = 0
  #gone = 0
  #untidy = false
  #manySections = false
  /** The shared type that the last content was; null when it was none. */
  #type: number | null = null

  readonly #structs: ScannedStruct[][] | null
  #text: TextParts | null = null

  constructor(bytes: Uint8Array, { dependencies, standing, structs }: ScanOptions) {
    this.#reader = new UpdateReader(bytes)
    this.#keepDependencies = dependencies
    this.#placing = standing === null ? null : new Placing(standing)
    this.#structs = structs ?? null
  }

  run(): ScannedUpdate {
    const reader = this.#reader
    const clients = reader.count(3)
    this.#manySections = clients > 1
    for (let i = 0; i < clients; i++) this.#section()
    if (clients > 1) refuseRepeats(this.#sections)
    this.#placing?.placeRest()
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
      gone: this.#gone,
      blocks: this.#placing?.found('blocks') ?? NO_ITEMS,
      entries: this.#placing?.found('entries') ?? NO_ITEMS,
      elements: this.#placing?.found('elements') ?? NO_ITEMS,
      children: this.#placing?.found('children') ?? NO_ITEMS,
      untidy: this.#untidy,
      stray: this.#placing?.stray ?? false,
      misfit: this.#placing?.misfit ?? false,
    }
  }

  #section(): void {
    const reader = this.#reader
    const count = reader.count(2)
    // yjs takes a later section of a client for all there is of it
    if (count < 1) throw new Undecodable('section without structs')
    const client = reader.varUint()
    const clock = reader.varUint()
    const from = reader.position
    let end = clock
    const structs: ScannedStruct[] = []
    for (let i = 0; i < count; i++) {
      const [start, known] = [reader.position, this.#dependencies?.length ?? 0]
      const length = this.#struct(client, end, clock)
      if (length < 1) throw new Undecodable('struct without length')
      if (this.#structs !== null) {
        const refs = this.#dependencies?.slice(known) ?? []
        structs.push({
          clock: end,
          end: end + length,
          from: start,
          to: reader.position,
          refs,
          text: this.#text,
        })
      }
      end += length
      if (end > Number.MAX_SAFE_INTEGER) throw new Undecodable('clock too large')
    }
    this.#structs?.push(structs)
    this.#sections.push({ client, clock, end, count, from, to: reader.position })
  }

  /** Returns the struct's length in clocks. `clock` is its own, `from` the first of its section. */
  #struct(client: number, clock: number, from: number): number {
    const reader = this.#reader
    const info = reader.octet()
    const content = info & INFO_CONTENT
    this.#text = null
    if (content === 0) return this.#lost(reader.varUint())
    if (content === 10) throw new Undecodable('skip struct')
    let [left, right] = [NOBODY, NOBODY]
    let place: 'block' | 'entry' | 'beside' | 'inside' | null = 'beside'
    let parent = NOBODY
    if ((info & INFO_ORIGIN) !== 0) {
      left = { client: reader.varUint(), clock: reader.varUint() }
      this.#dependency(client, clock, left.client, left.clock)
    }
    const rightFrom = reader.position
    if ((info & INFO_RIGHT_ORIGIN) !== 0) {
      right = { client: reader.varUint(), clock: reader.varUint() }
      this.#dependency(client, clock, right.client, right.clock)
    }
    const rightTo = reader.position
    if (left === NOBODY && right === NOBODY) {
      place = null
      if (reader.varUint() !== 1) {
        parent = { client: reader.varUint(), clock: reader.varUint() }
        this.#dependency(client, clock, parent.client, parent.clock)
        place = 'inside'
      } else if (this.#root(reader.string())) place = 'block'
      if ((info & INFO_PARENT_SUB) !== 0) {
        reader.skipString()
        place = 'entry'
      }
    }
    if (this.#structs !== null && content === 4 && (info & INFO_PARENT_SUB) === 0) {
      this.#text = { rightFrom, rightTo, stringFrom: reader.position }
    }
    this.#type = null
    const length = this.#content(content)
    const placing = this.#placing
    if (placing === null) return length
    const type = this.#type
    if (type === XML_ELEMENT) placing.element({ client, clock, length })
    const spot =
      place === 'beside'
        ? placing.beside(client, left, right, from, this.#manySections)
        : place === 'inside'
          ? placing.inside(client, parent, from, this.#manySections)
          : place
    if (spot === null) return length
    const isNode = type === XML_ELEMENT || type === XML_TEXT
    const item = {
      client,
      clock,
      length,
      stray: type !== null && !isNode,
      foreign: content !== DELETED && !isNode && type !== TEXT,
      long: content !== DELETED && length > 1,
    }
    const at = place === 'inside' ? parent : left === NOBODY ? right : left
    placing.put(spot, item, at, right !== NOBODY)
    return length
  }

  #lost(length: number): number {
    this.#gone += length
    return length
  }

  #content(content: number): number {
    const reader = this.#reader
    switch (content) {
      case DELETED:
        return this.#lost(reader.varUint())
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
        if (type > XML_TEXT) throw new Undecodable('unknown shared type')
        if (type === XML_ELEMENT || type === XML_HOOK) reader.skipString()
        this.#type = type
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
        reader.skipObject(SUBDOCUMENT_OPTIONS)
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

  /** Returns whether it is the root of the text. */
  #root(name: string): boolean {
    if (this.#roots === null) this.#roots = [name]
    else if (this.#roots.length <= MAX_ROOTS && !this.#roots.includes(name)) this.#roots.push(name)
    return name === TEXT_ROOT
  }

  /** The deletions, per client disjoint and in order, which is how Yjs writes them. */
  #deletions(): readonly Deletion[] {
    const reader = this.#reader
    const deletions: Deletion[] = []
    const clients = new Set<number>()
    for (let left = reader.count(2); left > 0; left--) {
      const client = reader.varUint()
      if (clients.has(client)) this.#untidy = true
      else clients.add(client)
      let end = 0
      for (let ranges = reader.count(2); ranges > 0; ranges--) {
        const clock = reader.varUint()
        const length = reader.varUint()
        if (length < 1) throw new Undecodable('deletion without length')
        if (clock + length > Number.MAX_SAFE_INTEGER) throw new Undecodable('clock too large')
        if (clock < end) this.#untidy = true
        end = clock + length
        deletions.push({ client, clock, length })
      }
    }
    return this.#untidy ? [...ClockRanges.of(deletions).ranges()] : deletions
  }
}

function refuseRepeats(sections: readonly Section[]): void {
  const clients = new Set<number>()
  for (const { client } of sections) {
    if (clients.has(client)) throw new Undecodable('client listed twice')
    clients.add(client)
  }
}
