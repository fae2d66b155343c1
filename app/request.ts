import type { z } from 'zod'
import { refusal } from '../lib/api-schema.ts'

/** A request that came to nothing. `message` is a sentence for the person, `word` one for the program. */
export interface Refused {
  readonly ok: false
  /** 0 when there was no answer. */
  readonly status: number
  readonly word: string
  readonly message: string
  /** Seconds; null when the server does not say. */
  readonly retryAfter: number | null
}

/** What a request from this page came to. */
export type Outcome<T> = { readonly ok: true; readonly data: T } | Refused

const UNREACHABLE = 'The server cannot be reached. Nothing was changed; check your connection and try again.'
const tooOften = (seconds: number | null): string =>
  `That was too often in a short time. ${seconds === null ? 'Wait a moment and try again.' : `Try again in ${seconds} s.`}`
const REFUSED = 'The server could not do this. Nothing was changed; try again in a moment.'

/** Our words for what better-auth says in its own, and for what no person can mend. */
const WORDS: Readonly<Record<string, string>> = {
  origin:
    'The server does not know this address as its own, so nothing was changed. Open it at the address that it is set up for; whoever looks after the server sets PUBLIC_URL to the address that people use.',
  INVALID_EMAIL_OR_PASSWORD: 'This address and this password do not belong together. Check both.',
  INVALID_EMAIL: 'This is not an e-mail address. Check it.',
  USER_ALREADY_EXISTS: 'There is an account with this address already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this address already. Sign in instead.',
  INVALID_PASSWORD: 'That is not your current password. Nothing was changed.',
  INVALID_TOKEN: 'This link was used already, or is older than an hour. Ask for a new one.',
  PASSWORD_TOO_SHORT: 'The password is too short. It needs at least 8 characters.',
  PASSWORD_TOO_LONG: 'The password is too long. It can have 256 characters.',
  CREDENTIAL_ACCOUNT_NOT_FOUND:
    'This account has no password yet. Choose one with “Forgot your password?” on the sign-in page.',
}

/** Asks the API for something. Never rejects. `body` undefined sends none. */
export async function request<T>(
  method: string,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<Outcome<T>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    return { ok: false, status: 0, word: 'unreachable', message: UNREACHABLE, retryAfter: null }
  }
  const { status } = response
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    // better-auth says it in a header of its own
    const { headers } = response
    const retryAfter = secondsOf(headers.get('retry-after') ?? headers.get('x-retry-after'))
    return { ok: false, status, retryAfter, ...refusalOf(status, json, retryAfter) }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, data: parsed.data }
  const message = 'The server gave an answer that this page does not understand. Load the page again.'
  return { ok: false, status, word: 'contract', message, retryAfter: null }
}

const secondsOf = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null

function refusalOf(
  status: number,
  json: unknown,
  retryAfter: number | null,
): { word: string; message: string } {
  const parsed = refusal.safeParse(json)
  const { error, code, message } = parsed.success ? parsed.data : {}
  const word = error ?? code ?? ''
  if (status === 429) return { word: 'rate', message: tooOften(retryAfter) }
  return { word, message: WORDS[word] ?? (message || REFUSED) }
}
