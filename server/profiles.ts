import type { Session } from '../lib/api-schema.ts'
import { presenceColor } from '../lib/presence-color.ts'
import type { AppDatabase } from './app-database.ts'
import type { Principal } from './connection.ts'

/** People's names and colours, and where they are signed in: better-auth's tables, read and changed past it. */
export class Profiles {
  readonly #db: AppDatabase
  readonly #now: () => number

  /** `now` in milliseconds since 1970. */
  constructor(db: AppDatabase, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** The sessions of a person that last, by id, with who it is; null when there is no such person. */
  async sessionsOf(userId: string): Promise<ReadonlyMap<string, Principal> | null> {
    const user = await this.#db
      .selectFrom('user')
      .select(['name', 'color'])
      .where('id', '=', userId)
      .executeTakeFirst()
    if (user === undefined) return null
    const rows = await this.#lasting(userId).select(['id', 'expiresAt']).execute()
    const { name } = user
    const color = user.color ?? presenceColor(userId)
    return new Map(
      rows.map(({ id, expiresAt }) => [
        id,
        { userId, name, color, sessionId: id, sessionEndsAt: Date.parse(expiresAt) },
      ]),
    )
  }

  /** Where a person is signed in, last seen first. */
  async sessions(userId: string, current: string): Promise<readonly Session[]> {
    const rows = await this.#lasting(userId).selectAll().orderBy('updatedAt', 'desc').execute()
    return rows.map(({ id, createdAt, updatedAt, userAgent, ipAddress }) => ({
      id,
      current: id === current,
      createdAt,
      lastSeenAt: updatedAt,
      userAgent,
      address: ipAddress,
    }))
  }

  /** Ends one session of a person. Returns whether there was one. */
  async endSession(userId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('session')
      .where('userId', '=', userId)
      .where('id', '=', id)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }

  /** Ends all sessions of a person but this one. */
  async endOtherSessions(userId: string, current: string): Promise<void> {
    await this.#db.deleteFrom('session').where('userId', '=', userId).where('id', '!=', current).execute()
  }

  async change(userId: string, profile: { readonly name?: string; readonly color?: string }): Promise<void> {
    if (Object.keys(profile).length === 0) return
    await this.#db.updateTable('user').set(profile).where('id', '=', userId).execute()
  }

  #lasting(userId: string) {
    return this.#db
      .selectFrom('session')
      .where('userId', '=', userId)
      .where('expiresAt', '>', new Date(this.#now()).toISOString())
  }
}
