import { type Me, me, type Session, sessionList } from '../lib/api-schema.ts'
import { anything as nothing, object, webAddress } from '../lib/shape.ts'
import { type Outcome, request } from './request.ts'

/** The one other sign-in, as the server calls it. */
const PROVIDER_ID = 'oidc'

export const getVisitor = (): Promise<Outcome<Me>> => request('GET', '/api/me', undefined, me)

export const signOut = () => request('POST', '/api/auth/sign-out', {}, nothing)
export const signInAsGuest = () => request('POST', '/api/auth/sign-in/anonymous', {}, nothing)
export const signUp = (name: string, email: string, password: string) =>
  request('POST', '/api/auth/sign-up/email', { name, email, password }, nothing)
export const signIn = (email: string, password: string) =>
  request('POST', '/api/auth/sign-in/email', { email, password }, nothing)

/** Resolves to the address at which the provider asks who it is; from there people come back to `next`. */
export const signInAtProvider = (next: string) =>
  request(
    'POST',
    '/api/auth/sign-in/social',
    { provider: PROVIDER_ID, callbackURL: next, errorCallbackURL: '/sign-in?refused=1' },
    object({ url: webAddress }),
  )

export const saveProfile = (profile: { readonly name: string; readonly color: string }) =>
  request('PUT', '/api/me', profile, nothing)
export const changePassword = (currentPassword: string, newPassword: string) =>
  request(
    'POST',
    '/api/auth/change-password',
    { currentPassword, newPassword, revokeOtherSessions: true },
    nothing,
  )
export const requestPasswordReset = (email: string) =>
  request('POST', '/api/auth/request-password-reset', { email, redirectTo: '/reset-password' }, nothing)
export const resetPassword = (token: string, newPassword: string) =>
  request('POST', '/api/auth/reset-password', { token, newPassword }, nothing)

export const getSessions = (): Promise<Outcome<{ readonly sessions: readonly Session[] }>> =>
  request('GET', '/api/me/sessions', undefined, sessionList)
export const endSession = (id: string) =>
  request('DELETE', `/api/me/sessions/${encodeURIComponent(id)}`, undefined, nothing)
export const endOtherSessions = () => request('DELETE', '/api/me/sessions', undefined, nothing)
