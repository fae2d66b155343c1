import { expect, test } from 'vitest'
import { unreadAfter } from '../../app/notices/use-unread.ts'
import type { DocumentId } from '../../lib/ids.ts'
import type { WatchLevel } from '../../lib/notice-values.ts'
import type { TalkAction, TalkEvent } from '../../lib/talk.ts'
import { type AuditRow, accessNoticeOf } from '../../server/notices/audit-notices.ts'
import { recipientsOf } from '../../server/notices/recipients.ts'
import { freshMentions } from '../../server/notices/text-mentions.ts'
import type { KnownMentions } from '../../server/talk/notice-log.ts'

const MINUTE_MS = 60_000
const by = { id: 'olive', name: 'Olive', color: '#000000' }
const event = (action: TalkAction, seq = 7): TalkEvent => ({ seq, time: 0, by, action })
const levels = (entries: Record<string, WatchLevel> = {}) => new Map(Object.entries(entries))
const to = (action: TalkAction, wanted: Record<string, WatchLevel> = {}, people: readonly string[] = []) =>
  recipientsOf(event(action), { levels: levels(wanted), thread: { thread: 3, people } }).map(
    ({ person, notice }) => `${person}: ${notice.about} #${notice.place}`,
  )
const named = (...ids: readonly string[]): string => ids.map((id) => `@[Name](user:${id})`).join(' and ')

test('[Y4] who is named is told once, though they also watch or take part', () => {
  const text = named('mira', 'mira', 'jon')
  expect(to({ kind: 'post', text }, { mira: 'watch' })).toEqual([
    'mira: mention #chat=7',
    'jon: mention #chat=7',
  ])
  expect(to({ kind: 'reply', thread: 3, text: named('mira') }, {}, ['jon', 'mira', 'olive'])).toEqual([
    'mira: mention #c=3',
    'jon: reply #c=3',
  ])
})

test('[Y4] words that are changed lead to the thread in which they stand', () => {
  expect(to({ kind: 'amend', comment: 5, text: named('mira') }, {}, ['jon'])).toEqual(['mira: mention #c=3'])
})

test('[Y5] nobody hears of their own doing, nor of what they muted', () => {
  expect(to({ kind: 'post', text: named('olive', 'jon') }, { jon: 'mute', olive: 'watch' })).toEqual([])
  expect(to({ kind: 'resolve', thread: 3 }, { jon: 'mute' }, ['jon', 'olive', 'mira'])).toEqual([
    'mira: resolved #c=3',
  ])
})

test('[Y7] who watches hears of messages and threads, not of every reply', () => {
  const wanted = { mira: 'watch' } as const
  expect(to({ kind: 'post', text: 'hello' }, wanted)).toEqual(['mira: chat #chat=7'])
  expect(to({ kind: 'reply', thread: 3, text: 'yes' }, wanted, ['jon'])).toEqual(['jon: reply #c=3'])
})

test('[Y10] a mention that is added by changing words has an id of its own, and the same one each time', () => {
  const edit = (seq: number) =>
    recipientsOf(event({ kind: 'edit', message: 4, text: named('mira') }, seq), {
      levels: levels(),
      thread: null,
    })
  expect(edit(8).map(({ key }) => key)).toEqual(['4+'])
  expect(edit(9).map(({ key }) => key)).toEqual(['4+'])
})

test('[Y3] of the access to a document are told: who got it, who asked, and who is asked', () => {
  const row = (part: Partial<AuditRow>): AuditRow => ({
    id: 1,
    document: 'd' as DocumentId,
    action: 'granted',
    actor: 'olive',
    subject: 'mira',
    role: 'editor',
    ...part,
  })
  const facts = { hasAsked: false, inviter: null, owners: ['olive'] }
  const about = (part: Partial<AuditRow>, more: Partial<typeof facts> = {}) => {
    const found = accessNoticeOf(row(part), { ...facts, ...more })
    return found === null ? null : `${found.people.join()}: ${found.about} ${found.outcome}`
  }
  expect(about({})).toBe('mira: share editor')
  expect(about({}, { hasAsked: true })).toBe('mira: answer editor')
  expect(about({ action: 'refused', role: null }, { hasAsked: true })).toBe('mira: answer null')
  expect(about({ action: 'requested', actor: 'mira', subject: null })).toBe('olive: request editor')
  expect(about({ action: 'requested', actor: 'mira', subject: null }, { hasAsked: true })).toBeNull()
  expect(about({ action: 'transferred', role: null })).toBe('mira: share owner')
  expect(about({ action: 'removed', role: null })).toBeNull()
})

const mention = (person: string, author: string, place = 'b=1-1') => ({ person, author, place })
const NONE: ReadonlyMap<string, KnownMentions> = new Map()

test('[Y8] only mentions that are more than before are fresh, with who wrote them', () => {
  const first = freshMentions([mention('mira', 'olive'), mention('jon', 'jon')], NONE, 0)
  expect(first.fresh).toEqual([{ person: 'mira', author: 'olive', place: 'b=1-1', told: 1 }])
  const same = freshMentions([mention('mira', 'olive')], first.next, 1)
  expect(same.fresh).toEqual([])
  const second = freshMentions([mention('mira', 'olive'), mention('mira', 'jon', 'b=2-2')], same.next, 2)
  expect(second.fresh).toEqual([{ person: 'mira', author: 'jon', place: 'b=2-2', told: 2 }])
})

test('[Y8] what is cut out and put back within ten minutes is nothing new; later it is', () => {
  const { next } = freshMentions([mention('mira', 'olive')], NONE, 0)
  const cut = freshMentions([], next, MINUTE_MS)
  expect(freshMentions([mention('mira', 'jon')], cut.next, 2 * MINUTE_MS).fresh).toEqual([])
  const gone = freshMentions([], cut.next, 11 * MINUTE_MS)
  expect(freshMentions([mention('mira', 'jon')], gone.next, 12 * MINUTE_MS).fresh).toMatchObject([
    { author: 'jon', told: 2 },
  ])
})

test('[Y1] the number of unread notices follows what happens in the inbox', () => {
  const notice = (seq: number): TalkEvent =>
    event(
      {
        kind: 'notice',
        about: 'share',
        document: 'd',
        source: 'access',
        item: null,
        place: '',
        outcome: null,
      },
      seq,
    )
  const some = unreadAfter(new Set([1]), [notice(2), notice(3), notice(4)])
  expect([...some]).toEqual([1, 2, 3, 4])
  expect([...unreadAfter(some, [event({ kind: 'read-notice', notice: 3 }, 5)])]).toEqual([1, 2, 4])
  expect([...unreadAfter(some, [event({ kind: 'read-notices', upTo: 3 }, 5)])]).toEqual([4])
})
