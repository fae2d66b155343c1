import type { LinkRole } from '../lib/api-schema.ts'
import { type Role, strongerRole } from '../lib/roles.ts'

/** A document's link. Times are milliseconds since 1970. */
export interface LinkAccess {
  readonly role: LinkRole
  /** null is never. */
  readonly expiresAt: number | null
  readonly hasPassword: boolean
  /** Grows when the password changes. */
  readonly version: number
}

/** All that somebody's role in a document is made of. */
export interface Standing {
  readonly grant: Role | null
  readonly banned: boolean
  /** The version of the link's password that this person gave; null when none. */
  readonly unlocked: number | null
}

/** `locked`: the link would let this person in after its password. */
export type Entry =
  | { readonly kind: 'member' | 'by-link'; readonly role: Role }
  | { readonly kind: 'banned' | 'locked' | 'none' }

/** What somebody may do with a document now: the stronger of the grant and the link. A ban beats both. */
export function entryOf({ grant, banned, unlocked }: Standing, link: LinkAccess, now: number): Entry {
  if (banned) return { kind: 'banned' }
  const open = link.role !== null && (link.expiresAt === null || now < link.expiresAt)
  const locked = link.hasPassword && unlocked !== link.version
  const role = strongerRole(grant, open && !locked ? link.role : null)
  if (role !== null) return { kind: role === grant ? 'member' : 'by-link', role }
  return { kind: open && locked ? 'locked' : 'none' }
}

export const roleOf = (entry: Entry): Role | null => ('role' in entry ? entry.role : null)
