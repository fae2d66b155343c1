import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { announceArrival } from './arrivals.ts'
import type { ControlMessage, TextPlace } from './control-messages.ts'
import { DocumentLine, type LineWorld } from './document-line.ts'
import { Healing } from './healing.ts'
import { keepMarks } from './keep-marks.ts'
import { LocalCopy, localCopyName } from './local-copy.ts'
import { incomingChanges, type MergeReport, MergeTally } from './merge-tally.ts'
import { holdPage, takeOverClosed } from './page-locks.ts'
import type { Person } from './presence.ts'
import { can, type Role } from './roles.ts'
import { type Line, type SyncStatus, syncStatus } from './sync-status.ts'
import { WriteLedger } from './write-ledger.ts'

const LINGER_MS = 10_000

export type Limits = Extract<ControlMessage, { type: 'hello' }>['limits']

/** All that a page shows of a connection. The same object until something in it changes. */
export interface ConnectionSnapshot {
  readonly status: SyncStatus
  /** The document is here, from the server or as a complete copy on this device. Before that show no editor. */
  readonly ready: boolean
  /** The person may type now. */
  readonly canEdit: boolean
  readonly role: Role
  /** The role was changed while this page was open; `by` is null when nobody did it. */
  readonly roleChange: { readonly role: Role; readonly by: string | null } | null
  /** Local edits not known to be on the server's disk, and about what they weigh together, in octets. */
  readonly unsaved: number
  readonly unsavedOctets: number
  readonly limits: Limits | null
  /** Octets of the document's encoded state, as the server last said. */
  readonly size: number
  /** The same with what was written here since: a little more than there is. */
  readonly sizeNow: number
  /** Stopped because the document is full: what the person deletes makes room for what was refused. */
  readonly full: boolean
  /** What met when the page came back; another object each time. */
  readonly merge: MergeReport | null
  /** Somebody asks everybody to look at a place. */
  readonly gathering: { readonly by: string; readonly userId: string; readonly at: TextPlace } | null
  /** How many were asked by this page; another object each time. */
  readonly gathered: { readonly people: number } | null
  /** What the server last said; another object each time, also with the same words. */
  readonly notice: { readonly text: string } | null
  /** The server could not read the document (1011 before the first sync of this page). */
  readonly loadFailed: boolean
}

export interface ConnectionOptions {
  /** The address of `/sync` with its scheme. */
  readonly serverUrl: string
  readonly documentId: string
  readonly user: Person
  /** The role that the page was rendered with; the server's word replaces it. */
  readonly role: Role
  readonly world: LineWorld
}

