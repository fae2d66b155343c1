import { Hono } from 'hono'
import { z } from 'zod'
import type { DocumentId } from '../../lib/ids.ts'
import { can, type Role } from '../../lib/roles.ts'
import { MAX_TITLE_LENGTH, titleLine } from '../../lib/title-line.ts'
import type { AccessRequests } from '../access-requests.ts'
import type { Documents } from '../documents.ts'
import type { LinkAccess } from '../effective-role.ts'
import type { AccessEvents } from '../live-access.ts'
import type { Sharing } from '../sharing.ts'
import type { ApiEnv } from './app.ts'
import { allowed, changed, signedIn } from './document-access.ts'
import { readBody } from './errors.ts'

export interface DocumentRoutesContext {
  readonly documents: Documents
  readonly sharing: Sharing
  readonly requests: AccessRequests
  readonly events: AccessEvents
  /** Writes the first record of a new document, so that it is on disk. Returns the id and the octets. */
  readonly seed: (title: string, authorId: string) => Promise<{ id: DocumentId; size: number }>
  /** Brings titles and times of these documents up to date. Resolves to whether any changed. */
  readonly freshen: (documents: readonly DocumentId[]) => Promise<boolean>
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const title = z
  .string()
  .max(MAX_TITLE_LENGTH, `a title may have ${MAX_TITLE_LENGTH} characters`)
  .transform(titleLine)
const newDocument = z.object({ title: title.default('') })

/** `/api/documents`: make, list, read and trash documents. */
export function documentRoutes(context: DocumentRoutesContext): Hono<ApiEnv> {
  const { documents, sharing, requests, events, seed, freshen, wallClock } = context
  const routes = new Hono<ApiEnv>()

  routes.post('/', async (c) => {
    const user = signedIn(c)
    const body = await readBody(c.req.raw, newDocument)
    const { id, size } = await seed(body.title, user.id)
    const now = wallClock()
    await documents.create(id, body.title, size, user)
    return c.json(summary({ id, title: body.title, size, createdAt: now, updatedAt: now }, 'owner'), 201)
  })

  routes.get('/', async (c) => {
    const { id } = signedIn(c)
    const known = await documents.listOf(id)
    const fresh = await freshen(known.map(({ document }) => document.id))
    const found = fresh ? await documents.listOf(id) : known
    return c.json({ documents: found.map(({ document, role }) => summary(document, role)) })
  })

  routes.get('/:id', async (c) => {
    const { access, role, id } = await allowed(c, documents, 'read')
    const owner = (await sharing.members(id)).find((member) => member.role === 'owner')
    const waiting = can(role, 'share') ? (await requests.list(id)).length : 0
    return c.json({
      ...summary(access.document, role),
      link: linkJson(access.document.link),
      owner: { id: owner?.userId ?? '', name: owner?.name ?? '' },
      requests: waiting,
    })
  })

  routes.delete('/:id', async (c) => {
    const { user, id } = await allowed(c, documents, 'delete')
    const event = { kind: 'document', document: id, by: user.name } as const
    await changed(events.change(event, () => sharing.trash(id, user)))
    return c.body(null, 204)
  })

  return routes
}

/** What people see of a link: never its password. */
export const linkJson = ({ role, expiresAt, hasPassword }: LinkAccess) => ({
  role,
  expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  hasPassword,
})

interface Summarized {
  readonly id: string
  readonly title: string
  readonly size: number
  readonly createdAt: number
  readonly updatedAt: number
}

const summary = ({ id, title, size, createdAt, updatedAt }: Summarized, role: Role) => ({
  id,
  title,
  role,
  size,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
})
