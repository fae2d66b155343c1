import { refusal } from '../lib/api-schema.ts'
import type { Shape } from '../lib/shape.ts'
import { pageWords } from './i18n/page-words.ts'

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

/** Our words for what better-auth says in its own, and for what no person can mend. */
const OWN_WORDS = {
  origin: 'requests.origin',
  INVALID_EMAIL_OR_PASSWORD: 'requests.credentials',
  INVALID_EMAIL: 'requests.email',
  USER_ALREADY_EXISTS: 'requests.userExists',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'requests.userExists',
  INVALID_PASSWORD: 'requests.password',
  INVALID_TOKEN: 'requests.token',
  PASSWORD_TOO_SHORT: 'requests.passwordShort',
  PASSWORD_TOO_LONG: 'requests.passwordLong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'requests.noPassword',
} as const

const hasOwnWords = (word: string): word is keyof typeof OWN_WORDS => Object.hasOwn(OWN_WORDS, word)

/** Asks the API for something. Never rejects. `body` undefined sends none. */
export async function request<T>(
  method: string,
  path: string,
  body: unknown,
  schema: Shape<T>,
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
    return {
      ok: false,
      status: 0,
      word: 'unreachable',
      message: pageWords()('requests.unreachable'),
      retryAfter: null,
    }
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
  const message = pageWords()('requests.contract')
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
  const t = pageWords()
  if (status === 429) {
    const message =
      retryAfter === null
        ? t('requests.tooOften')
        : t('requests.tooOftenFor', { seconds: String(retryAfter) })
    return { word: 'rate', message }
  }
  return { word, message: hasOwnWords(word) ? t(OWN_WORDS[word]) : message || t('requests.refused') }
}
