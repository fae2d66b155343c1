import Negotiator from 'negotiator'
import { isLanguage, LANGUAGES, type Language } from './languages.ts'

/** The language that a request wants: the one that was chosen here, else the best of its `Accept-Language`. */
export function wantedLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(chosen)) return chosen
  const headers = acceptLanguage === null ? {} : { 'accept-language': acceptLanguage }
  const [best] = new Negotiator({ headers }).languages([...LANGUAGES])
  return isLanguage(best) ? best : LANGUAGES[0]
}