/** A document that is open on this page: the Yjs document, who is here, and what is known about its safety. */
export class DocumentConnection {
  /** Its `guid` is the document's id. */
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly #options: ConnectionOptions
  readonly #line: DocumentLine
  readonly #healing: Healing
  #ledger = new WriteLedger()
  readonly #listeners = new Set<() => void>()
  #copy: LocalCopy | null = null
  #lostCopy = false
  #ready = false
  #user: Person
  #role: Role
  #roleChange: ConnectionSnapshot['roleChange'] = null
  #limits: Limits | null = null
  #size = 0
  /** Octets of the updates since the size was told. */
  #grown = 0
  readonly #tally = new MergeTally()
  #merge: MergeReport | null = null
  #gathering: ConnectionSnapshot['gathering'] = null
  #gathered: ConnectionSnapshot['gathered'] = null
  #notice: ConnectionSnapshot['notice'] = null
  #loadFailed = false
  #leaving = false
  #snapshot: ConnectionSnapshot

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.doc = new Y.Doc({ guid: options.documentId })
    this.#user = options.user
    this.#role = options.role
    keepMarks(this.doc)
    // Before the provider listens: an edit is made first and sent second, and the ledger must see it so.
    this.doc.on('update', (update, origin) => this.#onUpdate(update, origin))
    this.doc.on('afterTransaction', (transaction) => {
      const fromServer = transaction.origin === this.#line.provider
      if (fromServer && this.#tally.isAway) this.#tally.receive(incomingChanges(transaction))
    })
    this.#healing = new Healing(
      this.doc,
      () => this.#snapshot.canEdit,
      (octets) => this.#copy?.keepUnseen(octets),
    )
    this.#line = new DocumentLine(options.serverUrl, options.documentId, this.doc, options.world, {
      changed: (line) => this.#onLine(line),
      created: () => this.#ledger.connected(),
      sent: (kind) => this.#ledger.sent(kind),
      control: (message) => this.#onControl(message),
      received: (update, apply) => {
        announceArrival(this.doc)
        return this.#healing.receive(update, apply)
      },
      stateFor: (stateVector) => this.#healing.state(stateVector),
      ended: (code) => {
        if (code === 1011 && !this.#ready) this.#loadFailed = true
      },
    })
    this.awareness = this.#line.provider.awareness
    this.awareness.setLocalStateField('user', options.user)
    this.#snapshot = this.#compute()
  }

  /** Loads the copy on this device, then connects: a joiner who brings a state vector is sent only the rest. */
  async start(): Promise<void> {
    const copy = await this.#openCopy()
    if (this.#leaving) {
      this.doc.destroy()
      return
    }
    this.#copy = copy
    if (copy !== null) {
      this.#ledger.inherited(copy.inherited)
      if (copy.inherited > 0) this.#tally.leave(Number.NEGATIVE_INFINITY, 0)
      if (copy.complete) this.#ready = true
      if (copy.unseen !== null) this.#healing.inheritUnseen(copy.unseen)
      holdPage(this.doc.clientID)
      this.#healing.inherit(await takeOverClosed(copy.authors))
    }
    if (this.#leaving) return
    this.#line.start()
  }

  /**
   * Goes on as somebody else, on the same document: `change` signs them in while the line is down, and returns who
   * it is now, or null when nobody was. Resolves to whether somebody was. What is unsaved goes along.
   */
  async reidentify(change: () => Promise<Person | null>): Promise<boolean> {
    this.#line.pause()
    try {
      const person = await change()
      if (person === null || this.#leaving) return false
      this.#user = person
      this.awareness.setLocalStateField('user', person)
      await this.#moveCopy()
      return true
    } finally {
      this.#line.resume()
    }
  }

  /** The same person under another name or colour. */
  rename(person: Person): void {
    if (this.#leaving || person.id !== this.#user.id) return
    this.#user = person
    this.awareness.setLocalStateField('user', person)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): ConnectionSnapshot => this.#snapshot

  /** Connects at once when waiting to. */
  readonly tryNow = (): void => this.#line.tryNow()

  /** After the document was full, and something was deleted: sends that, and then what was refused. */
  readonly tryAgain = (): void => this.#line.tryAgain()

  /** Asks everybody to look at a place. False when there is no line to the server now. */
  gather(at: TextPlace): boolean {
    return this.#line.say({ type: 'gather', at })
  }

  readonly dismissGathering = (): void => {
    this.#gathering = null
    this.#publish()
  }

  /** The device says that it has a network again. */
  readonly wentOnline = (): void => this.#line.wentOnline()

  /** The device says that its network is gone. */
  readonly wentOffline = (): void => this.#line.wentOffline()

  readonly dismissRoleChange = (): void => {
    this.#roleChange = null
    this.#publish()
  }

  /** Forgets the copy on this device, unsaved edits included. Only for a person who asked for it. */
  async discardLocalCopy(): Promise<void> {
    this.#line.destroy()
    this.#ledger = new WriteLedger()
    this.#publish()
    await this.#copy?.discard()
  }

  /** Ends the session. Edits still under way get up to 10 s to arrive; others stay in the copy on this device. */
  leave(): void {
    this.#leaving = true
    this.#listeners.clear()
    this.awareness.setLocalState(null)
    if (this.#line.line.kind === 'open' && this.#ledger.unsaved > 0) {
      const timer = setTimeout(() => this.#end(), LINGER_MS)
      this.#listeners.add(() => {
        if (!this.#ledger.settled) return
        clearTimeout(timer)
        this.#end()
      })
    } else this.#end()
  }

  #openCopy(): Promise<LocalCopy | null> {
    const name = localCopyName(this.#user.id, this.#options.documentId)
    return LocalCopy.open(name, this.doc, String(this.doc.clientID), {
      changed: () => this.#publish(),
      lost: () => {
        this.#lostCopy = true
        this.#publish()
      },
    })
  }

  /** The new person's copy holds everything before the old one's is forgotten. */
  async #moveCopy(): Promise<void> {
    const before = this.#copy
    const copy = await this.#openCopy()
    this.#copy = copy
    if (copy === null) return
    this.#ledger.inherited(copy.inherited)
    if (this.#ready) copy.markComplete()
    if (this.#ledger.unsaved > 0) copy.markUnsaved(this.#ledger.unsaved)
    await before?.discard()
  }

  #end(): void {
    this.#listeners.clear()
    this.#line.destroy()
    this.#copy?.close()
    this.doc.destroy()
  }

  #onUpdate(update: Uint8Array, origin: unknown): void {
    const { line } = this.#line
    // what comes before the first sync of a line is in the size that the server said
    if (line.kind === 'open' && line.synced) this.#grown += update.byteLength
    if (origin === this.#line.provider || LocalCopy.isOrigin(origin)) return
    this.#ledger.edited(update.byteLength)
    this.#copy?.markUnsaved(this.#ledger.unsaved)
    this.#publish()
  }

  #onLine(line: Line): void {
    const { now } = this.#options.world
    this.#copy?.standAlone(line.kind !== 'open')
    if (line.kind === 'waiting') {
      this.#gathering = null
      if (this.#ready) this.#tally.leave(now(), this.#ledger.savedEdits)
    }
    if (line.kind === 'open' && line.synced && !this.#leaving) {
      this.#ready = true
      this.#loadFailed = false
      this.#copy?.markComplete()
      if (this.#ledger.settled) this.#onSettled()
    }
    this.#publish()
  }

  #onControl(message: ControlMessage): void {
    switch (message.type) {
      case 'hello':
        this.#role = message.role
        this.#limits = message.limits
        this.#size = message.size
        this.#grown = 0
        break
      case 'saved':
        this.#ledger.saved(message.count, this.#options.world.now())
        if (this.#ledger.settled) this.#onSettled()
        break
      case 'role':
        if (message.role !== this.#role) this.#roleChange = { role: message.role, by: message.by }
        this.#role = message.role
        break
      case 'size':
        this.#size = message.bytes
        this.#grown = 0
        break
      case 'gather':
        this.#gathering = { by: message.by, userId: message.userId, at: message.at }
        break
      case 'gathered':
        this.#gathered = { people: message.people }
        break
      case 'notice':
        this.#notice = { text: message.text }
        break
      case 'rejected':
        // The close that follows says the same, and decides; the text stays in the document and in the copy.
        break
    }
    this.#publish()
  }

  #onSettled(): void {
    this.#copy?.markSettled()
    const { line } = this.#line
    if (line.kind !== 'open' || !line.synced) return
    this.#merge = this.#tally.settle(this.#options.world.now(), this.#ledger.savedEdits) ?? this.#merge
  }

  #compute(): ConnectionSnapshot {
    const { line } = this.#line
    const full = line.kind === 'stopped' && line.code === 1009 && line.word === 'doc-size'
    const status = syncStatus({
      line,
      role: this.#role,
      roleBy: this.#roleChange?.by ?? null,
      unsaved: this.#ledger.unsaved,
      settled: this.#ledger.settled,
      savedAt: this.#ledger.savedAt,
      kept: this.#copy?.keepsAll === true && !this.#lostCopy,
    })
    return {
      status,
      ready: this.#ready,
      canEdit: this.#ready && (line.kind !== 'stopped' || full) && can(this.#role, 'edit'),
      role: this.#role,
      roleChange: this.#roleChange,
      unsaved: this.#ledger.unsaved,
      unsavedOctets: this.#ledger.unsavedOctets,
      limits: this.#limits,
      size: this.#size,
      sizeNow: this.#size + this.#grown,
      full,
      merge: this.#merge,
      gathering: this.#gathering,
      gathered: this.#gathered,
      notice: this.#notice,
      loadFailed: this.#loadFailed,
    }
  }

  #publish(): void {
    this.#snapshot = this.#compute()
    for (const listener of this.#listeners) listener()
  }
}
