import * as Y from 'yjs'
import { type ControlMessage, controlMessage } from '../../../lib/control-messages.ts'
import { readMessage, writeStep1, writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { editOnce, seededRandom, wholePlace } from '../../unit/random-editing.ts'
import { replay } from './judge.ts'
import type { ClientEnd, Line } from './line.ts'

export interface Identity {
  readonly user: string
  readonly role: 'editor' | 'viewer'
  /** Whether it offers `scriptorium.v1`. */
  readonly controls: boolean
}

/** The sending end of a line. `update` is what is written by that message, null when nothing is. */
export interface Speaker {
  say(payload: Uint8Array, update: Uint8Array | null): void
}

/** What went against this client. */
export type Trouble =
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'rejected'; readonly why: string }
  | { readonly kind: 'garbled'; readonly why: string }

/** One open page: a real Yjs document, driven by nothing but the messages of its line. */
export class Client<Mouth extends Speaker = Line> implements ClientEnd {
  readonly identity: Identity
  readonly doc = new Y.Doc()
  line: Mouth | null = null
  /** How many of its writes on this line the server says are on disk. */
  saved = 0
  /** The document as this device has kept it; empty at first. */
  kept: Uint8Array | null = null
  readonly #onTrouble: (trouble: Trouble) => void

  constructor(
    identity: Identity,
    clientId: number,
    copy: Uint8Array | null,
    onTrouble: (trouble: Trouble) => void,
  ) {
    this.identity = identity
    this.#onTrouble = onTrouble
    this.doc.clientID = clientId
    if (copy !== null) Y.applyUpdate(this.doc, copy, this)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      this.line?.say(writeUpdate(update), update)
    })
  }

  get name(): string {
    return `${this.identity.user}/${this.doc.clientID}`
  }

  /** Makes `count` edits, each of which is sent when there is a line. */
  edit(dice: number, count: number): void {
    const random = seededRandom(dice)
    for (let step = 0; step < count; step++) editOnce(this.doc, random, step)
  }

  /** Formats a stretch of a text, often all of it, so that several do the same at once; or takes a format away. */
  format(dice: number): void {
    const bold = dice % 3 === 0 ? null : true
    this.#stretch(dice, dice % 2 === 0, (text, from, length) => text.format(from, length, { bold }))
  }

  /** Deletes a stretch of a text and writes nothing: the state vector stays what it is. */
  erase(dice: number): void {
    this.#stretch(dice, false, (text, from, length) => text.delete(from, length))
  }

  keep(): void {
    this.kept = Y.encodeStateAsUpdate(this.doc)
  }

  connected(line: Mouth): void {
    this.line = line
    this.saved = 0
    line.say(writeStep1(Y.encodeStateVector(this.doc)), null)
  }

  message(payload: Uint8Array): void {
    const message = readMessage(payload)
    switch (message.kind) {
      case 'step1': {
        const update = Y.encodeStateAsUpdate(this.doc, message.stateVector)
        this.line?.say(writeStep2(update), update)
        return
      }
      case 'step2':
      case 'update':
        this.#apply(message.update)
        return
      case 'control':
        this.#control(controlMessage.parse(JSON.parse(message.json)))
        return
      case 'awareness':
      case 'query-awareness':
        return
      case 'unknown':
      case 'malformed':
        this.#onTrouble({ kind: 'garbled', why: message.kind })
        return
    }
  }

  closed(code: number): void {
    this.line = null
    this.#onTrouble({ kind: 'closed', code })
  }

  /** Takes an update. A reader cleans up nothing after it: that would be a write. */
  #apply(update: Uint8Array): void {
    if (this.identity.role === 'editor') Y.applyUpdate(this.doc, update, this)
    else replay([update], this.doc, this)
  }

  #stretch(
    dice: number,
    whole: boolean,
    change: (text: Y.XmlText, from: number, length: number) => void,
  ): void {
    const random = seededRandom(dice)
    const block = this.doc.getXmlFragment('default').get(0)
    const text = block instanceof Y.XmlElement ? block.get(0) : null
    if (!(text instanceof Y.XmlText)) return
    const place = (): number => wholePlace(text, Math.floor(random() * (text.length + 1)))
    const [from, to] = (whole ? [0, text.length] : [place(), place()]).sort((a, b) => a - b) as [
      number,
      number,
    ]
    if (to > from) change(text, from, to - from)
  }

  #control(message: ControlMessage): void {
    if (message.type === 'saved') this.saved = message.count
    if (message.type === 'rejected') this.#onTrouble({ kind: 'rejected', why: message.why })
  }
}
