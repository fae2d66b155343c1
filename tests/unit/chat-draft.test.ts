import { expect, test } from 'vitest'
import { draftOf, messageOf, NO_DRAFT } from '../../app/d/[id]/talk/chat/chat-draft.ts'
import { rowsOf } from '../../app/d/[id]/talk/chat/chat-rows.ts'
import { chatText } from '../../lib/chat.ts'

const people = [
  { id: 'u1', name: 'Ada' },
  { id: 'u2', name: 'Ada Lovelace' },
]

test('[V16] names that were chosen are sent as whom they mean, the longest first', () => {
  const message = messageOf({ ...NO_DRAFT, people, text: 'Hi @Ada Lovelace and @Ada, not @Adam\r\n' })
  expect(message).toBe('Hi @[Ada Lovelace](user:u2) and @[Ada](user:u1), not @Adam')
  expect(draftOf(message)).toMatchObject({ text: 'Hi @Ada Lovelace and @Ada, not @Adam' })
  expect(messageOf(draftOf(message))).toBe(message)
})

test('[V9] whatever is typed or pasted is sent as a text that the server takes', () => {
  for (const text of ['a\u0000b', 'half \ud800 of one', 'a\r\nb\rc', '\u001b[31mred']) {
    expect(chatText.safeParse(messageOf({ ...NO_DRAFT, text })).success, JSON.stringify(text)).toBe(true)
  }
})

test('[V12] messages of one author within minutes stand together, and the first new one is marked', () => {
  const by = { id: 'u1', name: 'Ada', color: '#112233' }
  const at = new Date(2026, 10, 24, 12).getTime()
  const message = (seq: number, minutes: number, author = by) => ({
    seq,
    time: at + minutes * 60_000,
    by: author,
    text: 'x',
    editedAt: null,
    reactions: [],
  })
  const other = { ...by, id: 'u2' }
  const rows = rowsOf(
    [message(1, 0), message(2, 1), message(3, 2, other), message(4, 3, other), message(5, 60 * 24)],
    3,
    'u1',
  )
  expect(rows.map(({ opensGroup }) => opensGroup)).toEqual([true, false, true, true, true])
  expect(rows.map(({ opensDay }) => opensDay)).toEqual([true, false, false, false, true])
  expect(rows.map(({ opensNew }) => opensNew)).toEqual([false, false, false, true, false])
})
