'use client'

import './chat.css'
import { Ellipsis, MessageSquare, MessageSquareOff, Search, Trash2 } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { can } from '../../../../../lib/roles.ts'
import { Button } from '../../../../ui/button.tsx'
import { Confirm } from '../../../../ui/confirm.tsx'
import { Menu, MenuItem, MenuLine } from '../../../../ui/menu.tsx'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import type { TalkProps } from '../talk-side.tsx'
import { ChatComposer } from './chat-composer.tsx'
import type { ChatDraft } from './chat-draft.ts'
import { keepChat, keptChat } from './chat-kept.ts'
import { ChatList } from './chat-list.tsx'
import { ChatSearch } from './chat-search.tsx'
import type { ChatSession } from './chat-session.ts'
import { LineNotice } from './line-notice.tsx'
import { ChatContext, useChatState } from './use-chat.ts'

/** The chat of the document that is open. */
export function ChatTab({ session, ...talk }: TalkProps & { session: ChatSession }) {
  const t = useTranslations()
  const state = useChatState(session)
  const { documentId } = talk
  const [draft, setDraft] = useState<ChatDraft>(() => keptChat(documentId).draft)
  const [editing, setEditing] = useState<number | null>(null)
  const [sent, setSent] = useState(0)
  const [searching, setSearching] = useState(false)
  const [clearing, setClearing] = useState<'no' | 'asked' | 'busy' | 'failed'>('no')
  const role = state.role ?? talk.role
  const isOwner = can(role, 'share')
  const maySpeak = can(role, 'comment')
  const { on } = state.view

  useEffect(() => keepChat(documentId, { draft }), [documentId, draft])

  const editLast = useCallback(() => {
    const { view, selfId } = session.getState()
    const own = view.messages?.findLast(({ by, text }) => by.id === selfId && text !== null)
    if (own !== undefined) setEditing(own.seq)
  }, [session])

  const clear = async () => {
    setClearing('busy')
    setClearing((await session.act({ kind: 'clear' })) === null ? 'no' : 'failed')
  }
  const turn = (next: boolean) => void session.act({ kind: 'switch', on: next })

  return (
    <ChatContext.Provider value={{ ...talk, session, state }}>
      <PanelTools>
        <Tooltip words={t('chat.search.label')}>
          <Button
            look="quiet"
            size="icon"
            aria-label={t('chat.search.label')}
            aria-pressed={searching}
            onClick={() => setSearching(!searching)}
          >
            <Search aria-hidden className="size-4" />
          </Button>
        </Tooltip>
        {isOwner ? (
          <Menu
            trigger={
              <Button look="quiet" size="icon" aria-label={t('chat.menu.label')}>
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            }
          >
            <MenuItem onSelect={() => turn(!on)}>
              {on ? <MessageSquareOff aria-hidden /> : <MessageSquare aria-hidden />}
              {t(on ? 'chat.menu.off' : 'chat.menu.on')}
            </MenuItem>
            <MenuLine />
            <MenuItem danger onSelect={() => setClearing('asked')}>
              <Trash2 aria-hidden />
              {t('chat.menu.clear')}
            </MenuItem>
          </Menu>
        ) : null}
      </PanelTools>
      {searching ? (
        <ChatSearch onClose={() => setSearching(false)} />
      ) : (
        <>
          <ChatList editing={editing} onEdit={setEditing} onChange={setDraft} sent={sent} />
          <LineNotice />
          {!on ? (
            <div className="chat-closed">
              <p>{t(isOwner ? 'chat.isOffOwner' : 'chat.isOff')}</p>
              {isOwner ? <Button onClick={() => turn(true)}>{t('chat.switchOn')}</Button> : null}
            </div>
          ) : maySpeak ? (
            <ChatComposer
              draft={draft}
              onDraft={setDraft}
              onSent={() => setSent((count) => count + 1)}
              onEditLast={editLast}
            />
          ) : (
            <p className="chat-closed">{t('chat.viewer')}</p>
          )}
        </>
      )}
      <Confirm
        open={clearing !== 'no'}
        title={t('chat.clear.title')}
        words={t('chat.clear.words')}
        action={t('chat.clear.action')}
        busy={clearing === 'busy'}
        error={clearing === 'failed' ? t('chat.clear.failed') : null}
        onConfirm={() => void clear()}
        onClose={() => setClearing('no')}
      />
    </ChatContext.Provider>
  )
}

/** Stands in the head of the panel, beside the tabs. */
function PanelTools({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  useEffect(() => setPlace(document.getElementById('talk-tools')), [])
  return place === null ? null : createPortal(children, place)
}
