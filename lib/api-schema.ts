import { ROLES } from './roles.ts'
import { listOf, number, type Of, object, oneOf, orNull, partial, record, text, truth } from './shape.ts'

/** The answers of the API as a page reads them. Times are ISO 8601, sizes octets of encoded state. */
export const documentSummary = object({
  id: text,
  title: text,
  role: oneOf(...ROLES),
  createdAt: text,
  updatedAt: text,
  size: number,
})
export type DocumentSummary = Of<typeof documentSummary>

export const documentList = object({ documents: listOf(documentSummary) })

/** Roles that can be given; there is one owner, who may hand that over. */
export const SHARED_ROLES = ['viewer', 'commenter', 'editor'] as const
export const sharedRole = oneOf(...SHARED_ROLES)
export type SharedRole = Of<typeof sharedRole>
export const linkRole = orNull(sharedRole)
export type LinkRole = Of<typeof linkRole>

/** `expiresAt` null is never. */
export const link = object({ role: linkRole, expiresAt: orNull(text), hasPassword: truth })
export type Link = Of<typeof link>

const person = object({ id: text, name: text })

/** `requests` counts those that wait for an answer; 0 for who may not answer. */
export const documentDetails = object({ ...documentSummary.fields, link, owner: person, requests: number })
export type DocumentDetails = Of<typeof documentDetails>

/** `email` is null for guests, and for those who may not see addresses. */
export const member = object({
  userId: text,
  name: text,
  email: orNull(text),
  color: text,
  role: oneOf(...ROLES),
})
export type Member = Of<typeof member>
/** Somebody without an account, who gets the role by signing up with this address. */
export const invitation = object({ email: text, role: sharedRole })
export type Invitation = Of<typeof invitation>
export const memberList = object({
  members: listOf(member),
  invitations: listOf(invitation),
  banned: listOf(object({ ...person.fields, email: orNull(text) })),
})
export type MemberList = Of<typeof memberList>

/** Whom a text about this document can mention, by what everybody there sees of each other. */
export const mentionable = object({ id: text, name: text, color: text })
export const mentionableList = object({ people: listOf(mentionable) })

export const accessRequest = object({
  userId: text,
  name: text,
  email: orNull(text),
  role: sharedRole,
  message: text,
  requestedAt: text,
})
export type AccessRequest = Of<typeof accessRequest>
export const requestList = object({ requests: listOf(accessRequest) })

/** What can happen to the access to a document. */
export const AUDIT_ACTIONS = [
  'created',
  'granted',
  'removed',
  'left',
  'invited',
  'uninvited',
  'joined',
  'link',
  'opened',
  'requested',
  'refused',
  'banned',
  'unbanned',
  'transferred',
  'trashed',
  'closed',
  'chat-cleared',
  'chat-on',
  'chat-off',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
/** `actor` did it to `subject` (a name or an address), where there is one. `detail` depends on the action. */
export const auditEntry = object({
  time: text,
  actor: text,
  action: oneOf(...AUDIT_ACTIONS),
  subject: orNull(text),
  detail: orNull(record),
})
export type AuditEntry = Of<typeof auditEntry>
export const auditList = object({ entries: listOf(auditEntry) })

export const visitor = object({
  id: text,
  name: text,
  color: text,
  email: orNull(text),
  isGuest: truth,
  /** May see and do what is about the whole server. */
  isOperator: truth,
})
export type Visitor = Of<typeof visitor>

/** `guests`: this server lets people in without an account. `provider`: name of the other sign-in, if there is one. */
export const me = object({
  user: orNull(visitor),
  guests: truth,
  provider: orNull(text),
})
export type Me = Of<typeof me>

/** A place where the person is signed in. */
export const session = object({
  id: text,
  current: truth,
  createdAt: text,
  lastSeenAt: text,
  userAgent: orNull(text),
  address: orNull(text),
})
export type Session = Of<typeof session>
export const sessionList = object({ sessions: listOf(session) })

/** `type` was told by the content; `pixels` is there for pictures that pages show. Sizes in octets. */
export const documentFile = object({
  id: text,
  name: text,
  size: number,
  type: text,
  pixels: orNull(object({ width: number, height: number })),
})
export type DocumentFile = Of<typeof documentFile>
export const fileList = object({
  files: listOf(documentFile),
  used: number,
  limits: object({ fileBytes: number, documentBytes: number }),
})

/** The body of a refusal. better-auth says `code` where we say `error`. */
export const refusal = partial({
  error: text,
  code: text,
  message: text,
})
