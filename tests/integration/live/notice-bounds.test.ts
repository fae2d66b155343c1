import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { noticesOf } from '../../../lib/talk.ts'
import { SqliteTalk } from '../../../server/talk/sqlite-talk.ts'

const folder = mkdtempSync(join(tmpdir(), 'scriptorium-'))
const talk = new SqliteTalk(join(folder, 'talk.db'))
afterAll(() => {
  talk.close()
  rmSync(folder, { recursive: true })
})

const MAX_NOTICES = 1_000
const topic = noticesOf('mira')
const by = { id: 'olive', name: 'Olive', color: '#000000' }
const command = (id: string, time: number) => ({
  topic,
  id,
  by,
  role: 'owner' as const,
  time,
  action: {
    kind: 'notice' as const,
    about: 'share' as const,
    document: '0'.repeat(26),
    source: 'access' as const,
    item: null,
    place: '',
    outcome: 'viewer' as const,
  },
})

test('[Y13] the oldest notices go when there are more than a thousand, and their events too', () => {
  const more = 20
  talk.do(Array.from({ length: MAX_NOTICES + more }, (_, n) => command(`audit:${n}`, n)))
  const { notices, unread, seq } = talk.notices.inbox('mira', Number.MAX_SAFE_INTEGER, 2 * MAX_NOTICES)
  expect(notices).toHaveLength(MAX_NOTICES)
  expect(unread).toBe(MAX_NOTICES)
  expect(notices.at(-1)?.seq).toBe(more + 1)
  expect(talk.events(topic, 0, 2 * MAX_NOTICES)[0]?.seq).toBe(more + 1)
  expect(seq).toBe(MAX_NOTICES + more)
})

test('[Y10] the same notice twice is one', () => {
  const before = talk.head(topic).seq
  const [first, again] = talk.do([command('audit:x', 1), command('audit:x', 2)])
  expect(first).toMatchObject({ kind: 'done', seq: before + 1 })
  expect(again).toEqual({ kind: 'done', seq: before + 1, event: null })
})
