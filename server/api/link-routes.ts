import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { SHARED_ROLES } from '../../lib/api-schema.ts'
import type { Documents } from '../documents.ts'
import type { Links } from '../links.ts'
import type { AccessEvents } from '../live-access.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { allowed, asked, changed } from './document-access.ts'
import { linkJson } from './document-routes.ts'
import { ApiError, readBody } from './errors.ts'

export interface LinkRoutesContext {
  readonly documents: Documents
  readonly links: Links
  readonly events: AccessEvents
  /** Guesses of a link's password, per document. */
  readonly unlockAttempts: AttemptLimits
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const password = z.string().min(4, 'a password has 4 characters or more').max(256)
/** What is left out of a change stays as it is, the role excepted. */
const newLink = z.object({
  role: z.enum(SHARED_ROLES).nullable(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  password: password.nullable().optional(),
})
const key = z.object({ password: z.string().max(256) })

/** `/api/documents/:id/link`: who may enter by the address alone, until when, and with which password. */
export function linkRoutes(context: LinkRoutesContext): Hono<ApiEnv> {
  const { documents, links, events, unlockAttempts, wallClock } = context
  const routes = new Hono<ApiEnv>()

  routes.put('/:id/link', async (c) => {
    const { user, id, access } = await allowed(c, documents, 'share')
    const body = await readBody(c.req.raw, newLink)
    const expiresAt = expiryOf(body.expiresAt, access.document.link.expiresAt)
    if (body.expiresAt && expiresAt !== null && expiresAt <= wallClock()) {
      throw new ApiError(400, 'invalid', (t) => t('refusals.linkEndsInPast'))
    }
    const secret = typeof body.password === 'string' ? await hashPassword(body.password) : body.password
    const change = { role: body.role, expiresAt, ...(secret === undefined ? {} : { password: secret }) }
    const event = { kind: 'document', document: id, by: user.name } as const
    await changed(events.change(event, () => links.set(id, user, change)))
    const now = await documents.access(id, user.id)
    return c.json(now === null ? { role: body.role } : linkJson(now.document.link))
  })

  routes.post('/:id/link/unlock', async (c) => {
    const { user, id, access } = await asked(c, documents)
    const body = await readBody(c.req.raw, key)
    if (access.entry.kind !== 'locked') return c.json({ unlocked: 'role' in access.entry })
    const wait = unlockAttempts.attempt(id)
    if (wait !== null) {
      throw new ApiError(429, 'rate', (t) => t('refusals.tooOften'), wait)
    }
    const lock = await links.password(id)
    if (lock === null || !(await verifyPassword({ hash: lock.hash, password: body.password }))) {
      throw new ApiError(403, 'password', (t) => t('refusals.linkPassword'))
    }
    await links.unlock(id, user.id, lock.version)
    return c.json({ unlocked: true })
  })

  return routes
}

/** `undefined` keeps what was. */
function expiryOf(given: string | null | undefined, known: number | null): number | null {
  if (given === undefined) return known
  return given === null ? null : Date.parse(given)
}
