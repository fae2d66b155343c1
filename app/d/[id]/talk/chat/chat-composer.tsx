'use client'

import { ImagePlus, Quote, SendHorizontal, SmilePlus, X } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { chatText, MAX_CHAT_TEXT } from '../../../../../lib/chat.ts'
import { Popover } from '../../../../ui/popover.tsx'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import { fileAddress, sendPicture } from './chat-api.ts'
import { type ChatDraft, isEmptyDraft, messageOf, NO_DRAFT } from './chat-draft.ts'
import { EmojiPicker } from './emoji-picker.tsx'
import { MessageField } from './message-field.tsx'
import { onQuote, selectedPassage } from './passage-place.ts'
import { useChat } from './use-chat.ts'

/** From so many characters on it is said how many are left. */
const NEAR_THE_END = MAX_CHAT_TEXT - 300

export interface ChatComposerProps {
  readonly draft: ChatDraft
  readonly onDraft: (change: (before: ChatDraft) => ChatDraft) => void
  readonly onSent: () => void
  /** The arrow up in an empty field. */
  readonly onEditLast: () => void
}

const picturesOf = (data: DataTransfer): File[] =>
  [...data.files].filter(({ type }) => type.startsWith('image/'))

/** Where messages are written, with quotes and pictures above the words. */
export function ChatComposer({ draft, onDraft, onSent, onEditLast }: ChatComposerProps) {
  const t = useTranslations()
  const { session, documentId, editor } = useChat()
  const field = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [arriving, setArriving] = useState<readonly string[]>([])
  const [emojiOpen, setEmojiOpen] = useState(false)
  const text = messageOf(draft)
  const over = text.length - MAX_CHAT_TEXT
  const canSend = !isEmptyDraft(draft) && arriving.length === 0 && chatText.safeParse(text).success

  const send = () => {
    if (!canSend) return
    session.post(text)
    onDraft(() => NO_DRAFT)
    setProblem(null)
    onSent()
    field.current?.focus()
  }

  const addPictures = async (files: readonly File[]) => {
    if (files.length === 0) return
    setProblem(null)
    setArriving((names) => [...names, ...files.map(({ name }) => name)])
    for (const file of files) {
      const answer = await sendPicture(documentId, file)
      setArriving((names) => names.toSpliced(names.indexOf(file.name), 1))
      if (!answer.ok) setProblem(answer.message)
      else {
        const { id, name } = answer.data
        onDraft((before) => ({ ...before, pictures: [...before.pictures, { file: id, name }] }))
      }
    }
  }

  const quote = () => {
    const passage = selectedPassage(editor)
    if (passage === null) setProblem(t('chat.write.nothingSelected'))
    else {
      setProblem(null)
      onDraft((before) => ({ ...before, passages: [...before.passages, passage].slice(-3) }))
    }
    field.current?.focus()
  }

  useEffect(
    () =>
      onQuote((passage) => {
        onDraft((before) => ({ ...before, passages: [...before.passages, passage].slice(-3) }))
      }),
    [onDraft],
  )

  const onPaste = (event: ClipboardEvent) => {
    const pictures = picturesOf(event.clipboardData)
    if (pictures.length === 0) return
    event.preventDefault()
    void addPictures(pictures)
  }
  const onDrop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    const pictures = picturesOf(event.dataTransfer)
    if (pictures.length === 0) setProblem(t('chat.picture.none'))
    void addPictures(pictures)
  }

  const insert = (sign: string) => {
    setEmojiOpen(false)
    const { selectionStart = draft.text.length, selectionEnd = selectionStart } = field.current ?? {}
    onDraft((before) => ({
      ...before,
      text: `${before.text.slice(0, selectionStart)}${sign}${before.text.slice(selectionEnd)}`,
    }))
    const caret = selectionStart + sign.length
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pictures are dropped here; the button adds them as well.
    <div
      className="chat-composer"
      onPaste={onPaste}
      onDrop={onDrop}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
    >
      {problem === null ? null : (
        <p role="alert" className="mb-1.5 px-1 text-danger text-xs">
          {problem}
        </p>
      )}
      <div className="message-box">
        {draft.passages.map((passage) => (
          <div key={`${passage.start}~${passage.end}`} className="draft-part">
            <Quote aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ink-faint" />
            <span dir="auto" className="line-clamp-2 flex-1">
              {passage.quote}
            </span>
            <button
              type="button"
              aria-label={t('chat.write.removePassage')}
              className="draft-remove"
              onClick={() =>
                onDraft((before) => ({
                  ...before,
                  passages: before.passages.filter(
                    ({ start, end }) => start !== passage.start || end !== passage.end,
                  ),
                }))
              }
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </div>
        ))}
        {draft.pictures.length + arriving.length === 0 ? null : (
          <div className="flex flex-wrap gap-1.5 px-2 pt-2">
            {draft.pictures.map(({ file, name }) => (
              <span key={file} className="relative">
                {/* biome-ignore lint/performance/noImgElement: a file of the document, which the server sends as it is. */}
                <img
                  src={fileAddress(documentId, file)}
                  alt={name}
                  className="size-14 rounded-md object-cover"
                />
                <button
                  type="button"
                  aria-label={t('chat.write.removePicture', { name })}
                  className="draft-remove absolute -end-1.5 -top-1.5 rounded-full border border-line bg-raised"
                  onClick={() =>
                    onDraft((before) => ({
                      ...before,
                      pictures: before.pictures.filter((each) => each.file !== file),
                    }))
                  }
                >
                  <X aria-hidden className="size-3" />
                </button>
              </span>
            ))}
            {arriving.map((name) => (
              <span key={name} role="status" className="flex h-14 items-center text-ink-soft text-xs">
                {t('chat.picture.sending', { name })}
              </span>
            ))}
          </div>
        )}
        <MessageField
          field={field}
          isFirst
          label={t('chat.write.label')}
          placeholder={t('chat.write.placeholder')}
          draft={draft}
          onDraft={(next) => {
            if (next.text !== draft.text && next.text !== '') session.typing()
            onDraft(() => next)
          }}
          onSend={send}
          onKey={(event) => {
            if (event.key !== 'ArrowUp' || draft.text !== '') return
            event.preventDefault()
            onEditLast()
          }}
        />
        <div className="flex items-center gap-0.5 px-1 pb-1">
          <Popover
            label={t('chat.emoji.label')}
            className="w-76 p-0"
            align="start"
            open={emojiOpen}
            onOpenChange={setEmojiOpen}
            onClosed={() => field.current?.focus()}
            trigger={
              <button type="button" aria-label={t('chat.write.emoji')} className="composer-tool">
                <SmilePlus aria-hidden className="size-4" />
              </button>
            }
          >
            <EmojiPicker onChoose={insert} />
          </Popover>
          <Tooltip words={t('chat.write.picture')}>
            <button
              type="button"
              aria-label={t('chat.write.picture')}
              className="composer-tool"
              onClick={() => chooser.current?.click()}
            >
              <ImagePlus aria-hidden className="size-4" />
            </button>
          </Tooltip>
          <Tooltip words={t('chat.write.quote')}>
            <button
              type="button"
              aria-label={t('chat.write.quote')}
              className="composer-tool"
              onClick={quote}
            >
              <Quote aria-hidden className="size-4" />
            </button>
          </Tooltip>
          <input
            ref={chooser}
            type="file"
            accept="image/*"
            multiple
            hidden
            onChange={({ target }) => {
              void addPictures([...(target.files ?? [])])
              target.value = ''
            }}
          />
          <span
            role="status"
            className={`ms-auto px-1.5 text-[11px] tabular-nums ${over > 0 ? 'text-danger' : 'text-ink-faint'}`}
          >
            {over > 0
              ? t('chat.write.tooLong', { count: over })
              : text.length > NEAR_THE_END
                ? t('chat.write.left', { count: -over })
                : null}
          </span>
          <button
            type="button"
            aria-label={t('chat.write.send')}
            aria-disabled={!canSend}
            className="composer-send"
            onClick={send}
          >
            <SendHorizontal aria-hidden className="size-4 rtl:-scale-x-100" />
          </button>
        </div>
      </div>
    </div>
  )
}
