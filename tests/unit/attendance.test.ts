import { expect, test } from 'vitest'
import { Attendance, attendanceWords } from '../../lib/attendance.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'

const t = translatorOf('en')
const people = (...names: string[]) => names.map((name) => ({ id: name, name, color: '#1f6feb' }))

/** Sees who is here at a time and lets all the time pass that it asks for; what is said, if anything. */
function after(attendance: Attendance, at: number, connected: boolean, ...names: string[]): string | null {
  const due = attendance.see(people('me', ...names), connected, at)
  return due === null ? null : attendance.announce(t, due)
}

test.each([
  [['Ada'], [], 'Ada joined.'],
  [['Ada', 'Bob'], [], 'Ada and Bob joined.'],
  [['Ada', 'Bob', 'Cy'], [], 'Ada and 2 others joined.'],
  [['Ada', 'Bob', 'Cy', 'Di'], ['Ed'], 'Ada and 3 others joined. Ed left.'],
  [[], ['Ed', 'Flo'], 'Ed and Flo left.'],
  [[], [], ''],
])('[T4] %j joined and %j left: “%s”', (joined, left, words) => {
  expect(attendanceWords(t, joined, left)).toBe(words)
})

test('[D4] names from right to left keep their place in what is read out', () => {
  expect(attendanceWords(t, ['רות', 'Ada'], ['لبنى'])).toBe(
    '\u2068רות\u2069 and Ada joined. \u2068لبنى\u2069 left.',
  )
})

test('[T4] who is here at one’s own opening has not joined; who comes later has', () => {
  const attendance = new Attendance('me')
  expect(after(attendance, 0, false)).toBe(null)
  expect(after(attendance, 1_000, true, 'Ada')).toBe(null)
  expect(after(attendance, 9_000, true, 'Ada', 'Bob')).toBe('Bob joined.')
})

test('[T4] many who come at once are told in one sentence, and who came and went in none', () => {
  const attendance = new Attendance('me')
  after(attendance, 0, true)
  const due = attendance.see(people('me', 'Ada'), true, 10_000)
  expect(attendance.see(people('me', 'Ada', 'Bob', 'Cy'), true, 10_100)).toBe(due)
  expect(attendance.announce(t, (due as number) - 1)).toBe(null)
  expect(attendance.announce(t, due as number)).toBe('Ada and 2 others joined.')
  expect(attendance.see(people('me', 'Ada', 'Bob', 'Cy', 'Di'), true, 30_000)).not.toBe(null)
  expect(attendance.see(people('me', 'Ada', 'Bob', 'Cy'), true, 30_100)).toBe(null)
})

test('[T4] in a crowd there are eight seconds between two announcements', () => {
  const attendance = new Attendance('me')
  after(attendance, 0, true)
  expect(after(attendance, 10_000, true, 'Ada')).toBe('Ada joined.')
  const due = attendance.see(people('me', 'Ada', 'Bob'), true, 11_600)
  expect(due).toBe(11_500 + 8_000)
})

test('[T4] nobody has left or joined because one’s own line was down', () => {
  const attendance = new Attendance('me')
  after(attendance, 0, true, 'Ada', 'Bob')
  expect(after(attendance, 20_000, false)).toBe(null)
  const due = attendance.see(people('me'), true, 22_000)
  expect(due).toBe(32_000)
  expect(after(attendance, 24_000, true, 'Ada', 'Bob')).toBe(null)
  expect(attendance.announce(t, 40_000)).toBe(null)
})
