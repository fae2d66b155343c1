import type { Fragment, Node } from '@tiptap/pm/model'
import type { Language } from '../../../../lib/i18n/languages.ts'
import type { Translator } from '../../../../lib/i18n/translator.ts'

/** Octets that Yjs needs around a run of text, an element and a mark; rounded up. */
const RUN_OCTETS = 20
const ELEMENT_OCTETS = 30
const MARK_OCTETS = 48

const encoder = new TextEncoder()

/** About how many octets the update weighs that inserts `content`. Errs on the heavy side for ordinary text. */
export function insertedOctets(content: Fragment): number {
  let octets = 0
  content.descendants((node) => {
    octets += nodeOctets(node)
    return true
  })
  return octets
}

function nodeOctets(node: Node): number {
  if (node.text === undefined) {
    const attributes = Object.keys(node.attrs).length === 0 ? 0 : 2 * JSON.stringify(node.attrs).length
    return ELEMENT_OCTETS + attributes
  }
  const marks = node.marks.reduce((sum, mark) => sum + MARK_OCTETS + 2 * JSON.stringify(mark.attrs).length, 0)
  return RUN_OCTETS + encoder.encode(node.text).byteLength + marks
}

export interface PasteRoom {
  readonly messageBytes: number
  readonly documentBytes: number
  /** Octets of the document, and of edits the server has not acknowledged. */
  readonly size: number
  readonly unsavedOctets: number
}

/** Why something must not be inserted now, as words for the person, and whether it may some time. */
export interface PasteRefusal {
  readonly words: string
  readonly isForNow: boolean
}

/** Null when `octets` may be inserted. */
export function pasteRefusal(
  t: Translator,
  language: Language,
  octets: number,
  room: PasteRoom,
): PasteRefusal | null {
  const megabytes = (of: number): string => `${formatOf(language).format(of / 1_048_576)} MB`
  if (octets > room.messageBytes) {
    const sizes = { size: megabytes(octets), most: megabytes(room.messageBytes) }
    return { words: t('editor.paste.tooMuch', sizes), isForNow: false }
  }
  if (room.size + room.unsavedOctets + octets > room.documentBytes) {
    const sizes = { size: megabytes(octets), most: megabytes(room.documentBytes) }
    return { words: t('editor.paste.noRoom', sizes), isForNow: false }
  }
  // After a lost connection everything unsaved goes out as one message.
  if (room.unsavedOctets + octets > room.messageBytes) {
    return { words: t('editor.paste.onItsWay'), isForNow: true }
  }
  return null
}

const formatOf = (language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false })
