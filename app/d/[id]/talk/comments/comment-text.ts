import { type ChatPiece, passageToken, pictureToken, piecesOf } from '../../../../../lib/chat-text.ts'
import { messageOf, NO_DRAFT } from '../chat/chat-draft.ts'
import type { Written } from '../mention-field.tsx'

/** What a comment is sent and kept as: its names say whom they mean. */
export const commentOf = ({ text, people }: Written): string => messageOf({ ...NO_DRAFT, text, people })

/** What a comment is changed as. */
export function writtenOf(comment: string): Written {
  const pieces = piecesOf(comment)
  const people = pieces.flatMap((piece) =>
    piece.kind === 'person' ? [{ id: piece.id, name: piece.name }] : [],
  )
  return { text: pieces.map(wordsOf).join(''), people }
}

/** In a comment only names and addresses are more than words. */
export function wordsOf(piece: ChatPiece): string {
  if (piece.kind === 'person') return `@${piece.name}`
  if (piece.kind === 'passage') return passageToken(piece)
  return piece.kind === 'picture' ? pictureToken(piece.name, piece.file) : piece.text
}
