import pino from 'pino'
import { beforeEach, expect, test } from 'vitest'
import type { DocumentId } from '../../lib/ids.ts'
import type { NoticeItem } from '../../lib/notice-list.ts'
import type { Letter } from '../../server/mailer.ts'
import { LetterPost } from '../../server/notices/letter-post.ts'
import { noticeLetter } from '../../server/notices/notice-letter.ts'
import type { StoredNotice } from '../../server/talk/notice-log.ts'

const MINUTE_MS = 60_000
const AFTER_MS = 15 * MINUTE_MS

/** A clock that goes when it is told to. */
class Clock {
  time = 1_000_000
  readonly #waiting = new Map<symbol, { readonly at: number; readonly act: () => void }>()

  readonly now = (): number => this.time
  readonly later = (ms: number, act: () => void): (() => void) => {
    const key = Symbol()
    this.#waiting.set(key, { at: this.time + ms, act })
    return () => this.#waiting.delete(key)
  }

  get timers(): number {
    return this.#waiting.size
  }

  /** Goes on to `time`, doing what is due on the way, and lets what that begins come to its end. */
  async goTo(time: number): Promise<void> {
    for (;;) {
      const due = [...this.#waiting].sort(([, a], [, b]) => a.at - b.at)[0]
      if (due === undefined || due[1].at > time) break
      this.#waiting.delete(due[0])
      this.time = Math.max(this.time, due[1].at)
      due[1].act()
      await settled()
    }
    this.time = time
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Kept {
  readonly person: string
  readonly notice: StoredNotice
  mailedAt: number | null
}

let clock: Clock
let kept: Kept[]
let letters: { readonly to: string; readonly notices: readonly string[] }[]
let closed: Set<string>
let broken: boolean
let post: LetterPost

beforeEach(() => {
  clock = new Clock()
  kept = []
  letters = []
  closed = new Set()
  broken = false
  post = begin()
})

function begin(): LetterPost {
  return new LetterPost({
    log: {
      unmailed: async (before) => {
        const open = kept.filter(({ mailedAt }) => mailedAt === null)
        const people = new Set(open.filter(({ notice }) => notice.time <= before).map(({ person }) => person))
        const inboxes = [...people].map((person) => ({
          person,
          notices: open.filter((one) => one.person === person).map(({ notice }) => notice),
          lastMailedAt:
            Math.max(...kept.map((one) => (one.person === person ? (one.mailedAt ?? 0) : 0))) || null,
        }))
        const younger = open.map(({ notice }) => notice.time).filter((time) => time > before)
        return { inboxes, next: younger.length === 0 ? null : Math.min(...younger) }
      },
      setMailed: async (person, upTo, at) => {
        for (const one of kept) {
          if (one.person === person && one.notice.seq <= upTo) one.mailedAt ??= at ?? 0
        }
      },
    },
    inbox: {
      shown: async (_, notices) =>
        notices.map(({ seq, document }) => ({
          id: seq,
          title: closed.has(document) ? null : document,
        })) as unknown as NoticeItem[],
    },
    reader: async (person) =>
      person.startsWith('guest') ? null : { name: person, email: `${person}@example.org`, language: 'en' },
    letter: (person, _, notices) => ({
      to: person,
      subject: '',
      text: notices.map(({ title }) => title ?? '').join(),
    }),
    send: async ({ to, text }) => {
      if (broken) throw new Error('the mail server is away')
      letters.push({ to, notices: text.split(',') })
    },
    clock,
    afterMs: AFTER_MS,
    logger: pino({ level: 'silent' }),
  })
}

function tell(person: string, document: string): void {
  const notice = { seq: kept.length + 1, time: clock.time, document: document as DocumentId } as StoredNotice
  kept.push({ person, notice, mailedAt: null })
  post.wake()
}

test('[Y11] what stays unread is gathered to one letter, and then nothing waits', async () => {
  const start = clock.time
  tell('mira', 'a')
  await clock.goTo(start + 5 * MINUTE_MS)
  tell('mira', 'b')
  tell('jon', 'c')
  expect(letters).toEqual([])
  await clock.goTo(start + 16 * MINUTE_MS)
  expect(letters).toEqual([{ to: 'mira', notices: ['a', 'b'] }])
  await clock.goTo(start + 21 * MINUTE_MS)
  expect(letters.slice(1)).toEqual([{ to: 'jon', notices: ['c'] }])
  expect(clock.timers).toBe(0)
})

test('[Y11] a second letter goes an hour after the first, with everything since', async () => {
  const start = clock.time
  tell('mira', 'a')
  await clock.goTo(start + 20 * MINUTE_MS)
  tell('mira', 'b')
  await clock.goTo(start + 60 * MINUTE_MS)
  tell('mira', 'c')
  await clock.goTo(start + 74 * MINUTE_MS)
  expect(letters).toHaveLength(1)
  await clock.goTo(start + 77 * MINUTE_MS)
  expect(letters.slice(1)).toEqual([{ to: 'mira', notices: ['b', 'c'] }])
})

test('[Y11] what has come while the server was down is posted when it starts, what was posted is not', async () => {
  tell('mira', 'a')
  await clock.goTo(clock.time + 20 * MINUTE_MS)
  tell('jon', 'b')
  await post.close()
  await clock.goTo(clock.time + 120 * MINUTE_MS)
  post = begin()
  post.start()
  await clock.goTo(clock.time + 1)
  expect(letters).toEqual([
    { to: 'mira', notices: ['a'] },
    { to: 'jon', notices: ['b'] },
  ])
})

test('[Y11] guests get none, and nobody of a document that is closed to them', async () => {
  closed.add('b')
  tell('guest1', 'a')
  tell('mira', 'a')
  tell('mira', 'b')
  tell('jon', 'b')
  await clock.goTo(clock.time + 20 * MINUTE_MS)
  expect(letters).toEqual([{ to: 'mira', notices: ['a'] }])
  expect(kept.every(({ mailedAt }) => mailedAt !== null)).toBe(true)
  expect(clock.timers).toBe(0)
})

test('[Y11] a letter that cannot be handed over is tried again', async () => {
  broken = true
  tell('mira', 'a')
  await clock.goTo(clock.time + 20 * MINUTE_MS)
  expect(letters).toEqual([])
  broken = false
  await clock.goTo(clock.time + 6 * MINUTE_MS)
  expect(letters).toEqual([{ to: 'mira', notices: ['a'] }])
})

test('[Y12] a letter says what happened, where, and how to stop it', () => {
  const notice: NoticeItem = {
    id: 1,
    time: new Date(0).toISOString(),
    by: { id: 'o', name: 'Olive\r\nBcc: x', color: '' },
    about: 'mention',
    source: 'chat',
    outcome: null,
    document: 'd',
    title: 'The plan',
    quote: 'look at this',
    address: '/d/d#chat=4',
    read: false,
  }
  const reader = { name: 'Mira', email: 'mira@example.org', language: 'de' } as const
  const letter: Letter = noticeLetter(reader, [notice], { origin: 'https://s.example', stopToken: 'm.t' })
  expect(letter.subject).toBe('1 ungelesene Mitteilung in Scriptorium')
  expect(letter.text).toContain('hat dich im Chat erwähnt: The plan')
  expect(letter.text).toContain('https://s.example/d/d#chat=4')
  expect(letter.text).toContain('https://s.example/letters#m.t')
  expect(letter.text).not.toMatch(/^Bcc/m)
  expect(letter.headers).toEqual({
    'List-Unsubscribe': '<https://s.example/api/notices/letters/stop?token=m.t>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  })
})
