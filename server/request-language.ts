import { parse } from 'hono/utils/cookie'
import { LANGUAGE_COOKIE, type Language } from '../lib/i18n/languages.ts'
import { wantedLanguage } from '../lib/i18n/wanted-language.ts'

/** Characters of an `Accept-Language` that are looked at: no browser has so many languages. */
const MAX_ACCEPT_LENGTH = 1_000

/** The language of a request, by its `Cookie` and `Accept-Language` headers. */
export function requestLanguage(
  cookie: string | null | undefined,
  acceptLanguage: string | null | undefined,
): Language {
  const chosen = parse(cookie ?? '', LANGUAGE_COOKIE)[LANGUAGE_COOKIE]
  return wantedLanguage(chosen, acceptLanguage?.slice(0, MAX_ACCEPT_LENGTH) ?? null)
}
