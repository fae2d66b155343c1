import { chatActions } from './chat.ts'
import { commentActions } from './comments.ts'
import { type DocumentId, parseDocumentId } from './ids.ts'
import { noticeActions } from './notices.ts'
import * as z from './schema.ts'

/** All that somebody can do in a topic of any kind. */
export const talkAction = z.discriminatedUnion('kind', [...chatActions, ...commentActions, ...noticeActions])
export type TalkAction = z.infer<typeof talkAction>

/** The kinds of topic, each with what people can do there. What the server alone writes is not among it. */
export const ACTIONS = {
  chat: new Set<TalkAction['kind']>(['post', 'edit', 'delete', 'react', 'clear', 'switch']),
  comments: new Set<TalkAction['kind']>([
    'thread',
    'suggest',
    'reply',
    'amend',
    'withdraw',
    'cheer',
    'resolve',
    'reopen',
    'decide',
    'reanchor',
  ]),
  notices: new Set<TalkAction['kind']>(['read-notice', 'read-notices']),
} as const satisfies Readonly<Record<string, ReadonlySet<TalkAction['kind']>>>
export type TopicKind = keyof typeof ACTIONS

/** Something with numbered events: `chat:<document id>`, `notices:<user id>`. */
export type Topic = `${TopicKind}:${string}`

/** What a topic is about: a document, or what one person is told. */
export type ParsedTopic =
  | {
      readonly topic: Topic
      readonly kind: Exclude<TopicKind, 'notices'>
      readonly document: DocumentId
    }
  | { readonly topic: Topic; readonly kind: 'notices'; readonly person: string }

const isKind = (word: string): word is TopicKind => Object.hasOwn(ACTIONS, word)
const PERSON = /^[\w-]{1,56}$/

/** Null for what names no topic. */
export function parseTopic(name: string): ParsedTopic | null {
  const colon = name.indexOf(':')
  const kind = name.slice(0, Math.max(colon, 0))
  const rest = name.slice(colon + 1)
  if (!isKind(kind)) return null
  if (kind === 'notices') return PERSON.test(rest) ? { topic: noticesOf(rest), kind, person: rest } : null
  const document = parseDocumentId(rest)
  return document === null ? null : { topic: `${kind}:${document}`, kind, document }
}

/** The topic of what a person is told. */
export const noticesOf = (person: string): Topic => `notices:${person}`

/** Who did something, by the server's word at that time. */
export const actor = z.object({ id: z.string(), name: z.string(), color: z.string() })
export type Actor = z.infer<typeof actor>

/** What happened in a topic. Numbers begin at 1 and have no holes. `time` in milliseconds since 1970. */
export const talkEvent = z.object({
  seq: z.int().check(z.positive()),
  time: z.int(),
  by: actor,
  action: talkAction,
})
export type TalkEvent = z.infer<typeof talkEvent>

/** What somebody has not read yet. `forMe` when it names them. */
export const unread = z.object({ seq: z.int().check(z.positive()), forMe: z.boolean() })
export type Unread = z.infer<typeof unread>
/** Of so much it is said that it is unread; of more it is not. */
export const MAX_UNREAD = 100

/** Why something was not done. */
export const TALK_REFUSALS = ['role', 'off', 'gone', 'not-yours', 'storage', 'full', 'decided'] as const
export type TalkRefusal = (typeof TALK_REFUSALS)[number]
