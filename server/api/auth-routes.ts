import { Hono } from 'hono'
import { LANGUAGE_COOKIE } from '../../lib/i18n/languages.ts'
import { type Accounts, ADDRESS_HEADER } from '../accounts.ts'
import type { AccessEvents } from '../live-access.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { changed } from './document-access.ts'
import { ApiError } from './errors.ts'

export interface AuthRoutesContext {
  readonly accounts: Accounts
  readonly events: AccessEvents
  readonly baseOrigin: string
  /** Sign-ins per account, whatever addresses they come from. */
  readonly signInAttempts: AttemptLimits
}

/** Nobody comes in by these with a session that lasts. */
const ENTERING = /\/(?:sign-in\/(?:anonymous|email)|sign-up\/email)$/

/** These end sessions and do nothing slow: what they end is held back until it has ended. */
const ENDING = /\/(?:sign-out|revoke-session|revoke-sessions|revoke-other-sessions)$/

/** `/api/auth/*`: better-auth, with changes of sessions told to the people who are connected by them. */
export function authRoutes({
  accounts,
  events,
  baseOrigin,
  signInAttempts,
}: AuthRoutesContext): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()

  routes.post('/sign-in/email', async (c, next) => {
    const wait = signInAttempts.attempt(await accountOf(c.req.raw.clone()))
    if (wait === null) return next()
    throw new ApiError(429, 'rate', (t) => t('refusals.tooOften'), wait)
  })

  routes.all('/*', async (c) => {
    // no Origin is no browser (see `origin.ts`); better-auth wants one from everybody who has a cookie
    const headers = new Headers(c.req.raw.headers)
    headers.set('origin', baseOrigin)
    headers.set(ADDRESS_HEADER, c.req.header(ADDRESS_HEADER) ?? '')
    const request = new Request(c.req.raw, { headers })
    const before = c.req.method === 'GET' && !isCallback(c.req.path) ? null : await accounts.userOf(headers)
    if (before === null) {
      // better-auth answers the cookie of an ended session by taking away the one that it gives
      if (ENTERING.test(c.req.path)) request.headers.set('cookie', `${LANGUAGE_COOKIE}=${c.get('language')}`)
      return accounts.handle(request)
    }
    const event = { kind: 'user', userId: before.id } as const
    if (ENDING.test(c.req.path)) return changed(events.change(event, () => accounts.handle(request)))
    const answer = await accounts.handle(request)
    await changed(events.change(event, async () => undefined))
    return answer
  })

  return routes
}

/** Where an OpenID provider sends people back to: they come with GET and leave signed in as somebody else. */
const isCallback = (path: string): boolean => path.includes('/callback/')

async function accountOf(request: Request): Promise<string> {
  const body: unknown = await request.json().catch(() => null)
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null
  return typeof email === 'string' ? email.toLowerCase().slice(0, 320) : ''
}
