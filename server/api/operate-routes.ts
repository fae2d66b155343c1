import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type DocumentId, parseDocumentId } from '../../lib/ids.ts'
import type { User } from '../accounts.ts'
import type { AccessEvents } from '../live-access.ts'
import type { Operations } from '../operate/operations.ts'
import type { Operators } from '../operate/operators.ts'
import type { Sharing } from '../sharing.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { changed, signedIn } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'

/** Letters of what everybody is told. */
const MAX_NOTICE = 300
/** Letters that turn the direction of what stands around them. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/gu

export interface OperateRoutesContext {
  readonly operators: Operators
  readonly operations: Operations
  readonly sharing: Sharing
  readonly events: AccessEvents
  /** What one operator does in a short time. */
  readonly operateAttempts: AttemptLimits
}

const ban = z.strictObject({ userId: z.string().min(1).max(64) })
const notice = z.strictObject({
  text: z
    .string()
    .transform((text) =>
      text
        .replace(TURNS, '')
        .replace(/\p{Cc}+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(1).max(MAX_NOTICE)),
})

/** `/api/operate/…`: what operators see and do beyond the figures. Everybody else is refused. */
export function operateRoutes(context: OperateRoutesContext): Hono<ApiEnv> {
  const { operators, operations, sharing, events, operateAttempts } = context
  const routes = new Hono<ApiEnv>()

  async function operator(c: Context<ApiEnv>): Promise<User> {
    const user = signedIn(c)
    if (!(await operators.is(user))) throw new ApiError(403, 'operator', (t) => t('refusals.operator'))
    const wait = operateAttempts.attempt(user.id)
    if (wait !== null) throw new ApiError(429, 'rate', (t) => t('refusals.operateRate'), wait)
    return user
  }

  function documentOf(c: Context<ApiEnv, '/:id'>): DocumentId {
    const id = parseDocumentId(c.req.param('id'))
    if (id === null) throw new ApiError(400, 'malformed', (t) => t('refusals.documentId'))
    return id
  }

  const noRoom = () => new ApiError(404, 'no-room', (t) => t('refusals.noRoom'))

  /** Who has the document open. */
  routes.get('/rooms/:id', async (c) => {
    await operator(c)
    const people = operations.people(documentOf(c))
    if (people === null) throw noRoom()
    return c.json({ people })
  })

  /** Everybody is sent away with 1012, and comes back by themselves. */
  routes.post('/rooms/:id/close', async (c) => {
    const by = await operator(c)
    if (!(await operations.closeRoom(documentOf(c), by))) throw noRoom()
    return c.body(null, 204)
  })

  /** From the document, whoever owns it; its owners can lift it. */
  routes.put('/rooms/:id/bans', async (c) => {
    const by = await operator(c)
    const document = documentOf(c)
    const subject = await sharing.find(await readBody(c.req.raw, ban))
    if (subject === null) throw new ApiError(404, 'no-user', (t) => t('refusals.noUser'))
    if (operations.people(document) === null) throw noRoom()
    if ((await sharing.roleOf(document, subject.id)) === 'owner') {
      throw new ApiError(409, 'owner', (t) => t('refusals.ownerStays'))
    }
    const commit = () => sharing.ban(document, by, subject)
    await changed(events.change({ kind: 'document', document, by: by.name }, commit))
    return c.json({ userId: subject.id })
  })

  /** Tells everybody who has a document open. */
  routes.post('/notice', async (c) => {
    const by = await operator(c)
    const { text } = await readBody(c.req.raw, notice)
    return c.json({ told: operations.notifyAll(text, by) })
  })

  return routes
}
