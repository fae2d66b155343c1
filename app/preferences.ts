import { cookies } from 'next/headers'
import { FONT_COOKIE, type Preferences, parsePreferences, THEME_COOKIE } from './preference-values.ts'

/**
 * How this visitor wants pages to look. Kept in cookies, so that the first octet of a page is in the right
 * colours and no script has to run before it is painted.
 */
export async function readPreferences(): Promise<Preferences> {
  const jar = await cookies()
  return parsePreferences(jar.get(THEME_COOKIE)?.value, jar.get(FONT_COOKIE)?.value)
}
