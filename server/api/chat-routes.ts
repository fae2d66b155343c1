import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { chatAction, chatText } from '../../lib/chat.ts'
import { LIVE_ACTION_ID } from '../../lib/live-messages.ts'
import { can } from '../../lib/roles.ts'
import type { TalkRefusal, Topic } from '../../lib/talk.ts'
import type { Documents } from '../documents.ts'
import type { LiveTopics } from '../live/live-topics.ts'
import type { Sentence } from '../sentence.ts'
import type { TalkLog, TalkOutcome } from '../talk/talk-log.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { allowed } from './document-access.ts'
import { ApiError, readBody, readQuery } from './errors.ts'

export interface ChatRoutesContext {
  readonly documents: Documents
  readonly talk: TalkLog
  readonly topics: LiveTopics
  /** What one person does beside the texts in a short time. */
  readonly commentAttempts: AttemptLimits
  /** Each looks through a whole chat. */
  readonly chatSearches: AttemptLimits
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const MAX_PAGE = 100
const page = {
  /** A message's number: older ones are asked for. */
  before: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
}
const pageQuery = z.object(page)
const searchQuery = z.object({ ...page, q: z.string().trim().min(1).max(200) })

/** `id` is the client's own: the same twice is done once. */
const id = z.string().regex(LIVE_ACTION_ID).optional()
const request = z.union([z.strictObject({ id, text: chatText }), z.strictObject({ id, action: chatAction })])
const readMark = z.object({ seq: z.number().int().nonnegative() })

const REFUSALS: Readonly<Record<Exclude<TalkRefusal, 'role'>, readonly [403 | 404 | 409 | 503, Sentence]>> = {
  gone: [404, (t) => t('refusals.chat.gone')],
  'not-yours': [403, (t) => t('refusals.chat.notYours')],
  off: [409, (t) => t('refusals.chat.off')],
  full: [409, (t) => t('refusals.chat.off')],
  decided: [409, (t) => t('refusals.chat.gone')],
  storage: [503, (t) => t('refusals.storage')],
}

/** `/api/documents/:id/chat`: what people say to each other beside a text, and all that can be done there. */
export function chatRoutes(context: ChatRoutesContext): Hono<ApiEnv> {
  const { documents, talk, topics, commentAttempts, chatSearches, wallClock } = context
  const routes = new Hono<ApiEnv>()

  /** The last messages before `before`. What happens behind `seq` is told on `/live`. */
  routes.get('/:id/chat', async (c) => {
    const { id } = await allowed(c, documents, 'read')
    const { before, limit } = readQuery(c.req.query(), pageQuery)
    return c.json(await talk.page(`chat:${id}`, before, limit))
  })

  routes.get('/:id/chat/search', async (c) => {
    const { user, id } = await allowed(c, documents, 'read')
    const { q, before, limit } = readQuery(c.req.query(), searchQuery)
    const wait = chatSearches.attempt(user.id)
    if (wait !== null) throw new ApiError(429, 'rate', (t) => t('refusals.chat.searches'), wait)
    return c.json(await talk.search(`chat:${id}`, q, before, limit))
  })

  routes.post('/:id/chat', async (c) => {
    const { user, id, role } = await allowed(c, documents, 'comment')
    const wait = commentAttempts.attempt(user.id)
    if (wait !== null) throw new ApiError(429, 'rate', (t) => t('refusals.chat.tooOften'), wait)
    const body = await readBody(c.req.raw, request)
    const action = 'text' in body ? ({ kind: 'post', text: body.text } as const) : body.action
    const topic: Topic = `chat:${id}`
    const by = { id: user.id, name: user.name, color: user.color }
    const command = body.id ?? randomUUID()
    const outcome = await performed(
      topics.perform(async () => {
        // the role may have changed while the request waited for its turn
        const entry = (await documents.access(id, user.id))?.entry
        if (entry === undefined || !('role' in entry) || !can(entry.role, 'comment')) return null
        return { topic, id: command, by, role: entry.role, time: wallClock(), action }
      }),
    )
    const why = outcome === null ? 'role' : outcome.kind === 'refused' ? outcome.why : null
    if (why === 'role') throw new ApiError(403, 'role', (t) => t('refusals.role', { role }))
    if (why !== null) {
      const [status, sentence] = REFUSALS[why]
      throw new ApiError(status, why, sentence)
    }
    return c.json({ seq: outcome?.kind === 'done' ? outcome.seq : 0 }, 201)
  })

  /** How far the visitor has read; it never goes back. */
  routes.put('/:id/chat/read', async (c) => {
    const { user, id } = await allowed(c, documents, 'read')
    const { seq } = await readBody(c.req.raw, readMark)
    topics.markRead(`chat:${id}`, user.id, seq)
    return c.body(null, 204)
  })

  return routes
}

async function performed(outcome: Promise<TalkOutcome | null>): Promise<TalkOutcome | null> {
  try {
    return await outcome
  } catch {
    // the disk; who stores has logged it
    throw new ApiError(503, 'storage', (t) => t('refusals.storage'))
  }
}
