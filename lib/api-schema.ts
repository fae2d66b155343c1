import { z } from 'zod'
import { ROLES } from './roles.ts'

/** The answers of the API as a page reads them. Times are ISO 8601, sizes octets of encoded state. */
export const documentSummary = z.object({
  id: z.string(),
  title: z.string(),
  role: z.enum(ROLES),
  createdAt: z.string(),
  updatedAt: z.string(),
  size: z.number(),
})
export type DocumentSummary = z.infer<typeof documentSummary>

export const documentList = z.object({ documents: z.array(documentSummary) })

/** Roles that can be given; there is one owner, who may hand that over. */
export const SHARED_ROLES = ['viewer', 'commenter', 'editor'] as const
export const sharedRole = z.enum(SHARED_ROLES)
export type SharedRole = z.infer<typeof sharedRole>
export const linkRole = sharedRole.nullable()
export type LinkRole = z.infer<typeof linkRole>

/** `expiresAt` null is never. */
export const link = z.object({ role: linkRole, expiresAt: z.string().nullable(), hasPassword: z.boolean() })
export type Link = z.infer<typeof link>

const person = z.object({ id: z.string(), name: z.string() })

/** `requests` counts those that wait for an answer; 0 for who may not answer. */
export const documentDetails = documentSummary.extend({ link, owner: person, requests: z.number() })
export type DocumentDetails = z.infer<typeof documentDetails>

/** `email` is null for guests, and for those who may not see addresses. */
export const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  color: z.string(),
  role: z.enum(ROLES),
})
export type Member = z.infer<typeof member>
/** Somebody without an account, who gets the role by signing up with this address. */
export const invitation = z.object({ email: z.string(), role: sharedRole })
export type Invitation = z.infer<typeof invitation>
export const memberList = z.object({
  members: z.array(member),
  invitations: z.array(invitation),
  banned: z.array(person.extend({ email: z.string().nullable() })),
})
export type MemberList = z.infer<typeof memberList>

export const accessRequest = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: sharedRole,
  message: z.string(),
  requestedAt: z.string(),
})
export type AccessRequest = z.infer<typeof accessRequest>
export const requestList = z.object({ requests: z.array(accessRequest) })

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
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
/** `actor` did it to `subject` (a name or an address), where there is one. `detail` depends on the action. */
export const auditEntry = z.object({
  time: z.string(),
  actor: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>
export const auditList = z.object({ entries: z.array(auditEntry) })

export const visitor = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  email: z.string().nullable(),
  isGuest: z.boolean(),
})
export type Visitor = z.infer<typeof visitor>

/** `guests`: this server lets people in without an account. `provider`: name of the other sign-in, if there is one. */
export const me = z.object({
  user: visitor.nullable(),
  guests: z.boolean(),
  provider: z.string().nullable(),
})
export type Me = z.infer<typeof me>

/** A place where the person is signed in. */
export const session = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
})
export type Session = z.infer<typeof session>
export const sessionList = z.object({ sessions: z.array(session) })

/** `type` was told by the content; `pixels` is there for pictures that pages show. Sizes in octets. */
export const documentFile = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  type: z.string(),
  pixels: z.object({ width: z.number(), height: z.number() }).nullable(),
})
export type DocumentFile = z.infer<typeof documentFile>
export const fileList = z.object({
  files: z.array(documentFile),
  used: z.number(),
  limits: z.object({ fileBytes: z.number(), documentBytes: z.number() }),
})

/** The body of a refusal. better-auth says `code` where we say `error`. */
export const refusal = z.object({
  error: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
})
