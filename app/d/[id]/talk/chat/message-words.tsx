'use client'

import { Quote } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type ChatPiece, piecesOf } from '../../../../../lib/chat-text.ts'
import { classNames } from '../../../../ui/class-names.ts'
import { Dialog } from '../../../../ui/dialog.tsx'
import { closeTalk } from '../talk-open.ts'
import { fileAddress } from './chat-api.ts'
import { showPassage } from './passage-place.ts'
import { useChat } from './use-chat.ts'

/** A few emoji and nothing else are shown large. */
const LARGE = /^(?:\p{RGI_Emoji}\s?){1,3}$/v
const COVERS_TEXT = '(width < 64rem)'

/** What a message says. All of it is text, but for what the product itself knows how to show. */
export function MessageWords({ text, own = false }: { text: string; own?: boolean }) {
  const pieces = piecesOf(text)
  const inline = pieces.filter(({ kind }) => kind !== 'picture' && kind !== 'passage')
  const passages = pieces.filter((piece) => piece.kind === 'passage')
  const pictures = pieces.filter((piece) => piece.kind === 'picture')
  const words = inline.some((piece) => !('text' in piece) || piece.text.trim() !== '')
  return (
    <>
      {passages.map((piece) => (
        <Passage key={`${piece.start}~${piece.end}`} piece={piece} own={own} />
      ))}
      {words ? (
        <p dir="auto" className={classNames('message-words', LARGE.test(text.trim()) && 'is-large')}>
          {trimmed(inline).map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have nothing else, and no state.
            <Piece key={index} piece={piece} />
          ))}
        </p>
      ) : null}
      {pictures.map((piece) => (
        <Picture key={piece.file} file={piece.file} name={piece.name} />
      ))}
    </>
  )
}

/** Without the line breaks between the words and what stands above and below them. */
function trimmed(pieces: readonly ChatPiece[]): readonly ChatPiece[] {
  return pieces.map((piece, index) => {
    if (piece.kind !== 'text') return piece
    const start = index === 0 ? piece.text.replace(/^\n+/, '') : piece.text
    return { ...piece, text: index === pieces.length - 1 ? start.replace(/\n+$/, '') : start }
  })
}

function Piece({ piece }: { piece: ChatPiece }) {
  const { people, state } = useChat()
  if (piece.kind === 'text') return piece.text
  if (piece.kind === 'link') {
    return (
      <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className="message-link">
        {piece.text}
      </a>
    )
  }
  if (piece.kind !== 'person') return null
  const name = people.find(({ id }) => id === piece.id)?.name ?? piece.name
  return (
    <bdi className="message-mention" {...(piece.id === state.selfId ? { 'data-self': '' } : {})}>
      {`@${name}`}
    </bdi>
  )
}

function Passage({ piece, own }: { piece: Extract<ChatPiece, { kind: 'passage' }>; own: boolean }) {
  const t = useTranslations()
  const { editor } = useChat()
  const [gone, setGone] = useState(false)
  const show = () => {
    if (!own && window.matchMedia(COVERS_TEXT).matches) closeTalk()
    setGone(!showPassage(editor, piece))
  }
  return (
    <div className="my-1">
      <button
        type="button"
        className="message-passage"
        aria-label={t('chat.passage.show', { quote: piece.quote })}
        onClick={show}
      >
        <Quote aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ink-faint" />
        <span dir="auto" className="line-clamp-3">
          {piece.quote}
        </span>
      </button>
      {gone ? (
        <p role="status" className="mt-1 text-ink-soft text-xs">
          {t('chat.passage.gone', { quote: piece.quote })}
        </p>
      ) : null}
    </div>
  )
}

function Picture({ file, name }: { file: string; name: string }) {
  const t = useTranslations()
  const { documentId } = useChat()
  const [open, setOpen] = useState(false)
  const [missing, setMissing] = useState(false)
  const source = fileAddress(documentId, file)
  const words = name || t('chat.picture.unnamed')
  if (missing) return <p className="text-ink-soft text-xs">{t('chat.picture.gone')}</p>
  return (
    <>
      <button
        type="button"
        className="message-picture"
        aria-label={t('chat.picture.open', { name: words })}
        onClick={() => setOpen(true)}
      >
        {/* biome-ignore lint/performance/noImgElement: a file of the document, which the server sends as it is. */}
        <img src={source} alt="" draggable={false} onError={() => setMissing(true)} />
      </button>
      {open ? (
        <Dialog open onOpenChange={setOpen} title={words} className="sm:w-auto sm:max-w-[92vw]">
          {/* biome-ignore lint/performance/noImgElement: same. */}
          <img
            src={source}
            alt={words}
            className="mx-auto max-h-[75dvh] max-w-full rounded-md object-contain"
          />
        </Dialog>
      ) : null}
    </>
  )
}
