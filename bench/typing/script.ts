import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { writeAwareness, writeUpdate } from '../../lib/wire.ts'
import { seededRandom } from '../load/random.ts'
import { paragraphsOf, prose } from './long-document.ts'

/** Client ids of the writers of the bench, from here on. */
const FIRST_CLIENT = 50_000
/** Of a hundred keys so many take the last letter back, and after so many letters comes a new paragraph. */
const BACKSPACES = 4
const LINE = 70

/** One key: what it changes, and where the caret is afterwards. Whole messages. */
export interface Key {
  readonly update: Uint8Array
  readonly caret: Uint8Array
}

/** The presence of an editor with its caret in `text` (y-protocols/awareness.js, y-prosemirror's cursor). */
function caretMessage(client: number, clock: number, text: Y.XmlText, index: number): Uint8Array {
  const place = Y.relativePositionToJSON(
    Y.createRelativePositionFromTypeIndex(text, index, index > 0 ? -1 : 0),
  )
  return writeAwareness(
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor: place, head: place } }))
    }),
  )
}

/** All keys of a writer who goes on writing at the end of the `paragraph`th paragraph of the document `state`. */
export function writeScript(state: Uint8Array, writer: number, paragraph: number, keys: number): Key[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  doc.clientID = FIRST_CLIENT + writer
  const random = seededRandom(writer)
  const words = prose(random, keys)
  let element = paragraphsOf(doc)[paragraph]
  if (element === undefined) throw new Error(`no paragraph ${paragraph}`)
  let text = element.get(0) as Y.XmlText
  let typed = 0
  let update: Uint8Array = new Uint8Array()
  doc.on('update', (change: Uint8Array) => {
    update = writeUpdate(change)
  })
  const press = (key: number): void => {
    if (typed > 0 && random() * 100 < BACKSPACES) {
      text.delete(text.length - 1, 1)
      typed--
    } else if (typed === LINE) {
      const [before, made] = [element as Y.XmlElement, new Y.XmlElement('paragraph')]
      text = new Y.XmlText()
      made.insert(0, [text])
      doc.getXmlFragment(TEXT_ROOT).insertAfter(before, [made])
      element = made
      typed = 0
    } else {
      text.insert(text.length, words[key] ?? ' ')
      typed++
    }
  }
  return Array.from({ length: keys }, (_, key) => {
    press(key)
    return { update, caret: caretMessage(doc.clientID, key + 1, text, text.length) }
  })
}
