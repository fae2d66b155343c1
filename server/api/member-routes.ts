import { Hono } from 'hono'
import { z } from 'zod'
import { SHARED_ROLES } from '../../lib/api-schema.ts'
import type { DocumentId } from '../../lib/ids.ts'
import { can } from '../../lib/roles.ts'
import type { User } from '../accounts.ts'
import type { Audit } from '../audit.ts'
import type { Documents } from '../documents.ts'
import type { Invitations } from '../invitations.ts'
import type { AccessEvents } from '../live-access.ts'
import type { Person, Sharing } from '../sharing.ts'
import type { ApiEnv } from './app.ts'
import { allowed, changed } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'

export interface MemberRoutesContext {
  readonly documents: Documents
  readonly sharing: Sharing
  readonly invitations: Invitations
  readonly audit: Audit
  readonly events: AccessEvents
}

/** People in the answer to whom one can mention. */
const MAX_MENTIONABLE = 1_000

const userId = z.string().min(1).max(200)
const email = z
  .email()
  .max(320)
  .transform((text) => text.toLowerCase())
const byId = z.object({ userId })
const person = z.union([byId, z.object({ email })])
const newMember = z.intersection(person, z.object({ role: z.enum(SHARED_ROLES) }))

/** `/api/documents/:id/…`: members, whom one can mention, invitations, bans, owner, and who did what to them. */
export function memberRoutes(context: MemberRoutesContext): Hono<ApiEnv> {
  const { documents, sharing, invitations, audit, events } = context
  const routes = new Hono<ApiEnv>()

  const change = (document: DocumentId, user: User, commit: () => Promise<void>): Promise<void> =>
    changed(events.change({ kind: 'document', document, by: user.name }, commit))

  async function find(who: z.infer<typeof person>): Promise<Person> {
    const found = await sharing.find(who)
    if (found !== null) return found
    throw new ApiError(404, 'no-user', (t) => t('refusals.noUser'))
  }

  async function refuseOwner(document: DocumentId, subject: Person): Promise<void> {
    if ((await sharing.roleOf(document, subject.id)) !== 'owner') return
    throw new ApiError(409, 'owner', (t) => t('refusals.ownerStays'))
  }

  routes.get('/:id/members', async (c) => {
    const { id, role } = await allowed(c, documents, 'read')
    const members = await sharing.members(id)
    // addresses, invitations and bans are for those who decide about them
    if (!can(role, 'share')) {
      const shown = members.map((member) => ({ ...member, email: null }))
      return c.json({ members: shown, invitations: [], banned: [] })
    }
    return c.json({ members, invitations: await invitations.list(id), banned: await sharing.banned(id) })
  })

  routes.get('/:id/mentionable', async (c) => {
    const { id } = await allowed(c, documents, 'comment')
    const members = (await sharing.members(id)).slice(0, MAX_MENTIONABLE)
    return c.json({ people: members.map(({ userId, name, color }) => ({ id: userId, name, color })) })
  })

  routes.put('/:id/members', async (c) => {
    const { user, id } = await allowed(c, documents, 'share')
    const body = await readBody(c.req.raw, newMember)
    const subject = 'email' in body ? await sharing.find(body) : await find(body)
    if (subject === null && 'email' in body) {
      await invitations.add(id, user, body.email, body.role)
      return c.json({ email: body.email, role: body.role, invited: true })
    }
    if (subject === null) throw new Error('a person who was looked up by id is there')
    await refuseOwner(id, subject)
    await change(id, user, () => sharing.grant(id, user, subject, body.role))
    return c.json({ userId: subject.id, role: body.role, invited: false })
  })

  routes.delete('/:id/members', async (c) => {
    const { user, id, role } = await allowed(c, documents, 'read')
    const body = await readBody(c.req.raw, person)
    const subject = 'email' in body ? await sharing.find(body) : await find(body)
    // everybody may leave; only who shares may remove others
    if (subject?.id !== user.id && !can(role, 'share')) {
      throw new ApiError(403, 'role', (t) => t('refusals.onlyOwnerRemoves'))
    }
    if (subject === null && 'email' in body) await invitations.remove(id, user, body.email)
    if (subject !== null) {
      await refuseOwner(id, subject)
      await change(id, user, () => sharing.remove(id, user, subject))
    }
    return c.body(null, 204)
  })

  routes.post('/:id/transfer', async (c) => {
    const { user, id } = await allowed(c, documents, 'transfer')
    const subject = await find(await readBody(c.req.raw, byId))
    if (subject.email === null) {
      throw new ApiError(409, 'guest', (t) => t('refusals.guestOwns'))
    }
    if (subject.id !== user.id) await change(id, user, () => sharing.transfer(id, user, subject))
    return c.json({ owner: { id: subject.id, name: subject.name } })
  })

  routes.put('/:id/bans', async (c) => {
    const { user, id } = await allowed(c, documents, 'share')
    const subject = await find(await readBody(c.req.raw, byId))
    await refuseOwner(id, subject)
    await change(id, user, () => sharing.ban(id, user, subject))
    return c.json({ userId: subject.id })
  })

  routes.delete('/:id/bans', async (c) => {
    const { user, id } = await allowed(c, documents, 'share')
    const subject = await find(await readBody(c.req.raw, byId))
    await change(id, user, () => sharing.unban(id, user, subject))
    return c.body(null, 204)
  })

  routes.get('/:id/audit', async (c) => {
    const { id } = await allowed(c, documents, 'share')
    return c.json({ entries: await audit.list(id) })
  })

  return routes
}
