import { SHARED_ROLES, type SharedRole } from '../../lib/api-schema.ts'
import type { Translator } from '../../lib/i18n/translator.ts'

/** The roles that can be given, as `Select` takes them. */
export const roleOptions = (t: Translator): readonly (readonly [SharedRole, string])[] =>
  SHARED_ROLES.map((role) => [role, t(`share.may.${role}`)])
