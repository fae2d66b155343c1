'use client'

import { Copy, Ellipsis, MessageSquareText, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { ChatMessage as Message } from '../../../../../lib/chat-page.ts'
import { piecesOf, plainMessage, plainPiece } from '../../../../../lib/chat-text.ts'
import { can } from '../../../../../lib/roles.ts'
import { Avatar } from '../../../../ui/avatar.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { copyText } from '../../../../ui/copy-text.ts'
import { Menu, MenuItem, MenuLine } from '../../../../ui/menu.tsx'
import { Popover } from '../../../../ui/popover.tsx'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import { openTalk } from '../talk-open.ts'
import { TALK_TABS } from '../talk-tabs.ts'
import { beginThread } from './chat-api.ts'
import type { ChatRow } from './chat-rows.ts'
import type { NotSent } from './chat-session.ts'
import { fullTime, shortTime, timeWords } from './chat-times.ts'
import { EmojiPicker } from './emoji-picker.tsx'
import { MessageEditor } from './message-editor.tsx'
import { MessageWords } from './message-words.tsx'
import { notSentWords } from './not-sent.tsx'
import { passageForThread } from './passage-place.ts'
import { useChat } from './use-chat.ts'

export interface ChatMessageProps {
  readonly row: ChatRow
  /** The one that Tab leads to. */
  readonly isStop: boolean
  readonly isEditing: boolean
  readonly onFocus: (seq: number) => void
  readonly onEdit: (seq: number | null) => void
}

/** One message. What can be done with it shows while the pointer or the focus is on it. */
export const ChatMessage = memo(function ChatMessage(props: ChatMessageProps) {
  const { row, isStop, isEditing, onFocus, onEdit } = props
  const { message, opensGroup } = row
  const t = useTranslations()
  const { people, state, session, documentId, editor, role: known } = useChat()
  const [isOver, setIsOver] = useState(false)
  const [menuOpen, setMenuOpen] = useState(false)
  const [pickerOpen, setPickerOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { seq, time, by, editedAt, reactions } = message
  const text = message.text ?? ''
  const isOwn = by.id === state.selfId
  const here = people.find(({ id }) => id === by.id)
  const name = here?.name ?? by.name
  const color = here?.color ?? by.color
  const role = state.role ?? known
  const maySpeak = can(role, 'comment') && state.view.on
  const forMe = state.view.messages !== null && !isOwn && text.includes(`(user:${state.selfId})`)
  /** What comes when the menu has closed, and takes the focus. */
  const afterMenu = useRef<(() => void) | null>(null)
  const goOnWith = (next: () => void) => {
    afterMenu.current = next
  }
  const isActive = isOver || menuOpen || pickerOpen

  const tell = (why: NotSent | null) => setProblem(why === null ? null : notSentWords(t, why))
  const react = async (emoji: string, on: boolean) => {
    setPickerOpen(false)
    tell(await session.act({ kind: 'react', message: seq, emoji, on }))
  }
  const remove = async () => tell(await session.act({ kind: 'delete', message: seq }))

  /** The words of the message begin a thread about what it quotes, or about what is selected. */
  const comment = async () => {
    const quoted = piecesOf(text).find((piece) => piece.kind === 'passage')
    const passage = passageForThread(editor, quoted)
    const words = piecesOf(text)
      .flatMap((piece) => (piece.kind === 'passage' ? [] : [plainPiece(piece)]))
      .join('')
      .trim()
    if (passage === null) {
      setProblem(t('chat.actions.commentWhere'))
      return
    }
    const said = isOwn ? words : t('chat.said', { name, words })
    const answer = await beginThread(documentId, passage, words === '' ? name : said)
    if (answer.ok) openTalk('comments')
    else setProblem(answer.message)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      setMenuOpen(true)
    }
  }

  return (
    <article
      id={`message-${seq}`}
      tabIndex={isStop ? 0 : -1}
      aria-label={
        isOwn ? t('chat.youAt', { time: fullTime(time) }) : t('chat.nameAt', { name, time: fullTime(time) })
      }
      className={classNames('chat-message group', opensGroup && 'opens-group', forMe && 'is-for-me')}
      onPointerEnter={() => setIsOver(true)}
      onPointerLeave={() => setIsOver(false)}
      onFocus={() => {
        setIsOver(true)
        onFocus(seq)
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsOver(false)
      }}
      onKeyDown={onKeyDown}
    >
      {opensGroup ? (
        <Avatar name={name} color={color} className="mt-0.5 size-7 shrink-0" />
      ) : (
        <time dateTime={new Date(time).toISOString()} aria-hidden className="message-time">
          {shortTime(time)}
        </time>
      )}
      <div className="min-w-0 flex-1">
        {opensGroup ? (
          <p className="flex items-baseline gap-2 leading-5">
            <bdi className="truncate font-semibold text-[13px]">{name}</bdi>
            <time
              dateTime={new Date(time).toISOString()}
              title={fullTime(time)}
              className="shrink-0 text-[11px] text-ink-soft tabular-nums"
            >
              {timeWords(time)}
            </time>
          </p>
        ) : null}
        {isEditing ? (
          <MessageEditor message={message} onDone={() => onEdit(null)} />
        ) : (
          <>
            <MessageWords text={text} />
            {editedAt === null ? null : (
              <span
                title={t('chat.editedAt', { time: fullTime(editedAt) })}
                className="text-[11px] text-ink-soft"
              >
                {t('chat.edited')}
              </span>
            )}
          </>
        )}
        {reactions.length === 0 ? null : (
          <ul aria-label={t('chat.reactions')} className="mt-1 flex flex-wrap gap-1">
            {reactions.map(({ emoji, by: fans }) => (
              <li key={emoji}>
                <Reaction
                  emoji={emoji}
                  fans={fans}
                  disabled={!maySpeak}
                  onToggle={(on) => react(emoji, on)}
                />
              </li>
            ))}
          </ul>
        )}
        {problem === null ? null : (
          <p role="alert" className="mt-1 text-danger text-xs">
            {problem}
          </p>
        )}
      </div>
      {isActive && !isEditing ? (
        <div role="toolbar" aria-label={t('chat.actions.label')} className="message-tools">
          {maySpeak ? (
            <Popover
              label={t('chat.emoji.label')}
              className="w-76 p-0"
              open={pickerOpen}
              onOpenChange={setPickerOpen}
              trigger={
                <button type="button" aria-label={t('chat.actions.react')} className="message-tool">
                  <SmilePlus aria-hidden className="size-4" />
                </button>
              }
            >
              <EmojiPicker onChoose={(sign) => void react(sign, true)} />
            </Popover>
          ) : null}
          <Menu
            open={menuOpen}
            onOpenChange={setMenuOpen}
            trigger={
              <button type="button" aria-label={t('chat.actions.more')} className="message-tool">
                <Ellipsis aria-hidden className="size-4" />
              </button>
            }
            onClosed={() => {
              const next = afterMenu.current
              afterMenu.current = null
              if (next === null) document.getElementById(`message-${seq}`)?.focus()
              else next()
              return true
            }}
          >
            {maySpeak ? (
              <MenuItem onSelect={() => goOnWith(() => setPickerOpen(true))}>
                <SmilePlus aria-hidden />
                {t('chat.actions.react')}
              </MenuItem>
            ) : null}
            {can(role, 'comment') && TALK_TABS.includes('comments') ? (
              <MenuItem onSelect={() => void comment()}>
                <MessageSquareText aria-hidden />
                {t('chat.actions.comment')}
              </MenuItem>
            ) : null}
            <MenuItem onSelect={() => void copyText(plainMessage(text))}>
              <Copy aria-hidden />
              {t('chat.actions.copy')}
            </MenuItem>
            {isOwn && maySpeak ? (
              <MenuItem onSelect={() => goOnWith(() => onEdit(seq))}>
                <Pencil aria-hidden />
                {t('chat.actions.edit')}
              </MenuItem>
            ) : null}
            {(isOwn && can(role, 'comment')) || can(role, 'share') ? (
              <>
                <MenuLine />
                <MenuItem danger onSelect={() => void remove()}>
                  <Trash2 aria-hidden />
                  {t(isOwn ? 'chat.actions.takeBack' : 'chat.actions.remove')}
                </MenuItem>
              </>
            ) : null}
          </Menu>
        </div>
      ) : null}
    </article>
  )
})

interface ReactionProps {
  readonly emoji: string
  readonly fans: readonly string[]
  readonly disabled: boolean
  readonly onToggle: (on: boolean) => void
}

function Reaction({ emoji, fans, disabled, onToggle }: ReactionProps) {
  const t = useTranslations()
  const locale = useLocale()
  const { people, state } = useChat()
  const isMine = fans.includes(state.selfId)
  const known = new Map<string, string>([
    ...(state.view.messages ?? []).map(({ by }: Message) => [by.id, by.name] as const),
    ...people.map(({ id, name }) => [id, name] as const),
    [state.selfId, t('together.you')],
  ])
  const names = fans.flatMap((id) => known.get(id) ?? [])
  const others = fans.length - names.length
  const all = others > 0 ? [...names, t('chat.someone', { count: others })] : names
  const words = t('chat.reaction', { emoji, names: new Intl.ListFormat(locale).format(all) })
  return (
    <Tooltip words={words}>
      <button
        type="button"
        aria-label={words}
        aria-pressed={isMine}
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) onToggle(!isMine)
        }}
        className="message-reaction"
      >
        <span aria-hidden>{emoji}</span>
        <span aria-hidden className="tabular-nums">
          {fans.length}
        </span>
      </button>
    </Tooltip>
  )
}
