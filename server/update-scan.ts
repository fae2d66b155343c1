import { TEXT_ROOT } from '../lib/document-roots.ts'
import { DeleteRanges } from './delete-ranges.ts'
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
  /** Clocks of deleted content that it declares by length alone. */
  readonly gone: number
  /** Items that stand directly in the text root. Empty when the scan was given no blocks. */
  readonly blocks: readonly Deletion[]
  /** Whether a shared type that is neither element nor text is among them: no document has such. */
  readonly stray: boolean
}

export interface MalformedUpdate {
  readonly kind: 'malformed'
  readonly why: string
}

const INFO_CONTENT = 0b0001_1111
const INFO_PARENT_SUB = 0b0010_0000
const INFO_RIGHT_ORIGIN = 0b0100_0000
const INFO_ORIGIN = 0b1000_0000
const XML_ELEMENT = 3
const XML_HOOK = 5
const XML_TEXT = 6
/** What yjs writes about a sub-document. It builds one with whatever options it reads. */
const SUBDOCUMENT_OPTIONS: readonly string[] = ['gc', 'autoLoad', 'meta']
const NO_ROOTS: readonly string[] = []
const NO_BLOCKS: readonly Deletion[] = []
const NO_DEPENDENCIES: readonly Dependency[] = []

/** What to look for beside the structs themselves. */
interface ScanOptions {
  /** Whether to keep what the structs refer to: an update of the log is not judged again. */
  readonly dependencies: boolean
  /** What stands in the text root already, to find what is put beside it; null looks for nothing. */
  readonly blocks: DeleteRanges | null
  /** To be filled with the structs of each section. */
  readonly structs?: ScannedStruct[][]
}

/**
 * Reads an update whole. Decides only whether it is one; what is known or allowed is the guard's matter.
 * `blocks` are the items that the document has directly in its text root.
 */
export function scanUpdate(
  bytes: Uint8Array,
  blocks: DeleteRanges | null = null,
): ScannedUpdate | MalformedUpdate {
  try {
    return new Scan(bytes, { dependencies: true, blocks }).run()
  } catch (error) {
    if (error instanceof Undecodable) return { kind: 'malformed', why: error.message }
    throw error
  }
}

