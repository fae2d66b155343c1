import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { linkRole } from '../../lib/api-schema.ts'
import { type DocumentId, parseDocumentId } from '../../lib/ids.ts'
import { type Action, can, type Role } from '../../lib/roles.ts'
import type { User } from '../accounts.ts'
import type { Access, DocumentInfo, Documents } from '../documents.ts'
import type { AccessChanged } from '../live-access.ts'
import type { ApiEnv } from './app.ts'
import { ApiError, readBody } from './errors.ts'

/** Characters of a title. */
const MAX_TITLE_LENGTH = 500

export interface DocumentRoutesContext {
  readonly documents: Documents
  /** Writes the first record of a new document, so that it is on disk. Returns the id and the octets. */
  readonly seed: (title: string, authorId: string) => Promise<{ id: DocumentId; size: number }>
  readonly accessChanged: AccessChanged
  /** Brings titles and times of these documents up to date. Resolves to whether any changed. */
  readonly freshen: (documents: readonly DocumentId[]) => Promise<boolean>
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

const title = z
  .string()
  .max(MAX_TITLE_LENGTH, `a title may have ${MAX_TITLE_LENGTH} characters`)
  .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trim())
const newDocument = z.object({ title: title.default('') })
const memberRole = z.enum(['editor', 'commenter', 'viewer'])
const person = z.union([
  z.object({ userId: z.string().min(1).max(200) }),
  z.object({ email: z.email().max(320) }),
])
const newMember = z.intersection(person, z.object({ role: memberRole }))
const newLink = z.object({ role: linkRole })

type Ctx = Context<ApiEnv, '/:id'>

/** `/api/documents`: make, list, read and trash documents; members and link. */
export function documentRoutes(context: DocumentRoutesContext): Hono<ApiEnv> {
  const { documents, seed, accessChanged, freshen, wallClock } = context
  const routes = new Hono<ApiEnv>()

  /** The document of the path, when the visitor may do `action` with it. Throws 401, 400, 404, 403 in this order. */
  async function allowed(c: Ctx, action: Action): Promise<{ user: User; access: Access; role: Role }> {
    const user = signedIn(c)
    const id = parseDocumentId(c.req.param('id'))
    if (id === null) throw new ApiError(400, 'malformed', 'The document’s id is malformed.')
    const access = await documents.access(id, user.id)
    if (access === null || access.document.trashed) {
      throw new ApiError(404, 'no-document', 'There is no document with this address.')
    }
    const { role } = access
    if (role === null) throw new ApiError(403, 'no-access', 'You have no access to this document.')
    if (!can(role, action)) {
      throw new ApiError(
        403,
        'role',
        `Your role here is ${role}; that does not allow this. Nothing was changed.`,
      )
    }
    return { user, access, role }
  }

  async function userOf(who: z.infer<typeof person>): Promise<string> {
    const found = await documents.findUser(who)
    if (found !== null) return found
    throw new ApiError(404, 'no-user', 'Nobody has an account with this address. Nothing was changed.')
  }

  routes.post('/', async (c) => {
    const user = signedIn(c)
    const body = await readBody(c.req.raw, newDocument)
    const { id, size } = await seed(body.title, user.id)
    const now = wallClock()
    await documents.create(id, body.title, size, user.id, now)
    const document = { id, title: body.title, size, createdAt: now, updatedAt: now }
    return c.json(summary(document, 'owner'), 201)
  })

  routes.get('/', async (c) => {
    const { id } = signedIn(c)
    const known = await documents.listOf(id)
    const changed = await freshen(known.map(({ document }) => document.id))
    const found = changed ? await documents.listOf(id) : known
    return c.json({ documents: found.map(({ document, role }) => summary(document, role)) })
  })

  routes.get('/:id', async (c) => {
    const { access, role } = await allowed(c, 'read')
    const { document } = access
    const members = await documents.members(document.id)
    const owner = members.find((member) => member.role === 'owner')
    return c.json({
      ...summary(document, role),
      link: { role: document.link },
      owner: { id: owner?.userId ?? '', name: owner?.name ?? '' },
    })
  })

  routes.delete('/:id', async (c) => {
    const { user, access } = await allowed(c, 'delete')
    await documents.trash(access.document.id, wallClock())
    await accessChanged(access.document.id, user.name)
    return c.body(null, 204)
  })

  routes.get('/:id/members', async (c) => {
    const { access, role } = await allowed(c, 'read')
    const members = await documents.members(access.document.id)
    // addresses are for those who invite
    const shown = can(role, 'share') ? members : members.map((member) => ({ ...member, email: null }))
    return c.json({ members: shown })
  })

  routes.put('/:id/members', async (c) => {
    const { user, access } = await allowed(c, 'share')
    const body = await readBody(c.req.raw, newMember)
    const { id } = access.document
    const userId = await userOf(body)
    if (userId === user.id) {
      throw new ApiError(409, 'owner', 'You own this document; your own role stays. Nothing was changed.')
    }
    await documents.grant(id, userId, body.role, wallClock())
    await accessChanged(id, user.name)
    return c.json({ userId, role: body.role })
  })

  routes.delete('/:id/members', async (c) => {
    const body = await readBody(c.req.raw, person)
    const { user, access, role } = await allowed(c, 'read')
    const { id } = access.document
    const userId = await userOf(body)
    // everybody may leave; only who shares may remove others
    if (userId !== user.id && !can(role, 'share')) {
      throw new ApiError(403, 'role', 'Only the owner removes others. Nothing was changed.')
    }
    if (userId === user.id && role === 'owner') {
      throw new ApiError(409, 'owner', 'The owner cannot leave. Nothing was changed.')
    }
    await documents.revoke(id, userId)
    await accessChanged(id, user.name)
    return c.body(null, 204)
  })

  routes.put('/:id/link', async (c) => {
    const { user, access } = await allowed(c, 'share')
    const { role } = await readBody(c.req.raw, newLink)
    await documents.setLink(access.document.id, role)
    await accessChanged(access.document.id, user.name)
    return c.json({ role })
  })

  return routes
}

function signedIn(c: Context<ApiEnv>): User {
  const user = c.get('user')
  if (user === null) throw new ApiError(401, 'session', 'You are not signed in, or no longer. Sign in again.')
  return user
}

function summary(
  { id, title, size, createdAt, updatedAt }: Omit<DocumentInfo, 'link' | 'trashed'>,
  role: Role,
): Record<string, unknown> {
  return {
    id,
    title,
    role,
    size,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  }
}
