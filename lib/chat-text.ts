import { parseFileId } from './ids.ts'
import { mentionLabel, mentionOf } from './mention.ts'
import { placeFrom } from './passage.ts'
import { linkTarget } from './safe-targets.ts'

/** What the text of a message is made of. It comes from others: nothing of it is trusted but what is checked here. */
export type ChatPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  /** A file of the document. */
  | { readonly kind: 'picture'; readonly file: string; readonly name: string }
  | PassagePiece

/** Words of the text, and between which places they stood (`encodePlace`). */
export interface PassagePiece {
  readonly kind: 'passage'
  readonly quote: string
  readonly start: string
  readonly end: string
}

/** UTF-16 units of a quote. */
export const MAX_PASSAGE_QUOTE = 300

/*
 * mention  @[name](user:id)
 * picture  ![name](file:id)
 * passage  [words](passage:start~end)      a backslash in the words stands before `\`, `[` and `]`
 * address  https://…
 */
const TOKEN =
  /([@!]?)\[((?:\\[\\[\]]|[^\\[\]\n]){1,600})\]\((user|file|passage):([\w~-]{1,160})\)|https?:\/\/[^\s<>"]+/gu

const SIGNS = { user: '@', file: '!', passage: '' } as const
/** Ends a sentence rather than an address; a bracket is the address's own when it was opened there. */
const TRAILING = /[.,:;!?'’”“»…]+$/u

const escaped = (words: string): string => words.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\[\]]/g, '\\$&')
const unescaped = (words: string): string => words.replaceAll(/\\([\\[\]])/g, '$1')

export const mentionToken = (name: string, id: string): string => `@[${escaped(name)}](user:${id})`
export const pictureToken = (name: string, file: string): string => `![${escaped(name)}](file:${file})`
export const passageToken = ({ quote, start, end }: Omit<PassagePiece, 'kind'>): string =>
  `[${escaped(quote)}](passage:${start}~${end})`

function pieceOf(kind: 'user' | 'file' | 'passage', words: string, target: string): ChatPiece | null {
  if (kind === 'user') {
    const mention = mentionOf({ kind: 'person', id: target, label: words })
    return mention === null ? null : { kind: 'person', id: mention.id, name: mention.label }
  }
  if (kind === 'file') {
    const file = parseFileId(target)
    return file === null ? null : { kind: 'picture', file, name: mentionLabel(words) }
  }
  const [start = '', end = '', more] = target.split('~')
  if (more !== undefined || placeFrom(start) === null || placeFrom(end) === null) return null
  return { kind: 'passage', quote: words, start, end }
}

function linkOf(found: string): { readonly text: string; readonly href: string } | null {
  let text = found.replace(TRAILING, '')
  while (text.endsWith(')') && text.split('(').length < text.split(')').length) {
    text = text.slice(0, -1).replace(TRAILING, '')
  }
  const href = linkTarget(text)
  return href === null ? null : { text, href }
}

/** The pieces of a message in their order. */
export function piecesOf(message: string): readonly ChatPiece[] {
  const pieces: ChatPiece[] = []
  let done = 0
  const take = (piece: ChatPiece, from: number, length: number): void => {
    if (from > done) pieces.push({ kind: 'text', text: message.slice(done, from) })
    pieces.push(piece)
    done = from + length
  }
  for (const match of message.matchAll(TOKEN)) {
    const [found, sign, words, kind, target] = match
    if (kind === 'user' || kind === 'file' || kind === 'passage') {
      const piece = sign === SIGNS[kind] ? pieceOf(kind, unescaped(words ?? ''), target ?? '') : null
      if (piece !== null) take(piece, match.index, found.length)
    } else {
      const link = linkOf(found)
      if (link !== null) take({ kind: 'link', ...link }, match.index, link.text.length)
    }
  }
  if (done < message.length) pieces.push({ kind: 'text', text: message.slice(done) })
  return pieces
}

/** The ids of those whom a message names, each once. */
export function mentionsInMessage(message: string): readonly string[] {
  const ids = piecesOf(message).flatMap((piece) => (piece.kind === 'person' ? [piece.id] : []))
  return [...new Set(ids)]
}

export function plainPiece(piece: ChatPiece): string {
  if (piece.kind === 'person') return `@${piece.name}`
  if (piece.kind === 'passage') return `“${piece.quote}”`
  return piece.kind === 'picture' ? piece.name : piece.text
}

/** A message as words alone: what is searched, read out, copied and put in letters. */
export const plainMessage = (message: string): string => piecesOf(message).map(plainPiece).join('')
