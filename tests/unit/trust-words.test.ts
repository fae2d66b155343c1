import { describe, expect, test } from 'vitest'
import { saveAnswer } from '../../app/d/[id]/save-words.ts'
import { fullness, octetWords, partWords } from '../../app/d/[id]/size-words.ts'
import { statusWords } from '../../app/d/[id]/status-words.ts'
import { reportText, safeWords, stoppedWords } from '../../app/d/[id]/stopped-words.ts'
import { afterClose } from '../../lib/close-codes.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'
import type { SyncStatus } from '../../lib/sync-status.ts'

const t = translatorOf('en')
const AT = new Date(2026, 0, 1, 12, 3, 21).getTime()
const down = (cause: 'line' | 'restart' | 'busy' | 'offline', count = 0, kept = true): SyncStatus => ({
  kind: 'reconnecting',
  cause,
  retryAt: 4_000,
  count,
  kept,
})

describe('[T7] the pill', () => {
  test.each<[SyncStatus, string, string]>([
    [{ kind: 'saved', at: AT }, 'Saved', 'All changes are on the server’s disk. Last save 12:03:21.'],
    [{ kind: 'saving', count: 3 }, 'Saving…', '3 changes on their way.'],
    [
      { kind: 'local', count: 12, retryAt: null },
      'Saved on this device',
      'You are offline. 12 changes are kept on this device, and they will be sent when you are back.',
    ],
    [
      { kind: 'local', count: 1, retryAt: null },
      'Saved on this device',
      'You are offline. 1 change is kept on this device, and it will be sent when you are back.',
    ],
    [
      down('line'),
      'Reconnecting…',
      'The connection was lost. Nothing is lost. Trying again in\u00a04\u00a0s.',
    ],
    [down('restart'), 'Restarting…', 'The server is being updated. Nothing is lost. You can keep writing.'],
    [
      down('busy', 2),
      'Server is busy',
      'The server has much to do. 2 changes are kept on this device. Trying again in\u00a04\u00a0s.',
    ],
    [
      { kind: 'read-only', role: 'viewer', by: 'Ada' },
      'View only',
      'You can read this document, not edit it. Ada changed that. Olga owns it.',
    ],
    [
      { kind: 'stopped', code: 1008, word: 'revoked', count: 0 },
      'Stopped',
      'You no longer have access. This page no longer sends or receives changes.',
    ],
  ])('%j', (status, label, detail) => {
    expect(statusWords(t, status, 'Olga', 0, 'en')).toMatchObject({ label, detail })
  })
})

describe('[T8] Ctrl+S answers', () => {
  test.each<[SyncStatus, string]>([
    [{ kind: 'saved', at: AT }, 'Everything is saved. Last save 12:03:21.'],
    [{ kind: 'saved', at: null }, 'Everything is saved.'],
    [{ kind: 'saving', count: 3 }, '3 changes on their way.'],
    [
      { kind: 'local', count: 2, retryAt: null },
      'Kept on this device: 2 changes. It tries to reach the server now.',
    ],
    [down('line', 2), 'Kept on this device: 2 changes. It tries to reach the server now.'],
    [down('line', 2, false), 'Only in this tab: 2 changes. Keep it open. It tries to reach the server now.'],
    [down('offline'), 'Nothing of yours is unsaved. It tries to reach the server now.'],
    [
      { kind: 'read-only', role: 'viewer', by: null },
      'You can only read here, so there is nothing of yours to save.',
    ],
    [
      { kind: 'stopped', code: 1009, word: 'doc-size', count: 1 },
      'This document is full. Not saved on the server: 1 change.',
    ],
  ])('%j: “%s”', (status, words) => {
    expect(saveAnswer(t, status, 0, 'en')).toBe(words)
  })
})

