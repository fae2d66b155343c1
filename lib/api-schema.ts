import { z } from 'zod'
import { ROLES } from './roles.ts'

/** The answers of the documents API as a page reads them. Times are ISO 8601, sizes octets of encoded state. */
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

export const LINK_ROLES = ['viewer', 'commenter', 'editor'] as const
export const linkRole = z.enum(LINK_ROLES).nullable()
export type LinkRole = z.infer<typeof linkRole>

export const documentDetails = documentSummary.extend({
  link: z.object({ role: linkRole }),
  owner: z.object({ id: z.string(), name: z.string() }),
})
export type DocumentDetails = z.infer<typeof documentDetails>

export const visitor = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  email: z.string().nullable(),
  isGuest: z.boolean(),
})
export type Visitor = z.infer<typeof visitor>

/** `guests` says whether this server lets people in without an account. */
export const me = z.object({ user: visitor.nullable(), guests: z.boolean() })
export type Me = z.infer<typeof me>

/** The body of a refusal. better-auth says `code` where we say `error`. */
export const refusal = z.object({
  error: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
})
