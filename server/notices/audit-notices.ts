import type { AuditAction } from '../../lib/api-schema.ts'
import type { DocumentId } from '../../lib/ids.ts'
import { type NoticeKind, type NoticeOutcome, SHARE_PLACE } from '../../lib/notice-values.ts'
import { ROLES } from '../../lib/roles.ts'
import type { Actor } from '../../lib/talk.ts'
import type { AppDatabase } from '../app-database.ts'
import type { Audience } from './audience.ts'
import type { NoticeToSend } from './notifier.ts'

/** The name of the audit among the sources of notices. */
export const AUDIT = 'audit'

/** Of a person's standing in a document, what ends their asking for access. */
const ANSWERS: readonly AuditAction[] = ['granted', 'refused', 'removed', 'banned', 'joined', 'left']
/** Who declined is not said to who has no access, nor anything else of the document. */
const NOBODY: Actor = { id: '', name: '', color: '' }

export interface AuditRow {
  readonly id: number
  readonly document: DocumentId
  readonly action: AuditAction
  readonly actor: string | null
  readonly subject: string | null
  readonly role: string | null
}

interface AccessNotice {
  readonly people: readonly string[]
  readonly by: string | null
  readonly about: NoticeKind
  readonly outcome: NoticeOutcome | null
  readonly place: string
}

const outcomeOf = (role: string | null): NoticeOutcome | null => ROLES.find((known) => known === role) ?? null

/**
 * Whom an entry of the audit concerns; null for nobody. `hasAsked`: what came before it about the same person is that
 * they asked for access. `inviter` is who invited the address of whoever joined.
 */
export function accessNoticeOf(
  { action, actor, subject, role }: AuditRow,
  { hasAsked, inviter, owners }: { hasAsked: boolean; inviter: string | null; owners: readonly string[] },
): AccessNotice | null {
  const to = (person: string | null) => (person === null ? [] : [person])
  switch (action) {
    case 'granted': {
      const about = hasAsked ? 'answer' : 'share'
      return { people: to(subject), by: actor, about, outcome: outcomeOf(role), place: '' }
    }
    case 'refused':
      return { people: to(subject), by: null, about: 'answer', outcome: null, place: '' }
    case 'joined':
      return { people: to(actor), by: inviter, about: 'share', outcome: outcomeOf(role), place: '' }
    case 'transferred':
      return { people: to(subject), by: actor, about: 'share', outcome: 'owner', place: '' }
    case 'requested':
      if (hasAsked) return null
      return { people: owners, by: actor, about: 'request', outcome: outcomeOf(role), place: SHARE_PLACE }
    default:
      return null
  }
}

/** Notices of changes of access, from the audit, which every such change goes through. */
export class AuditNotices {
  readonly #db: AppDatabase
  readonly #audience: Audience

  constructor(db: AppDatabase, audience: Audience) {
    this.#db = db
    this.#audience = audience
  }

  /** The last entry that there is; 0 for none. */
  async last(): Promise<number> {
    const row = await this.#db
      .selectFrom('audit')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirst()
    return row?.id ?? 0
  }

  /** The notices of the first `limit` entries behind entry `after`. `last` is null when there are none. */
  async behind(after: number, limit: number): Promise<{ notices: NoticeToSend[]; last: number | null }> {
    const rows = await this.#db
      .selectFrom('audit')
      .select(['id', 'document', 'action', 'actor', 'subject', 'detail'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute()
    const notices: NoticeToSend[] = []
    for (const { detail, document, ...row } of rows) {
      const role = detail === null ? null : ((JSON.parse(detail) as { role?: string | null }).role ?? null)
      notices.push(...(await this.#noticesOf({ ...row, document: document as DocumentId, role })))
    }
    return { notices, last: rows.at(-1)?.id ?? null }
  }

  async #noticesOf(row: AuditRow): Promise<NoticeToSend[]> {
    const { id, document, action, actor, subject } = row
    const person = action === 'requested' || action === 'joined' ? actor : subject
    const found = accessNoticeOf(row, {
      hasAsked: person !== null && (await this.#hasAsked(row, person)),
      inviter: action === 'joined' && actor !== null ? await this.#inviter(document, actor) : null,
      owners: action === 'requested' ? await this.#audience.owners(document) : [],
    })
    if (found === null) return []
    const { people, about, outcome, place } = found
    const by = found.by === null ? null : await this.#audience.actor(found.by)
    const levels = await this.#audience.levels(document)
    return people
      .filter((each) => each !== actor || action === 'joined')
      .filter((each) => levels.get(each) !== 'mute')
      .map((each) => ({
        person: each,
        id: `${AUDIT}:${id}`,
        by: by ?? NOBODY,
        notice: { about, document, source: 'access', item: null, place, outcome },
        isForAll: action === 'refused',
      }))
  }

  async #hasAsked({ id, document }: AuditRow, person: string): Promise<boolean> {
    const before = await this.#db
      .selectFrom('audit')
      .select('action')
      .where('document', '=', document)
      .where('id', '<', id)
      .where((eb) =>
        eb.or([
          eb('actor', '=', person).and('action', 'in', ['requested', 'joined', 'left']),
          eb('subject', '=', person).and('action', 'in', ANSWERS),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return before?.action === 'requested'
  }

  /** Who invited the address of a person who has joined. */
  async #inviter(document: DocumentId, person: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('audit')
      .innerJoin('user', 'user.email', 'audit.subject')
      .select('audit.actor as actor')
      .where('audit.document', '=', document)
      .where('audit.action', '=', 'invited')
      .where('user.id', '=', person)
      .orderBy('audit.id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.actor ?? null
  }
}