/** Scans octets that the log holds. Throws when they do not decode: they did when they were admitted. */
export function scanStored(bytes: Uint8Array, blocks: DeleteRanges | null = null): ScannedUpdate {
  try {
    return new Scan(bytes, { dependencies: false, blocks }).run()
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
  const scanned = new Scan(bytes, { dependencies: true, blocks: null, structs }).run()
  return { ...scanned, structs }
}

/** An item whose place is known once the one it stands beside is. */
interface Beside extends Deletion {
  readonly stray: boolean
  readonly besideClient: number
  readonly besideClock: number
}

class Scan {
  readonly #reader: UpdateReader
  readonly #keepDependencies: boolean
  readonly #known: DeleteRanges | null
  readonly #sections: Section[] = []
  #dependencies: Dependency[] | null = null
  #roots: string[] | null = null
  #types = 0
  #gone = 0
  #blocks: Deletion[] | null = null
  /** The same as `#blocks`, for looking up. */
  #fresh: DeleteRanges | null = null
  #unplaced: Beside[] | null = null
  #manySections = false
  /** Of the shared type that was read last. */
  #isNode = false
  #stray = false

  readonly #structs: ScannedStruct[][] | null
  #text: TextParts | null = null

  constructor(bytes: Uint8Array, { dependencies, blocks, structs }: ScanOptions) {
    this.#reader = new UpdateReader(bytes)
    this.#keepDependencies = dependencies
    this.#known = blocks
    this.#structs = structs ?? null
  }

  run(): ScannedUpdate {
    const reader = this.#reader
    const clients = reader.count(3)
    this.#manySections = clients > 1
    for (let i = 0; i < clients; i++) this.#section()
    if (clients > 1) refuseRepeats(this.#sections)
    this.#placeRest()
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
      blocks: this.#blocks ?? NO_BLOCKS,
      stray: this.#stray,
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
    let besideClient = -1
    let besideClock = 0
    let isBlock = false
    if ((info & INFO_ORIGIN) !== 0) {
      besideClient = reader.varUint()
      besideClock = reader.varUint()
      this.#dependency(client, clock, besideClient, besideClock)
    }
    const rightFrom = reader.position
    if ((info & INFO_RIGHT_ORIGIN) !== 0) {
      const rightClient = reader.varUint()
      const rightClock = reader.varUint()
      this.#dependency(client, clock, rightClient, rightClock)
      if (besideClient === -1) {
        besideClient = rightClient
        besideClock = rightClock
      }
    }
    const rightTo = reader.position
    if (besideClient === -1) {
      if (reader.varUint() === 1) isBlock = this.#root(reader.string())
      else this.#dependency(client, clock, reader.varUint(), reader.varUint())
      if ((info & INFO_PARENT_SUB) !== 0) {
        reader.skipString()
        isBlock = false
      }
    }
    if (this.#structs !== null && content === 4 && (info & INFO_PARENT_SUB) === 0) {
      this.#text = { rightFrom, rightTo, stringFrom: reader.position }
    }
    const types = this.#types
    this.#isNode = false
    const length = this.#content(content)
    if (this.#known === null) return length
    const stray = this.#types > types && !this.#isNode
    if (isBlock) this.#place({ client, clock, length }, stray)
    else if (besideClient !== -1)
      this.#placeBeside(client, clock, length, stray, besideClient, besideClock, from)
    return length
  }

  /** Puts an item where the one beside it stands; one that may come later in the update has to wait. */
  #placeBeside(
    client: number,
    clock: number,
    length: number,
    stray: boolean,
    besideClient: number,
    besideClock: number,
    from: number,
  ): void {
    const isHere = besideClient === client && besideClock >= from
    if (this.#standsInRoot(besideClient, besideClock, isHere)) this.#place({ client, clock, length }, stray)
    else if (this.#manySections) {
      this.#unplaced ??= []
      this.#unplaced.push({ client, clock, length, stray, besideClient, besideClock })
    }
  }

  #standsInRoot(client: number, clock: number, isHere: boolean): boolean {
    if (this.#fresh?.holds(client, clock)) return true
    return !isHere && (this.#known?.holds(client, clock) ?? false)
  }

  #place(block: Deletion, stray: boolean): void {
    this.#blocks ??= []
    this.#blocks.push(block)
    this.#fresh ??= new DeleteRanges()
    this.#fresh.add(block)
    if (stray) this.#stray = true
  }

  /** Sections refer to each other in any order: what stands beside an item is placed as soon as that is. */
  #placeRest(): void {
    if (this.#unplaced === null || this.#blocks === null) return
    const waiting = new Map<number, Beside[]>()
    for (const item of this.#unplaced) {
      const sameClient = waiting.get(item.besideClient)
      if (sameClient === undefined) waiting.set(item.besideClient, [item])
      else sameClient.push(item)
    }
    for (const items of waiting.values()) items.sort((a, b) => a.besideClock - b.besideClock)
    // grows while it is walked
    for (const { client, clock, length } of this.#blocks) {
      const items = waiting.get(client) ?? []
      for (let i = firstFrom(items, clock); i < items.length; i++) {
        const item = items[i] as Beside
        if (item.besideClock >= clock + length) break
        this.#place({ client: item.client, clock: item.clock, length: item.length }, item.stray)
      }
    }
  }

  #lost(length: number): number {
    this.#gone += length
    return length
  }

  #content(content: number): number {
    const reader = this.#reader
    switch (content) {
      case 1: // deleted
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
        this.#isNode = type === XML_ELEMENT || type === XML_TEXT
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
    else if (!this.#roots.includes(name)) this.#roots.push(name)
    return name === TEXT_ROOT
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

/** Index of the first item that stands beside `clock` or a later one, by halving. */
function firstFrom(items: readonly Beside[], clock: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle] as Beside).besideClock < clock) low = middle + 1
    else high = middle
  }
  return low
}

function refuseRepeats(sections: readonly Section[]): void {
  const clients = new Set<number>()
  for (const { client } of sections) {
    if (clients.has(client)) throw new Undecodable('client listed twice')
    clients.add(client)
  }
}
