/** What a person may be to a document, strongest first. */
export const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const ACTIONS = ['read', 'comment', 'edit', 'share', 'delete', 'transfer'] as const
export type Action = (typeof ACTIONS)[number]

const ALLOWED: ReadonlyMap<Role, ReadonlySet<Action>> = new Map([
  ['owner', new Set(ACTIONS)],
  ['editor', new Set<Action>(['read', 'comment', 'edit'])],
  ['commenter', new Set<Action>(['read', 'comment'])],
  ['viewer', new Set<Action>(['read'])],
])

/** The one permission check. `null` is a person without any role: the answer is no, as for every unknown role. */
export const can = (role: Role | null, action: Action): boolean =>
  role !== null && ALLOWED.get(role)?.has(action) === true

/** The stronger of two roles; `null` is weaker than any, and so is what is no role. */
export function strongerRole(a: Role | null, b: Role | null): Role | null {
  return ROLES.find((role) => role === a || role === b) ?? null
}
