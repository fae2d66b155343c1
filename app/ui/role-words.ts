import { SHARED_ROLES, type SharedRole } from '../../lib/api-schema.ts'
import type { Role } from '../../lib/roles.ts'

/** What somebody may do, as a label. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  editor: 'Can edit',
  commenter: 'Can comment',
  viewer: 'Can view',
}

/** The same as a verb: "asked to edit". */
export const ROLE_VERBS: Readonly<Record<Role, string>> = {
  owner: 'own',
  editor: 'edit',
  commenter: 'comment',
  viewer: 'view',
}

export const ROLE_OPTIONS: readonly (readonly [SharedRole, string])[] = SHARED_ROLES.map((role) => [
  role,
  ROLE_WORDS[role],
])
