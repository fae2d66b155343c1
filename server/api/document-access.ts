import type { Context } from 'hono'
import { type DocumentId, parseDocumentId } from '../../lib/ids.ts'
import { type Action, can, type Role } from '../../lib/roles.ts'
import type { User } from '../accounts.ts'
import type { Access, Documents } from '../documents.ts'
import type { Entry } from '../effective-role.ts'
import { StalledError } from '../live-access.ts'
import type { Sentence } from '../sentence.ts'
import type { ApiEnv } from './app.ts'
import { ApiError } from './errors.ts'

export type DocumentContext = Context<ApiEnv, '/:id'>

/** Who asks, about what, and what they are to it. */
export interface Asked {
  readonly user: User
  readonly access: Access
  readonly id: DocumentId
}

export interface Allowed extends Asked {
  readonly role: Role
}

const NO_ENTRY: Readonly<Record<Exclude<Entry['kind'], 'member' | 'by-link'>, readonly [string, Sentence]>> =
  {
    banned: ['banned', (t) => t('refusals.banned')],
    locked: ['locked', (t) => t('refusals.locked')],
    none: ['no-access', (t) => t('refusals.noAccess')],
  }

/** The visitor. Throws 401. */
export function signedIn(c: Context<ApiEnv>): User {
  const user = c.get('user')
  if (user === null) throw new ApiError(401, 'session', (t) => t('refusals.session'))
  return user
}

/** The document of the path, whether or not the visitor may enter. Throws 401, 400, 404 in this order. */
export async function asked(c: DocumentContext, documents: Documents): Promise<Asked> {
  const user = signedIn(c)
  const id = parseDocumentId(c.req.param('id'))
  if (id === null) throw new ApiError(400, 'malformed', (t) => t('refusals.documentId'))
  return askedFor(user, id, documents)
}

async function askedFor(user: User, id: DocumentId, documents: Documents): Promise<Asked> {
  const access = await documents.access(id, user.id)
  if (access === null || access.document.trashed) {
    throw new ApiError(404, 'no-document', (t) => t('refusals.noDocument'))
  }
  return { user, access, id }
}

/** The document of the path, when the visitor may do `action` with it. Throws as {@link asked}, then 403. */
export async function allowed(c: DocumentContext, documents: Documents, action: Action): Promise<Allowed> {
  return checked(await asked(c, documents), action)
}

/** The same for a document that the request names elsewhere. Throws 404, 403. */
export async function allowedIn(
  user: User,
  id: DocumentId,
  documents: Documents,
  action: Action,
): Promise<Allowed> {
  return checked(await askedFor(user, id, documents), action)
}

function checked({ user, access, id }: Asked, action: Action): Allowed {
  const { entry } = access
  if (!('role' in entry)) throw new ApiError(403, ...NO_ENTRY[entry.kind])
  const { role } = entry
  if (!can(role, action)) {
    throw new ApiError(403, 'role', (t) => t('refusals.role', { role }))
  }
  return { user, access, id, role }
}

/** Passes on what a change came to; a disk that does not answer is 503. */
export async function changed<T>(change: Promise<T>): Promise<T> {
  try {
    return await change
  } catch (error) {
    if (!(error instanceof StalledError)) throw error
    throw new ApiError(503, 'storage', (t) => t('refusals.storage'))
  }
}
