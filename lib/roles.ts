/** What a person may be to a document, strongest first. */
export const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const ACTIONS = ['read', 'comment', 'edit', 'share', 'delete', 'transfer'] as const
export type Action = (typeof ACTIONS)[number]

const ALLOWED: Readonly<Record<Role, ReadonlySet<Action>>> = {
  owner: new Set(ACTIONS),
  editor: new Set(['read', 'comment', 'edit']),
  commenter: new Set(['read', 'comment']),
  viewer: new Set(['read']),
}

/** The one permission check. `null` is a person without any role: the answer is no, as for every unknown role. */
export const can = (role: Role | null, action: Action): boolean =>
  role !== null && (ALLOWED[role]?.has(action) ?? false)

/** The stronger of two roles; `null` is weaker than any. */
export function strongerRole(a: Role | null, b: Role | null): Role | null {
  if (a === null) return b
  if (b === null) return a
  return ROLES.indexOf(a) <= ROLES.indexOf(b) ? a : b
}
