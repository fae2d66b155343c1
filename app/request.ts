import type { z } from 'zod'
import { refusal } from '../lib/api-schema.ts'

/** What a request from this page came to. `message` is a sentence for the person, `word` one for the program. */
export type Outcome<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly status: number; readonly word: string; readonly message: string }

const UNREACHABLE = 'The server cannot be reached. Nothing was changed; check your connection and try again.'
const TOO_OFTEN = 'That was too often in a short time. Wait a moment and try again.'
const REFUSED = 'The server could not do this. Nothing was changed; try again in a moment.'

/** Our words for what better-auth says in its own. */
const WORDS: Readonly<Record<string, string>> = {
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
    return { ok: false, status: 0, word: 'unreachable', message: UNREACHABLE }
  }
  const { status } = response
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) return { ok: false, status, ...refusalOf(status, json) }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, data: parsed.data }
  const message = 'The server gave an answer that this page does not understand. Load the page again.'
  return { ok: false, status, word: 'contract', message }
}

function refusalOf(status: number, json: unknown): { word: string; message: string } {
  const parsed = refusal.safeParse(json)
  const { error, code, message } = parsed.success ? parsed.data : {}
  const word = error ?? code ?? ''
  if (status === 429) return { word: 'rate', message: TOO_OFTEN }
  return { word, message: WORDS[word] ?? (message || REFUSED) }
}
