import { ROLES } from './roles.ts'

/** What somebody is told of. `thread` and `chat` are for those who watch a document. */
export const NOTICE_KINDS = [
  'mention',
  'reply',
  'thread',
  'chat',
  'share',
  'request',
  'answer',
  'resolved',
  'decided',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Where it happened. */
export const NOTICE_SOURCES = ['text', 'chat', 'comments', 'access'] as const
export type NoticeSource = (typeof NOTICE_SOURCES)[number]

/** A role that was given or asked for, or what became of a suggestion. */
export const NOTICE_OUTCOMES = [...ROLES, 'accepted', 'rejected'] as const
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number]

/** The ends of addresses that lead to what was said, and to where people are let in. */
export const chatPlace = (message: number): string => `chat=${message}`
export const commentPlace = (thread: number): string => `c=${thread}`
export const SHARE_PLACE = 'share'

/** How much of a document a person wants to hear. */
export const WATCH_LEVELS = ['watch', 'default', 'mute'] as const
export type WatchLevel = (typeof WATCH_LEVELS)[number]
