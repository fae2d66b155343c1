import { Editor, type Extensions } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import * as Y from 'yjs'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { Healing } from '../../lib/healing.ts'

/** What the server does: it keeps updates in their order and hands them on, and knows no document. */
export class Hub {
  readonly log: Uint8Array[]

  constructor(state: Uint8Array) {
    this.log = [state]
  }

  /** Of everything that is there, what somebody with this state vector lacks. All deletions are in it. */
  rest(stateVector: Uint8Array): Uint8Array {
    return Y.diffUpdate(Y.mergeUpdates(this.log), stateVector)
  }
}

/** What the editor of a page is made of. `onRefused` is to be called for a change that was taken back. */
export type Kit = (doc: Y.Doc, onRefused: () => void) => Extensions

const starterKit: Kit = (document, onRefused) => [
  StarterKit.configure({ undoRedo: false, trailingNode: false }),
  Collaboration.configure({ document, onRefused }),
]

/** One person's page: a document and an editor on it. */
export class Page {
  readonly doc = new Y.Doc()
  readonly editor: Editor
  #unseen: Uint8Array | null = null
  readonly healing = new Healing(
    this.doc,
    () => true,
    (octets) => {
      this.#unseen = octets
    },
  )
  refused = 0
  #hub: Hub | null = null
  /** How much of the hub's log is here. */
  #read = 0

  constructor(state?: Uint8Array, clientId?: number, kit: Kit = starterKit) {
    if (clientId !== undefined) this.doc.clientID = clientId
    if (state !== undefined) Y.applyUpdate(this.doc, state, 'remote')
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') {
        this.#hub?.log.push(update)
      }
    })
    this.editor = new Editor({
      element: document.createElement('div'),
      extensions: kit(this.doc, () => this.refused++),
    })
  }

  get text(): Y.XmlFragment {
    return this.doc.getXmlFragment(TEXT_ROOT)
  }

  get html(): string {
    return this.editor.getHTML()
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** Brings what the hub lacks, then takes the rest, as a page that connects. */
  connect(hub: Hub): void {
    this.#hub = hub
    const known = Y.encodeStateVectorFromUpdate(Y.mergeUpdates(hub.log))
    hub.log.push(this.healing.state(known))
    this.#read = hub.log.length
    this.take(hub.rest(Y.encodeStateVector(this.doc)))
  }

  drop(): void {
    this.#hub = null
  }

  get isConnected(): boolean {
    return this.#hub !== null
  }

  /** Takes the next `count` updates of the hub's log that are not here. */
  read(count = Number.POSITIVE_INFINITY): void {
    for (let i = 0; i < count && this.#hub !== null && this.#read < this.#hub.log.length; i++)
      this.take(this.#hub.log[this.#read++] as Uint8Array)
  }

  take(update: Uint8Array): void {
    this.healing.receive(update, () => Y.applyUpdate(this.doc, update, 'remote'))
  }

  /** Puts the caret behind `words`, or before them. */
  at(words: string, side: 'before' | 'behind' = 'behind'): this {
    this.editor.state.doc.descendants((node, pos) => {
      const index = node.isText ? (node.text ?? '').indexOf(words) : -1
      if (index !== -1)
        this.editor.commands.setTextSelection(pos + index + (side === 'before' ? 0 : words.length))
    })
    return this
  }

  /** Types letter by letter, as a keyboard does. */
  type(words: string): this {
    for (const letter of words) {
      const { from, to } = this.editor.state.selection
      this.editor.view.dispatch(this.editor.state.tr.insertText(letter, from, to))
    }
    return this
  }

  /** Closes the page and opens its copy again, by `open`, without a line. */
  reload(open: (copy: Uint8Array) => Page): Page {
    const copy = this.state()
    const page = open(copy)
    page.healing.inherit(this.healing.clients)
    page.#unseen = this.#unseen
    if (this.#unseen !== null) page.healing.inheritUnseen(this.#unseen)
    this.destroy()
    return page
  }

  destroy(): void {
    this.editor.destroy()
    this.doc.destroy()
  }
}

/** Everybody is connected, and all that was written has come to all. */
export function meet(hub: Hub, ...pages: readonly Page[]): void {
  for (const page of pages) if (!page.isConnected) page.connect(hub)
  let length = -1
  while (length !== hub.log.length) {
    length = hub.log.length
    for (const page of pages) page.read()
  }
}

/** A document with these blocks, as the server or another program would make it. */
export function documentOf(...blocks: readonly Y.XmlElement[]): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment(TEXT_ROOT).insert(0, [...blocks])
  return Y.encodeStateAsUpdate(doc)
}

export function block(
  name: string,
  words: string | readonly (Y.XmlElement | Y.XmlText)[] = [],
  attributes: Readonly<Record<string, unknown>> = {},
): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, typeof words === 'string' ? [new Y.XmlText(words)] : [...words])
  return element
}
