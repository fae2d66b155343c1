import {
  mentionToken,
  type PassagePiece,
  passageToken,
  pictureToken,
  piecesOf,
} from '../../../../../lib/chat-text.ts'

/** What is being written. Names stand in the text as `@name`; whom they mean is beside it. */
export interface ChatDraft {
  readonly text: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly passages: readonly PassagePiece[]
  readonly pictures: readonly { readonly file: string; readonly name: string }[]
}

export const NO_DRAFT: ChatDraft = { text: '', people: [], passages: [], pictures: [] }

export const isEmptyDraft = ({ text, passages, pictures }: ChatDraft): boolean =>
  text.trim() === '' && passages.length === 0 && pictures.length === 0

const escapedForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The message that a draft is sent as. */
export function messageOf({ text, people, passages, pictures }: ChatDraft): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\t\n]/gu, '')
  const ids = new Map(people.map(({ id, name }) => [name, id]))
  // the longest first: one name may begin as another
  const names = [...ids.keys()].sort((a, b) => b.length - a.length).map(escapedForPattern)
  const named =
    names.length === 0
      ? clean
      : clean.replaceAll(new RegExp(`@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), (_, name: string) =>
          mentionToken(name, ids.get(name) ?? ''),
        )
  return [
    ...passages.map(passageToken),
    named.trim(),
    ...pictures.map(({ name, file }) => pictureToken(name || 'picture', file)),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** The draft that a message can be changed as. */
export function draftOf(message: string): ChatDraft {
  const people: { id: string; name: string }[] = []
  const passages: PassagePiece[] = []
  const pictures: { file: string; name: string }[] = []
  let text = ''
  for (const piece of piecesOf(message)) {
    if (piece.kind === 'person') {
      people.push({ id: piece.id, name: piece.name })
      text += `@${piece.name}`
    } else if (piece.kind === 'passage') passages.push(piece)
    else if (piece.kind === 'picture') pictures.push({ file: piece.file, name: piece.name })
    else text += piece.text
  }
  return { text: text.trim(), people, passages, pictures }
}
