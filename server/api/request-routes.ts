import { Hono } from 'hono'
import { z } from 'zod'
import { SHARED_ROLES } from '../../lib/api-schema.ts'
import type { AccessRequests } from '../access-requests.ts'
import type { Documents } from '../documents.ts'
import type { AccessEvents } from '../live-access.ts'
import type { Sentence } from '../sentence.ts'
import type { Sharing } from '../sharing.ts'
import type { ApiEnv } from './app.ts'
import { allowed, asked, changed } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'

export interface RequestRoutesContext {
  readonly documents: Documents
  readonly sharing: Sharing
  readonly requests: AccessRequests
  readonly events: AccessEvents
  /** Tells the owners who have the document open. */
  readonly notifyOwners: (document: Parameters<AccessRequests['list']>[0], sentence: Sentence) => void
}

const newRequest = z.object({
  role: z.enum(SHARED_ROLES).default('viewer'),
  message: z.string().max(500).default(''),
})
/** `role` null is no. */
const answer = z.object({ userId: z.string().min(1).max(200), role: z.enum(SHARED_ROLES).nullable() })

/** `/api/documents/:id/requests`: asking for access, and answering. */
export function requestRoutes(context: RequestRoutesContext): Hono<ApiEnv> {
  const { documents, sharing, requests, events, notifyOwners } = context
  const routes = new Hono<ApiEnv>()

  routes.post('/:id/requests', async (c) => {
    const { user, id, access } = await asked(c, documents)
    const body = await readBody(c.req.raw, newRequest)
    if (access.entry.kind === 'banned') {
      throw new ApiError(403, 'banned', (t) => t('refusals.banned'))
    }
    await requests.add(id, user, body.role, body.message.replace(/\p{Cc}+/gu, ' ').trim())
    notifyOwners(id, (t) => t('notices.asksForAccess', { name: user.name }))
    return c.json({ requested: true }, 202)
  })

  routes.get('/:id/requests', async (c) => {
    const { id } = await allowed(c, documents, 'share')
    return c.json({ requests: await requests.list(id) })
  })

  routes.put('/:id/requests', async (c) => {
    const { user, id } = await allowed(c, documents, 'share')
    const { userId, role } = await readBody(c.req.raw, answer)
    const open = (await requests.list(id)).find((request) => request.userId === userId)
    if (open === undefined) {
      throw new ApiError(404, 'no-request', (t) => t('refusals.noRequest'))
    }
    const subject = { id: userId, name: open.name }
    if (role === null) await requests.refuse(id, user, subject)
    else {
      const event = { kind: 'document', document: id, by: user.name } as const
      await changed(events.change(event, () => sharing.grant(id, user, subject, role)))
    }
    return c.json({ userId, role })
  })

  return routes
}
