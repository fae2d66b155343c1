'use client'

import { type ChatPiece, piecesOf } from '../../../../../lib/chat-text.ts'
import { wordsOf } from './comment-text.ts'
import { useComments } from './use-comments.ts'

/** What a comment says: words, with names and addresses that lead somewhere. */
export function CommentWords({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have nothing else, and no state.
    <Piece key={index} piece={piece} />
  ))
}

function Piece({ piece }: { piece: ChatPiece }) {
  const { people, state } = useComments()
  if (piece.kind === 'link') {
    return (
      <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className="message-link">
        {piece.text}
      </a>
    )
  }
  if (piece.kind !== 'person') return wordsOf(piece)
  const name = people.find(({ id }) => id === piece.id)?.name ?? piece.name
  return (
    <bdi className="message-mention" {...(piece.id === state.selfId ? { 'data-self': '' } : {})}>
      {`@${name}`}
    </bdi>
  )
}
