import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { WATCH_LEVELS } from '../../lib/notice-values.ts'
import type { NoticeAction } from '../../lib/notices.ts'
import { noticesOf } from '../../lib/talk.ts'
import type { User } from '../accounts.ts'
import type { Documents } from '../documents.ts'
import type { LiveTopics } from '../live/live-topics.ts'
import type { Audience } from '../notices/audience.ts'
import type { Inbox } from '../notices/inbox.ts'
import type { LetterSettings } from '../notices/letter-settings.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { allowed, signedIn } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'

export interface NoticeRoutesContext {
  readonly documents: Documents
  readonly topics: LiveTopics
  readonly inbox: Inbox
  readonly audience: Audience
  readonly letterSettings: LetterSettings
  /** Whether letters leave this server. */
  readonly delivers: boolean
  /** What one person asks of their inbox in a short time. */
  readonly noticeAttempts: AttemptLimits
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const MAX_PAGE = 50
const query = z.object({
  before: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
})
const seq = z.number().int().positive()
const reading = z.union([z.strictObject({ id: seq }), z.strictObject({ upTo: seq })])
const setting = z.object({ on: z.boolean() })
const wanted = z.object({ level: z.enum(WATCH_LEVELS) })

/** `/api/notices`: what a person is told, and whether by letter; `/api/documents/:id/watching`: of which documents. */
export function noticeRoutes(context: NoticeRoutesContext): Hono<ApiEnv> {
  const { documents, topics, inbox, audience, letterSettings, delivers, noticeAttempts, wallClock } = context
  const routes = new Hono<ApiEnv>()

  function within({ id }: User): void {
    const wait = noticeAttempts.attempt(id)
    if (wait !== null) throw new ApiError(429, 'rate', (t) => t('refusals.notices.tooOften'), wait)
  }

  routes.get('/notices', async (c) => {
    const user = signedIn(c)
    within(user)
    const parsed = query.safeParse(c.req.query())
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      throw new ApiError(400, 'invalid', (t) => t('refusals.invalid', { problems: problems.join('; ') }))
    }
    return c.json(await inbox.page(user.id, parsed.data.before, parsed.data.limit))
  })

  /** What was read already, or is none of one's own, stays as it is. */
  routes.post('/notices/read', async (c) => {
    const user = signedIn(c)
    within(user)
    const body = await readBody(c.req.raw, reading)
    const action: NoticeAction =
      'id' in body ? { kind: 'read-notice', notice: body.id } : { kind: 'read-notices', upTo: body.upTo }
    const by = { id: user.id, name: user.name, color: user.color }
    const command = { topic: noticesOf(user.id), id: randomUUID(), by, role: 'owner' as const, action }
    try {
      await topics.perform(async () => ({ ...command, time: wallClock() }))
    } catch {
      // the disk; who stores has logged it
      throw new ApiError(503, 'storage', (t) => t('refusals.storage'))
    }
    return c.body(null, 204)
  })

  routes.get('/notices/letters', async (c) => {
    const { id } = signedIn(c)
    return c.json({ on: await letterSettings.isOn(id), delivers })
  })

  routes.put('/notices/letters', async (c) => {
    const { id } = signedIn(c)
    const { on } = await readBody(c.req.raw, setting)
    await letterSettings.set(id, on)
    return c.json({ on, delivers })
  })

  /** For mail programs (RFC 8058) and for who has the letter: its token is asked for, no session. */
  routes.post('/notices/letters/stop', async (c) => {
    const person = letterSettings.personOf(c.req.query('token') ?? '')
    if (person === null) throw new ApiError(400, 'token', (t) => t('refusals.notices.token'))
    await letterSettings.set(person, false)
    return c.json({ on: false })
  })

  routes.get('/documents/:id/watching', async (c) => {
    const { user, id } = await allowed(c, documents, 'read')
    return c.json({ level: await audience.levelOf(id, user.id) })
  })

  routes.put('/documents/:id/watching', async (c) => {
    const { user, id } = await allowed(c, documents, 'read')
    const { level } = await readBody(c.req.raw, wanted)
    await audience.setLevel(id, user.id, level)
    return c.json({ level })
  })

  return routes
}
