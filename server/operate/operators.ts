import type { User } from '../accounts.ts'
import { PROVIDER_ID } from '../accounts.ts'
import type { AppDatabase } from '../app-database.ts'

/** What is known of somebody who might be an operator. */
export interface Candidate {
  readonly email: string
  readonly isGuest: boolean
  /** The address was verified, comes from the provider, or no letter could ever verify one here. */
  readonly isBelieved: boolean
  /** Nobody made an account before. */
  readonly isFirst: boolean
}

/** `addresses` in lower case; null when none were configured: then it is who came first. */
export function isOperator(
  { email, isGuest, isBelieved, isFirst }: Candidate,
  addresses: ReadonlySet<string> | null,
): boolean {
  if (isGuest) return false
  return addresses === null ? isFirst : isBelieved && addresses.has(email.toLowerCase())
}

/** Who may see and do what is about the whole server. Asked anew each time. */
export class Operators {
  readonly #db: AppDatabase
  readonly #addresses: ReadonlySet<string> | null
  readonly #verifies: boolean

  /** `verifies`: addresses can be verified here, by a letter or by the provider. */
  constructor(db: AppDatabase, addresses: ReadonlySet<string> | null, verifies: boolean) {
    this.#db = db
    this.#addresses = addresses
    this.#verifies = verifies
  }

  async is(user: Pick<User, 'id' | 'isGuest'> | null): Promise<boolean> {
    if (user === null || user.isGuest) return false
    return (await this.among([user.id])).has(user.id)
  }

  /** Those of these people who are operators at this moment. */
  async among(people: readonly string[]): Promise<ReadonlySet<string>> {
    const [rows, first] = await Promise.all([
      this.#db
        .selectFrom('user')
        .select(['id', 'email', 'emailVerified', 'isAnonymous'])
        .select((eb) =>
          eb
            .exists(
              eb
                .selectFrom('account')
                .select('account.id')
                .whereRef('account.userId', '=', 'user.id')
                .where('account.providerId', '=', PROVIDER_ID),
            )
            .as('byProvider'),
        )
        .where('id', 'in', people)
        .execute(),
      this.#addresses === null ? this.#first() : null,
    ])
    const operators = rows.filter(({ id, email, emailVerified, isAnonymous, byProvider }) =>
      isOperator(
        {
          email,
          isGuest: isAnonymous === 1,
          isBelieved: emailVerified === 1 || Number(byProvider) === 1 || !this.#verifies,
          isFirst: id === first,
        },
        this.#addresses,
      ),
    )
    return new Set(operators.map(({ id }) => id))
  }

  /** Who made the first account that is there. */
  async #first(): Promise<string | null> {
    const row = await this.#db
      .selectFrom('user')
      .select('id')
      .where((eb) => eb.or([eb('isAnonymous', 'is', null), eb('isAnonymous', '=', 0)]))
      .orderBy('createdAt')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? null
  }
}
