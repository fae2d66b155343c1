'use client'

import { Ellipsis, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Comment } from '../../../../../lib/comment-threads.ts'
import { can } from '../../../../../lib/roles.ts'
import { Avatar } from '../../../../ui/avatar.tsx'
import { Menu, MenuItem } from '../../../../ui/menu.tsx'
import { Popover } from '../../../../ui/popover.tsx'
import { fullTime } from '../chat/chat-times.ts'
import { EmojiPicker, emojiName } from '../chat/emoji-picker.tsx'
import { CommentField } from './comment-field.tsx'
import { notDoneWords } from './comment-refusals.ts'
import { CommentWords } from './comment-words.tsx'
import type { NotDone } from './comments-session.ts'
import { useComments } from './use-comments.ts'

/** One comment of a thread, with what can be done with it. */
export function CommentItem({ comment, thread }: { comment: Comment; thread: number }) {
  const t = useTranslations()
  const { session, state, people, role: known } = useComments()
  const [editing, setEditing] = useState(false)
  const [picking, setPicking] = useState(false)
  const [failed, setFailed] = useState<NotDone | null>(null)
  const { seq, time, by, text, editedAt, withdrawn, reactions } = comment
  const role = state.role ?? known
  const isOwn = by.id === state.selfId
  const mayComment = can(role, 'comment')
  const here = people.find(({ id }) => id === by.id)
  const name = here?.name ?? by.name
  const react = async (emoji: string, on: boolean) => {
    setPicking(false)
    setFailed(await session.act({ kind: 'cheer', comment: seq, emoji, on }))
  }
  if (withdrawn)
    return <p className="text-ink-faint text-xs italic">{t('comments.withdrawn', { name: by.name })}</p>
  return (
    <div className="flex gap-2">
      <Avatar name={name} color={here?.color ?? by.color} className="mt-0.5 size-6 shrink-0 text-[10px]" />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1.5">
          <bdi className="truncate font-semibold text-[13px]">{name}</bdi>
          <time
            dateTime={new Date(time).toISOString()}
            className="min-w-0 flex-1 truncate text-[11px] text-ink-soft"
          >
            {fullTime(time)}
          </time>
          {mayComment ? (
            <Popover
              label={t('chat.emoji.label')}
              className="w-76 p-0"
              open={picking}
              onOpenChange={setPicking}
              trigger={
                <button type="button" aria-label={t('comments.react')} className="message-tool">
                  <SmilePlus aria-hidden className="size-3.5" />
                </button>
              }
            >
              <EmojiPicker onChoose={(sign) => void react(sign, true)} />
            </Popover>
          ) : null}
          {mayComment && (isOwn || can(role, 'share')) ? (
            <Menu
              trigger={
                <button type="button" aria-label={t('comments.more')} className="message-tool">
                  <Ellipsis aria-hidden className="size-3.5" />
                </button>
              }
            >
              {isOwn && text !== null ? (
                <MenuItem onSelect={() => setTimeout(() => setEditing(true))}>
                  <Pencil aria-hidden />
                  {t('comments.edit')}
                </MenuItem>
              ) : null}
              <MenuItem
                danger
                onSelect={async () => setFailed(await session.act({ kind: 'withdraw', comment: seq }))}
              >
                <Trash2 aria-hidden />
                {t(seq === thread && text === null ? 'comments.withdraw' : 'comments.delete')}
              </MenuItem>
            </Menu>
          ) : null}
        </div>
        {editing ? (
          <CommentField
            label={t('comments.edit')}
            send={t('comments.save')}
            draftOf={null}
            initial={text ?? ''}
            isFirst
            onCancel={() => setEditing(false)}
            onSend={async (words) => {
              const why = await session.act({ kind: 'amend', comment: seq, text: words })
              if (why === null) setEditing(false)
              return why
            }}
          />
        ) : text === null ? null : (
          <p dir="auto" className="comment-words">
            <CommentWords text={text} />
            {editedAt === null ? null : (
              <span title={fullTime(editedAt)} className="ms-1.5 text-[11px] text-ink-soft">
                {t('comments.edited')}
              </span>
            )}
          </p>
        )}
        {reactions.length === 0 ? null : (
          <ul aria-label={t('comments.reactions')} className="mt-1 flex flex-wrap gap-1">
            {reactions.map(({ emoji, by: fans }) => (
              <li key={emoji}>
                <button
                  type="button"
                  aria-pressed={fans.includes(state.selfId)}
                  aria-disabled={!mayComment}
                  aria-label={t('comments.reaction', { emoji: emojiName(emoji), count: fans.length })}
                  className="message-reaction"
                  onClick={() => mayComment && void react(emoji, !fans.includes(state.selfId))}
                >
                  <span aria-hidden>{emoji}</span>
                  {fans.length}
                </button>
              </li>
            ))}
          </ul>
        )}
        {failed === null ? null : (
          <p role="alert" className="mt-1 text-danger text-xs">
            {notDoneWords(t, failed)}
          </p>
        )}
      </div>
    </div>
  )
}
