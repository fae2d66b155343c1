import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { anonymous, genericOAuth } from 'better-auth/plugins'
import type { Logger } from 'pino'
import type { Language } from '../lib/i18n/languages.ts'
import type { AppDatabase } from './app-database.ts'
import type { Config } from './config.ts'
import { guestName } from './guest-name.ts'
import { resetLetter, verificationLetter } from './letters.ts'
import type { Mailer } from './mailer.ts'
import { requestLanguage } from './request-language.ts'
import { sessionLookup, signedToken } from './session-cookie.ts'

const HOUR_SECONDS = 60 * 60
const DAY_SECONDS = 24 * HOUR_SECONDS
const SESSION_SECONDS = 60 * DAY_SECONDS
/** Name of the one other sign-in, in addresses and in the table of accounts. */
export const PROVIDER_ID = 'oidc'

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
  /** Milliseconds since 1970. */
  readonly sessionEndsAt: number
}

/** Somebody whose e-mail address can be believed. */
export interface Addressee {
  readonly id: string
  readonly name: string
  readonly email: string
}

export interface Accounts {
  /** The signed-in person, or null when the cookie is missing, forged or expired. */
  userOf(headers: Headers): Promise<User | null>
  /**
   * Has a session that is in use last {@link SESSION_SECONDS} from now, once a day. Returns the `Set-Cookie` lines
   * that say so to the browser; none when there is nothing to renew.
   */
  renew(headers: Headers): Promise<readonly string[]>
  /** Answers everything under `/api/auth/`. */
  handle(request: Request): Promise<Response>
}

export interface AccountsContext {
  readonly database: AppDatabase
  readonly secret: string
  readonly config: Config
  readonly baseUrl: string
  readonly random: () => number
  readonly logger: Logger
  readonly mailer: Mailer
  /** A guest signs up or in; called before the guest is removed, so that what it has can be handed over. */
  readonly onUpgrade: (guestId: string, userId: string) => Promise<void>
  /** A person's address is known to be theirs; without a mailer that delivers, as soon as they say so. */
  readonly onAddress: (person: Addressee) => Promise<void>
  /** All sessions of a person have ended: the password was reset. */
  readonly onPasswordReset: (userId: string) => Promise<void>
}

/** Header by which the front door tells better-auth the peer's address; never taken from outside. */
export const ADDRESS_HEADER = 'x-scriptorium-address'

/** Guests, e-mail accounts and one OpenID provider, on better-auth. */
export async function openAccounts(context: AccountsContext): Promise<Accounts> {
  const settings = settingsOf(context)
  const auth = betterAuth(settings)
  // the tables are the same whoever may come in now: guests may have come before, or may later
  const everything = settingsOf({ ...context, config: { ...context.config, guests: true } })
  await (await getMigrations(everything)).runMigrations()
  const userOfToken = sessionLookup(context.database)
  return {
    handle: (request) => auth.handler(request),
    renew: async (headers) => {
      const renewed = await auth.api.getSession({ headers, returnHeaders: true })
      // the cookie of an ended session may have made room for another one in the meantime: it is left alone
      return renewed.response === null ? [] : renewed.headers.getSetCookie()
    },
    userOf: async (headers) => {
      const token = signedToken(headers.get('cookie') ?? '', context.secret)
      return token === null ? null : userOfToken(token, Date.now())
    },
  }
}

function settingsOf({
  database,
  secret,
  config,
  baseUrl,
  random,
  logger,
  mailer,
  onUpgrade,
  onAddress,
  onPasswordReset,
}: AccountsContext): BetterAuthOptions {
  const believe = async (user: Addressee & { emailVerified: boolean }): Promise<void> => {
    const isGuest = 'isAnonymous' in user && user.isAnonymous === true
    if (!isGuest && (user.emailVerified || !mailer.delivers)) await onAddress(user)
  }
  return {
    database: { db: database, type: 'sqlite' },
    secret,
    baseURL: baseUrl,
    telemetry: { enabled: false },
    logger: { log: (level, message, ...details) => logger[level]({ details }, message) },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 256,
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }, request) =>
        mailer.send(resetLetter(languageOf(request), user.email, `${baseUrl}/reset-password#${token}`)),
      onPasswordReset: ({ user }) => onPasswordReset(user.id),
    },
    ...(mailer.delivers
      ? {
          emailVerification: {
            sendOnSignUp: true,
            sendVerificationEmail: ({ user, url }, request) =>
              mailer.send(verificationLetter(languageOf(request), user.email, url)),
            afterEmailVerification: (user) => believe({ ...user, emailVerified: true }),
          },
        }
      : {}),
    // a token in the database's backup is no token
    verification: { storeIdentifier: 'hashed' },
    user: { additionalFields: { color: { type: 'string', required: false, input: false } } },
    databaseHooks: { user: { create: { after: (user) => believe(user) } } },
    account: { accountLinking: { enabled: true, trustedProviders: [PROVIDER_ID] } },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: config.rateLimits,
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/anonymous': { window: 60, max: 120 },
        '/sign-in/email': { window: 60, max: 30 },
        '/sign-up/email': { window: 60, max: 30 },
        '/request-password-reset': { window: 60, max: 10 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
    plugins: [
      ...(config.guests
        ? [
            anonymous({
              generateName: () => guestName(random),
              onLinkAccount: ({ anonymousUser, newUser }) =>
                onUpgrade(anonymousUser.user.id, newUser.user.id),
            }),
          ]
        : []),
      ...(config.oidc === null
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: PROVIDER_ID,
                  name: config.oidc.name,
                  discoveryUrl: `${config.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: config.oidc.clientId,
                  clientSecret: config.oidc.clientSecret,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                },
              ],
            }),
          ]),
    ],
  }
}

const languageOf = (request: Request | undefined): Language =>
  requestLanguage(request?.headers.get('cookie'), request?.headers.get('accept-language'))
