import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { commentAction } from '../../lib/comments.ts'
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
import { ApiError, readBody } from './errors.ts'

export interface CommentRoutesContext {
  readonly documents: Documents
  readonly talk: TalkLog
  readonly topics: LiveTopics
  /** What one person does in a short time. */
  readonly commentAttempts: AttemptLimits
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const MAX_PAGE = 100
const query = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
})
/** `id` is the client's own: the same twice is done once. */
const request = z.object({ id: z.string().regex(LIVE_ACTION_ID).optional(), action: commentAction })

const REFUSALS: Readonly<Record<Exclude<TalkRefusal, 'role'>, readonly [403 | 404 | 409 | 503, Sentence]>> = {
  gone: [404, (t) => t('refusals.comments.gone')],
  'not-yours': [403, (t) => t('refusals.comments.notYours')],
  full: [409, (t) => t('refusals.comments.full')],
  decided: [409, (t) => t('refusals.comments.decided')],
  off: [409, (t) => t('refusals.comments.off')],
  storage: [503, (t) => t('refusals.storage')],
}

/** `/api/documents/:id/comments`: the threads beside a text, and everything that can be done in them. */
export function commentRoutes(context: CommentRoutesContext): Hono<ApiEnv> {
  const { documents, talk, topics, commentAttempts, wallClock } = context
  const routes = new Hono<ApiEnv>()

  routes.get('/:id/comments', async (c) => {
    const { id } = await allowed(c, documents, 'read')
    const parsed = query.safeParse(c.req.query())
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      throw new ApiError(400, 'invalid', (t) => t('refusals.invalid', { problems: problems.join('; ') }))
    }
    return c.json(await talk.threads(`comments:${id}`, parsed.data.after, parsed.data.limit))
  })

  routes.post('/:id/comments', async (c) => {
    const { user, id, role } = await allowed(c, documents, 'comment')
    const wait = commentAttempts.attempt(user.id)
    if (wait !== null) throw new ApiError(429, 'rate', (t) => t('refusals.comments.tooOften'), wait)
    const { action, id: command = randomUUID() } = await readBody(c.req.raw, request)
    const topic: Topic = `comments:${id}`
    const by = { id: user.id, name: user.name, color: user.color }
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
