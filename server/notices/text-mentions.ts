import type { DocumentId } from '../../lib/ids.ts'
import type { Actor } from '../../lib/talk.ts'
import type { KnownMentions, NoticeLog } from '../talk/notice-log.ts'
import type { TextMention } from '../workers/mentions-of-document.ts'
import type { Audience } from './audience.ts'
import type { Notifier } from './notifier.ts'

/** A mention that is taken out and put back within so long, as by cutting and pasting it, is no new one. */
const PUT_BACK_MS = 10 * 60 * 1000
/** Documents of which it is known that nothing has changed. */
const MAX_UNCHANGED = 1_000
const UNKNOWN: Actor = { id: '', name: '', color: '' }
/** The name under which mentions are counted whose author is not known. */
const NOBODY = ''

/** A person whom a text names more often than before. */
export interface FreshMention {
  readonly person: string
  /** '' when it is not known. */
  readonly author: string
  readonly place: string
  readonly told: number
}

/** `mentions` of others than the person, with their authors. */
export function freshMentions(
  mentions: readonly (Pick<TextMention, 'person' | 'place'> & { readonly author: string })[],
  known: ReadonlyMap<string, KnownMentions>,
  now: number,
): { readonly fresh: readonly FreshMention[]; readonly next: ReadonlyMap<string, KnownMentions> } {
  const found = new Map<string, { authors: Record<string, number>; places: Record<string, string> }>()
  for (const { person, author, place } of mentions) {
    if (author === person) continue
    const counted = found.get(person) ?? { authors: {}, places: {} }
    found.set(person, counted)
    counted.authors[author] = (counted.authors[author] ?? 0) + 1
    counted.places[author] = place
  }
  const fresh: FreshMention[] = []
  const next = new Map<string, KnownMentions>()
  for (const person of new Set([...found.keys(), ...known.keys()])) {
    const { authors, places } = found.get(person) ?? { authors: {}, places: {} }
    const before = known.get(person) ?? { authors: {}, most: 0, mostAt: 0, told: 0 }
    const total = Object.values(authors).reduce((sum, count) => sum + count, 0)
    const isFresh = total > before.most
    if (isFresh) {
      const rose = Object.keys(authors).find((id) => (authors[id] ?? 0) > (before.authors[id] ?? 0))
      const author = rose ?? NOBODY
      fresh.push({ person, author, place: places[author] ?? '', told: before.told + 1 })
    }
    const isPast = total < before.most && now - before.mostAt > PUT_BACK_MS
    const stays = !isFresh && !isPast
    next.set(person, {
      authors,
      most: stays ? before.most : total,
      mostAt: stays && total < before.most ? before.mostAt : now,
      told: before.told + (isFresh ? 1 : 0),
    })
  }
  return { fresh, next }
}

export interface TextMentionsContext {
  readonly log: Pick<NoticeLog, 'textMentions' | 'setTextMentions'>
  readonly notifier: Pick<Notifier, 'send'>
  readonly audience: Pick<Audience, 'actor' | 'levels'>
  /** Whose the Yjs client ids of a document are. */
  readonly owners: (document: DocumentId) => Promise<(client: number) => string | null>
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

/** Tells people that a text names them, when a worker has looked at it for its title anyway. */
export class TextMentions {
  readonly #context: TextMentionsContext
  /** Documents and what they named when they were last looked at, the last looked at last. */
  readonly #seen = new Map<DocumentId, string>()

  constructor(context: TextMentionsContext) {
    this.#context = context
  }

  /** Looks at who is named in a document. What was not told when the server ended is told when it is looked at again. */
  async look(document: DocumentId, mentions: readonly TextMention[]): Promise<void> {
    const sight = mentions.map(({ person, client }) => `${person}:${client}`).join()
    if (sight === (this.#seen.get(document) ?? '')) return
    const { log, notifier, audience, owners, wallClock } = this.#context
    const ownerOf = await owners(document)
    const named = mentions.map((mention) => ({ ...mention, author: ownerOf(mention.client) ?? NOBODY }))
    const { fresh, next } = freshMentions(named, await log.textMentions(document), wallClock())
    const levels = fresh.length === 0 ? null : await audience.levels(document)
    for (const { person, author, place, told } of fresh) {
      if (levels?.get(person) === 'mute') continue
      const by = (author === NOBODY ? null : await audience.actor(author)) ?? UNKNOWN
      const notice = { about: 'mention', document, source: 'text', item: null, place, outcome: null } as const
      await notifier.send({ person, id: `text:${document}:${told}`, by, notice })
    }
    await log.setTextMentions(document, next)
    this.#remember(document, sight)
  }

  #remember(document: DocumentId, sight: string): void {
    this.#seen.delete(document)
    this.#seen.set(document, sight)
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MAX_UNCHANGED) break
      this.#seen.delete(oldest)
    }
  }
}
