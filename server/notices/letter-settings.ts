import { createHmac, timingSafeEqual } from 'node:crypto'
import { isLanguage, LANGUAGES, type Language } from '../../lib/i18n/languages.ts'
import type { AppDatabase } from '../app-database.ts'

/** People whose language is known not to have changed. */
const MAX_KNOWN = 10_000
const PURPOSE = 'notice-letters'

/** Somebody who gets letters. */
export interface LetterReader {
  readonly name: string
  readonly email: string
  readonly language: Language
}

/** Who wants letters about what they have not read, and in which language. */
export class LetterSettings {
  readonly #db: AppDatabase
  readonly #secret: string
  readonly #languages = new Map<string, Language>()

  constructor(db: AppDatabase, secret: string) {
    this.#db = db
    this.#secret = secret
  }

  async isOn(user: string): Promise<boolean> {
    const row = this.#db.selectFrom('letter_settings').select('is_off').where('user', '=', user)
    return (await row.executeTakeFirst())?.is_off !== 1
  }

  async set(user: string, on: boolean): Promise<void> {
    const is_off = on ? 0 : 1
    await this.#db
      .insertInto('letter_settings')
      .values({ user, is_off, language: null })
      .onConflict((conflict) => conflict.column('user').doUpdateSet({ is_off }))
      .execute()
  }

  /** This person reads pages in this language. */
  async speaks(user: string, language: Language): Promise<void> {
    if (this.#languages.get(user) === language) return
    if (this.#languages.size >= MAX_KNOWN) this.#languages.clear()
    this.#languages.set(user, language)
    await this.#db
      .insertInto('letter_settings')
      .values({ user, language })
      .onConflict((conflict) => conflict.column('user').doUpdateSet({ language }))
      .execute()
  }

  /** Null for who gets no letters: guests, who do not want any, and whose address is not known to be theirs. */
  async reader(user: string): Promise<LetterReader | null> {
    const row = await this.#db
      .selectFrom('user')
      .leftJoin('letter_settings', 'letter_settings.user', 'user.id')
      .select(['user.name as name', 'user.email as email', 'user.isAnonymous as isGuest'])
      .select(['user.emailVerified as isVerified', 'letter_settings.is_off as isOff'])
      .select('letter_settings.language as language')
      .where('user.id', '=', user)
      .executeTakeFirst()
    if (row === undefined || row.isGuest || !row.isVerified || row.isOff === 1) return null
    const language = row.language !== null && isLanguage(row.language) ? row.language : LANGUAGES[0]
    return { name: row.name, email: row.email, language }
  }

  /** What stops the letters of a person without signing in. It stands in each of them. */
  stopToken(user: string): string {
    return `${user}.${this.#sign(user)}`
  }

  /** The person whose letters a token stops; null when it is none of ours. */
  personOf(token: string): string | null {
    const [user = '', signature = '', more] = token.split('.')
    if (user === '' || more !== undefined) return null
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.#sign(user))]
    return given.length === expected.length && timingSafeEqual(given, expected) ? user : null
  }

  #sign(user: string): string {
    return createHmac('sha256', this.#secret).update(`${PURPOSE}:${user}`).digest('base64url')
  }
}
