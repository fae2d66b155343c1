import {
  auditList,
  type LinkRole,
  link,
  memberList,
  requestList,
  type SharedRole,
} from '../../../../lib/api-schema.ts'
import { anything as nothing, object, truth } from '../../../../lib/shape.ts'
import { request } from '../../../request.ts'

/** Who a change is about: somebody known, or an address. */
export type Who = { readonly userId: string } | { readonly email: string }

/** What is left out stays as it is. `expiresAt` and `password` null take them away. */
export interface LinkChange {
  readonly role: LinkRole
  readonly expiresAt?: string | null
  readonly password?: string | null
}

const at = (id: string, part: string): string => `/api/documents/${id}/${part}`

export const getMembers = (id: string) => request('GET', at(id, 'members'), undefined, memberList)
export const grantRole = (id: string, who: Who, role: SharedRole) =>
  request('PUT', at(id, 'members'), { ...who, role }, object({ invited: truth }))
/** Takes away a role or an invitation. */
export const removeMember = (id: string, who: Who) => request('DELETE', at(id, 'members'), who, nothing)
export const banPerson = (id: string, userId: string) => request('PUT', at(id, 'bans'), { userId }, nothing)
export const unbanPerson = (id: string, userId: string) =>
  request('DELETE', at(id, 'bans'), { userId }, nothing)
export const transferDocument = (id: string, userId: string) =>
  request('POST', at(id, 'transfer'), { userId }, nothing)
export const changeLink = (id: string, change: LinkChange) => request('PUT', at(id, 'link'), change, link)
export const getRequests = (id: string) => request('GET', at(id, 'requests'), undefined, requestList)
/** `role` null declines. */
export const answerRequest = (id: string, userId: string, role: SharedRole | null) =>
  request('PUT', at(id, 'requests'), { userId, role }, nothing)
export const getAudit = (id: string) => request('GET', at(id, 'audit'), undefined, auditList)
