import { MessageSquareText, MessagesSquare } from 'lucide-react'
import type { ComponentType } from 'react'

export type TalkTab = 'comments' | 'chat'

/** The tabs beside the text, in their order. One that nothing stands in yet is not among them. */
export const TALK_TABS: readonly TalkTab[] = ['comments', 'chat']

export const isTalkTab = (word: string | null): word is TalkTab => TALK_TABS.some((tab) => tab === word)

export const TAB_ICONS: Readonly<Record<TalkTab, ComponentType<{ readonly className?: string }>>> = {
  comments: MessageSquareText,
  chat: MessagesSquare,
}
