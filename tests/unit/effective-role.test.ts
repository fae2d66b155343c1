import { expect, test } from 'vitest'
import { type Entry, entryOf, type LinkAccess, type Standing } from '../../server/effective-role.ts'

const NOW = 1_000
const nobody: Standing = { grant: null, banned: false, unlocked: null }
const closed: LinkAccess = { role: null, expiresAt: null, hasPassword: false, version: 3 }
const open: LinkAccess = { ...closed, role: 'commenter' }
const secret: LinkAccess = { ...open, hasPassword: true }

test.each<[what: string, standing: Partial<Standing>, link: LinkAccess, entry: Entry]>([
  ['a stranger where there is no link', {}, closed, { kind: 'none' }],
  ['whoever holds a grant', { grant: 'editor' }, closed, { kind: 'member', role: 'editor' }],
  ['whoever comes by link', {}, open, { kind: 'by-link', role: 'commenter' }],
  ['a member whose grant is the stronger', { grant: 'owner' }, open, { kind: 'member', role: 'owner' }],
  [
    'a member for whom the link is the stronger',
    { grant: 'viewer' },
    open,
    { kind: 'by-link', role: 'commenter' },
  ],
  [
    'a link a moment before its end',
    {},
    { ...open, expiresAt: NOW + 1 },
    { kind: 'by-link', role: 'commenter' },
  ],
  ['a link at its end', {}, { ...open, expiresAt: NOW }, { kind: 'none' }],
  [
    'a member after the end of the link',
    { grant: 'viewer' },
    { ...open, expiresAt: NOW },
    { kind: 'member', role: 'viewer' },
  ],
  ['whoever has not given the password', {}, secret, { kind: 'locked' }],
  ['whoever has given the one before', { unlocked: 2 }, secret, { kind: 'locked' }],
  ['whoever has given it', { unlocked: 3 }, secret, { kind: 'by-link', role: 'commenter' }],
  ['a member, who needs no password', { grant: 'viewer' }, secret, { kind: 'member', role: 'viewer' }],
  ['a password on a link that is off', {}, { ...secret, role: null }, { kind: 'none' }],
  ['a password on a link that has ended', {}, { ...secret, expiresAt: NOW - 1 }, { kind: 'none' }],
  ['whoever is banned, link or not', { banned: true, unlocked: 3 }, open, { kind: 'banned' }],
  ['whoever is banned, grant or not', { banned: true, grant: 'editor' }, open, { kind: 'banned' }],
])('[R6] %s', (_, standing, link, entry) => {
  expect(entryOf({ ...nobody, ...standing }, link, NOW)).toEqual(entry)
})