/** The rows of the table of closes after which a client stops, and what it says. */
const STOPS: readonly (readonly [code: number, word: string, title: string, action: string])[] = [
  [1000, 'left', 'You left this document', 'open-again'],
  [1002, 'framing', 'Something between you and the server changed the data', 'reload'],
  [1003, 'text-frame', 'Something between you and the server changed the data', 'reload'],
  [1007, 'malformed', 'Something between you and the server changed the data', 'reload'],
  [1008, 'revoked', 'You no longer have access', 'home'],
  [1008, 'role', 'This document is now view only for you', 'reload'],
  [1008, 'banned', 'The owner closed this document to you', 'home'],
  [1008, 'deleted', 'This document was deleted', 'home'],
  [1008, 'session', 'You were signed out', 'sign-in'],
  [1008, 'guard', 'The server did not take your last change', 'reload'],
  [1009, 'message-size', 'That is too much at once', 'reload'],
  [1009, 'doc-size', 'This document is full', 'try-again'],
  [1010, 'compression', 'This server needs a newer connection', 'reload'],
  [1015, '', 'The connection is not secure', 'reload'],
]

describe('[T7] the panel of a stop', () => {
  test.each(STOPS)('%i %s has its own words', (code, word, title, action) => {
    expect(afterClose(code, word).kind).toBe('stop')
    const words = stoppedWords(t, code, word)
    expect(words).toMatchObject({ title, action })
    expect(`${words.safe} ${words.next ?? ''}`).not.toMatch(/\d{4}|oops|sorry/i)
  })

  test.each([1002, 1003, 1007])('%i can be reported', (code) => {
    expect(stoppedWords(t, code, '').mayReport).toBe(true)
  })

  test('nothing is called saved that is not', () => {
    for (const [code, word] of STOPS) {
      const words = stoppedWords(t, code, word)
      expect(safeWords(t, words, 3, true)).not.toMatch(/^Everything (you wrote|is saved)/)
    }
    expect(safeWords(t, stoppedWords(t, 1000, 'left'), 0, true)).toBe('Everything is saved.')
    expect(safeWords(t, stoppedWords(t, 1008, 'revoked'), 0, true)).toBe(
      'Everything you wrote until then is saved.',
    )
    expect(safeWords(t, stoppedWords(t, 1008, 'revoked'), 0, false)).toBe('Nothing was changed.')
  })

  test('a report names what is needed and nothing of the text', () => {
    const report = { code: 1007, word: 'malformed', documentId: 'abc', unsaved: 2, page: 'https://x/d/abc' }
    expect(reportText(t, { ...report, browser: 'B', at: 0 }).split('\n')).toEqual([
      'Scriptorium: the connection ended with 1007 malformed',
      'Document: abc',
      'Time: 1970-01-01T00:00:00.000Z',
      'Changes not saved: 2',
      'Page: https://x/d/abc',
      'Browser: B',
    ])
  })
})

describe('[T10] size', () => {
  test.each([
    [0, '0\u00a0bytes'],
    [1, '1\u00a0byte'],
    [1_536, '1.5\u00a0KB'],
    [349_000, '341\u00a0KB'],
    [9 * 1_048_576, '9.0\u00a0MB'],
  ])('%i octets are “%s”', (octets, words) => {
    expect(octetWords(t, octets, 'en')).toBe(words)
  })

  test('[I2] a size has the separator of its language', () => {
    expect(octetWords(translatorOf('de'), 1_536, 'de')).toBe('1,5\u00a0KB')
  })

  test('is told from 80 % on, and never over 100', () => {
    expect(fullness(t, 799, 1_000, 'en')).toBe(null)
    expect(fullness(t, 800, 1_000, 'en')).toMatchObject({ level: 80, percent: 80 })
    expect(fullness(t, 940, 1_000, 'en')?.words).toContain('94\u00a0% full')
    expect(fullness(t, 1_200, 1_000, 'en')).toMatchObject({ level: 100, percent: 100 })
    expect(fullness(t, 1_000, 1_000, 'en')?.words).toMatch(
      /^This document is full.*Delete something to make room\.$/,
    )
  })

  test('a part is called by its words, else by its kind', () => {
    expect(partWords(t, { label: 'Intro', kind: 'heading', elements: [1] })).toBe('Intro')
    expect(partWords(t, { label: 'Intro', kind: 'heading', elements: [1, 2] })).toBe('Intro (2 blocks)')
    expect(partWords(t, { label: '', kind: 'codeBlock', elements: [1] })).toBe('(code block)')
  })
})
