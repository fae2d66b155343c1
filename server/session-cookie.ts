import { createHmac, timingSafeEqual } from 'node:crypto'
import { presenceColor } from '../lib/presence-color.ts'
import type { User } from './accounts.ts'
import type { AppDatabase } from './app-database.ts'
import { preparedQuery } from './prepared-query.ts'

/** better-auth's names for the cookie, under https and otherwise. */
const COOKIE_NAMES: readonly string[] = ['__Secure-better-auth.session_token', 'better-auth.session_token']

/**
 * The session token in a `Cookie` header, when this server has signed it: `token.HMAC-SHA-256(token)` in base64,
 * URL-encoded (better-call `crypto.ts`). Null when there is none, or its signature is not ours.
 */
export function signedToken(cookies: string, secret: string): string | null {
  for (const part of cookies.split(';')) {
    const at = part.indexOf('=')
    if (!COOKIE_NAMES.includes(part.slice(0, at).trim())) continue
    const [token, signature] = parted(decoded(part.slice(at + 1).trim()))
    const expected = createHmac('sha256', secret).update(token).digest()
    const given = Buffer.from(signature, 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
  }
  return null
}

/** Says whose session a token is, in one query: a handshake asks for nothing else. Null when it has ended. */
export function sessionLookup(database: AppDatabase): (token: string, now: number) => Promise<User | null> {
  const sessions = preparedQuery(database, ['token'], ({ token }) =>
    database
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.userId')
      .select(['session.id as sessionId', 'session.expiresAt', 'user.id', 'user.name', 'user.email'])
      .select(['user.color', 'user.isAnonymous'])
      .where('session.token', '=', token),
  )
  return async (token, now) => {
    const [row] = await sessions({ token })
    if (row === undefined) return null
    const sessionEndsAt = Date.parse(row.expiresAt)
    if (!(sessionEndsAt > now)) return null
    const { id, name, email, color, sessionId } = row
    const isGuest = row.isAnonymous === 1
    return {
      id,
      name,
      email: isGuest ? null : email,
      isGuest,
      color: color ?? presenceColor(id),
      sessionId,
      sessionEndsAt,
    }
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

function parted(value: string): readonly [token: string, signature: string] {
  const at = value.lastIndexOf('.')
  return [value.slice(0, Math.max(0, at)), value.slice(at + 1)]
}
