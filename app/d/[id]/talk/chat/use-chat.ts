'use client'

import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { liveLine } from '../../../../live/live-line.ts'
import { setTalkNews } from '../talk-open.ts'
import type { TalkProps } from '../talk-side.tsx'
import { ChatSession, type ChatState } from './chat-session.ts'
import { followMessageLinks } from './message-link.ts'

/** The chat of a document while this component is there; null at first. */
export function useChatSession(documentId: string, selfId: string): ChatSession | null {
  const [session, setSession] = useState<ChatSession | null>(null)
  useEffect(() => {
    const opened = new ChatSession({ documentId, selfId, line: liveLine() })
    const tellNews = () => {
      const { unread } = opened.getState().view
      setTalkNews('chat', { count: unread.size, forMe: [...unread.values()].includes(true) })
    }
    const stop = opened.subscribe(tellNews)
    opened.start()
    // who came back under another name has another line
    liveLine().tryAgain()
    setSession(opened)
    const stopFollowing = followMessageLinks(opened)
    return () => {
      stop()
      stopFollowing()
      opened.leave()
      setSession(null)
    }
  }, [documentId, selfId])
  return session
}

export const useChatState = (session: ChatSession): ChatState =>
  useSyncExternalStore(session.subscribe, session.getState, session.getState)

interface Chat extends TalkProps {
  readonly session: ChatSession
  readonly state: ChatState
}

export const ChatContext = createContext<Chat | null>(null)

/** The chat that a component is a part of. */
export function useChat(): Chat {
  const chat = useContext(ChatContext)
  if (chat === null) throw new Error('a part of the chat stands outside of it')
  return chat
}
