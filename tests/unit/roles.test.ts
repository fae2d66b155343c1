import { expect, test } from 'vitest'
import { ACTIONS, type Action, can, ROLES, type Role, strongerRole } from '../../lib/roles.ts'

const TABLE: readonly (readonly [role: Role, actions: readonly Action[]])[] = [
  ['owner', ['read', 'comment', 'edit', 'share', 'delete', 'transfer']],
  ['editor', ['read', 'comment', 'edit']],
  ['commenter', ['read', 'comment']],
  ['viewer', ['read']],
]

test.each(TABLE)('[R1] of all actions %s may do these and no other', (role, actions) => {
  expect(ACTIONS.filter((action) => can(role, action))).toEqual(actions)
})

test('[R1] no role, no action', () => {
  for (const action of ACTIONS) expect(can(null, action)).toBe(false)
})

test.each(['', 'admin', 'Owner', 'viewer '])('[R1] an unknown role (%j) may do nothing', (role) => {
  for (const action of ACTIONS) expect(can(role as Role, action)).toBe(false)
})

test('[R1] nor may a role that every object knows: the answer is no, not an error', () => {
  for (const role of ['constructor', 'toString', '__proto__']) expect(can(role as Role, 'read')).toBe(false)
})

test('[R1] a role that is missing is no role', () => {
  expect(can(undefined as unknown as null, 'read')).toBe(false)
})

test.each(['', 'write', 'has', 'constructor', '__proto__'])(
  '[R1] an unknown action (%j) is allowed to nobody',
  (action) => {
    for (const role of ROLES) expect(can(role, action as Action)).toBe(false)
  },
)

test('a stronger role may do all that a weaker one may', () => {
  for (const [i, weaker] of ROLES.entries()) {
    for (const stronger of ROLES.slice(0, i)) {
      for (const action of ACTIONS) if (can(weaker, action)) expect(can(stronger, action)).toBe(true)
    }
  }
})

test('the stronger of two roles is the same in either order, and nobody is weaker than a viewer', () => {
  const all = [...ROLES, null]
  for (const [i, a] of all.entries()) {
    for (const [j, b] of all.entries()) expect(strongerRole(a, b)).toBe(all[Math.min(i, j)])
  }
})
