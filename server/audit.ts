import type { Transaction } from 'kysely'
import type { AuditAction, AuditEntry } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { AppDatabase, Tables } from './app-database.ts'

/** Entries that a list shows, newest first. */
const LIST_LENGTH = 200

/** Who did something; null for what nobody did, as an expiry. */
export interface Actor {
  readonly id: string
  readonly name: string
}

export interface AuditEvent {
  readonly document: DocumentId
  readonly actor: Actor
  readonly action: AuditAction
  readonly subject?: Actor
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Who did what to the access to a document, when. Every change of access goes through it. */
export class Audit {
  readonly #db: AppDatabase
  readonly #now: () => number
  readonly #onChange: (event: AuditEvent) => void

  /** `now` in milliseconds since 1970. `onChange` hears of each change after it is committed. */
  constructor(db: AppDatabase, now: () => number, onChange: (event: AuditEvent) => void) {
    this.#db = db
    this.#now = now
    this.#onChange = onChange
  }

  /** Makes a change and writes it down, in one transaction. */
  async change(
    event: AuditEvent,
    change: (tx: Transaction<Tables>, now: number) => Promise<void>,
  ): Promise<void> {
    await this.changes(async (tx, now) => {
      await change(tx, now)
      return [event]
    })
  }

  /** Makes changes to several documents and writes them down, in one transaction. Returns what was written. */
  async changes(
    change: (tx: Transaction<Tables>, now: number) => Promise<readonly AuditEvent[]>,
  ): Promise<readonly AuditEvent[]> {
    const now = this.#now()
    const events = await this.#db.transaction().execute(async (tx) => {
      const made = await change(tx, now)
      for (const event of made) await write(tx, event, now)
      return made
    })
    for (const event of events) this.#onChange(event)
    return events
  }

  /** Writes down what was done elsewhere: once, however often it is told. `event.detail` tells it from others like it. */
  async note(event: AuditEvent, time: number): Promise<void> {
    const { document, action, detail } = event
    const isNew = await this.#db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('audit')
        .select('id')
        .where('document', '=', document)
        .where('action', '=', action)
        .where('detail', '=', JSON.stringify(detail))
        .executeTakeFirst()
      if (known === undefined) await write(tx, event, time)
      return known === undefined
    })
    if (isNew) this.#onChange(event)
  }

  /** The newest entries of a document, newest first. */
  async list(document: DocumentId): Promise<readonly AuditEntry[]> {
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .where('document', '=', document)
      .orderBy('id', 'desc')
      .limit(LIST_LENGTH)
      .execute()
    return rows.map(({ time, actor_name, action, subject_name, detail }) => ({
      time: new Date(time).toISOString(),
      actor: actor_name,
      action,
      subject: subject_name,
      detail: detail === null ? null : (JSON.parse(detail) as Record<string, unknown>),
    }))
  }
}

async function write(tx: Transaction<Tables>, event: AuditEvent, time: number): Promise<void> {
  const { document, actor, action, subject, detail } = event
  await tx
    .insertInto('audit')
    .values({
      document,
      time,
      actor: actor.id,
      actor_name: actor.name,
      action,
      subject: subject?.id ?? null,
      subject_name: subject?.name ?? null,
      detail: detail === undefined ? null : JSON.stringify(detail),
    })
    .execute()
}
