import { type DocumentId, parseDocumentId } from './ids.ts'
import { z } from './schema.ts'

/** Characters of one message of a chat. */
export const MAX_CHAT_TEXT = 4_000
/** UTF-16 units of one reaction: the longest emoji are families of several people. */
const MAX_REACTION = 32

const EMOJI = /^\p{RGI_Emoji}$/v
/** What is no character of any text: controls other than tab and line break, and halves of a character. */
const STRAY = /[\p{Cc}\p{Cs}]/u

const seq = z.int().check(z.positive())
const words = z
  .string()
  .check(z.minLength(1), z.maxLength(MAX_CHAT_TEXT))
  .check(z.refine((text) => text.trim() !== '' && !STRAY.test(text.replaceAll(/[\t\n]/g, ''))))

/** What somebody does in a chat. `message` is the number of the event that posted it. */
export const chatAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('post'), text: words }),
  z.strictObject({ kind: z.literal('edit'), message: seq, text: words }),
  z.strictObject({ kind: z.literal('delete'), message: seq }),
  z.strictObject({
    kind: z.literal('react'),
    message: seq,
    emoji: z.string().check(z.maxLength(MAX_REACTION), z.regex(EMOJI)),
    on: z.boolean(),
  }),
  /** Takes all messages away. */
  z.strictObject({ kind: z.literal('clear') }),
  /** Opens the chat for messages, or closes it. */
  z.strictObject({ kind: z.literal('switch'), on: z.boolean() }),
])
export type ChatAction = z.infer<typeof chatAction>

/** Something that people talk in, with numbered events: `chat:<document id>`. */
export type Topic = `chat:${DocumentId}`

/** Null for what names no topic. */
export function parseTopic(name: string): { readonly topic: Topic; readonly document: DocumentId } | null {
  const document = name.startsWith('chat:') ? parseDocumentId(name.slice(5)) : null
  return document === null ? null : { topic: `chat:${document}`, document }
}

/** Who did something, by the server's word at that time. */
export const actor = z.object({ id: z.string(), name: z.string(), color: z.string() })
export type Actor = z.infer<typeof actor>

/** What happened in a topic. Numbers begin at 1 and have no holes. `time` in milliseconds since 1970. */
export const talkEvent = z.object({ seq, time: z.int(), by: actor, action: chatAction })
export type TalkEvent = z.infer<typeof talkEvent>

/** Why something was not done. */
export const TALK_REFUSALS = ['role', 'off', 'gone', 'not-yours', 'storage'] as const
export type TalkRefusal = (typeof TALK_REFUSALS)[number]
