import { SHARED_ROLES, type SharedRole } from '../../lib/api-schema.ts'
import type { Translator } from '../../lib/i18n/translator.ts'
import type { Role } from '../../lib/roles.ts'

/** What somebody may do as a verb: "asked to edit". */
export const ROLE_VERBS: Readonly<Record<Role, string>> = {
  owner: 'own',
  editor: 'edit',
  commenter: 'comment',
  viewer: 'view',
}

/** The roles that can be given, as `Select` takes them. */
export const roleOptions = (t: Translator): readonly (readonly [SharedRole, string])[] =>
  SHARED_ROLES.map((role) => [role, t(`share.may.${role}`)])
