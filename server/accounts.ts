import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { anonymous } from 'better-auth/plugins'
import type { Logger } from 'pino'
import type { AppDatabase } from './app-database.ts'
import type { Config } from './config.ts'
import { guestName } from './guest-name.ts'
import { presenceColor } from './presence-color.ts'

const DAY_SECONDS = 24 * 60 * 60
const SESSION_SECONDS = 60 * DAY_SECONDS

/** Who a session belongs to. */
export interface User {
  readonly id: string
  readonly name: string
  /** null for guests. */
  readonly email: string | null
  readonly isGuest: boolean
  /** `#rrggbb`, how others see this person. */
  readonly color: string
  readonly sessionId: string
}

export interface Accounts {
  /** The signed-in person, or null when the cookie is missing, forged or expired. */
  userOf(headers: Headers): Promise<User | null>
  /** Answers everything under `/api/auth/`. */
  handle(request: Request): Promise<Response>
}

/** Header by which the front door tells better-auth the peer's address; never taken from outside. */
export const ADDRESS_HEADER = 'x-scriptorium-address'

/**
 * Guests and e-mail accounts on better-auth. `onUpgrade` is called when a guest signs up or in, before the guest's
 * account is removed; what the guest owned is to be handed over there.
 */
export async function openAccounts(options: {
  readonly database: AppDatabase
  readonly secret: string
  readonly config: Config
  readonly baseUrl: string
  readonly random: () => number
  readonly logger: Logger
  readonly onUpgrade: (guestId: string, userId: string) => Promise<void>
}): Promise<Accounts> {
  const { database, secret, config, baseUrl, random, logger, onUpgrade } = options
  const settings = {
    database: { db: database, type: 'sqlite' },
    secret,
    baseURL: baseUrl,
    telemetry: { enabled: false },
    logger: { log: (level, message, ...details) => logger[level]({ details }, message) },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 256 },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: config.rateLimits,
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/anonymous': { window: 60, max: 120 },
        '/sign-in/email': { window: 60, max: 30 },
        '/sign-up/email': { window: 60, max: 30 },
      },
    },
    advanced: { ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    plugins: config.guests
      ? [
          anonymous({
            generateName: () => guestName(random),
            onLinkAccount: ({ anonymousUser, newUser }) => onUpgrade(anonymousUser.user.id, newUser.user.id),
          }),
        ]
      : [],
  } satisfies Parameters<typeof betterAuth>[0]
  const auth = betterAuth(settings)
  await (await getMigrations(settings)).runMigrations()
  return {
    handle: (request) => auth.handler(request),
    userOf: async (headers) => {
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
      if (found === null) return null
      const { id, name, email } = found.user
      const isGuest = 'isAnonymous' in found.user && found.user.isAnonymous === true
      const color = presenceColor(id)
      return { id, name, email: isGuest ? null : email, isGuest, color, sessionId: found.session.id }
    },
  }
}
