import { describe, expect, test } from 'vitest'
import { can, ROLES } from '../../lib/roles.ts'
import {
  type DownCause,
  type Line,
  type SyncState,
  type SyncStatus,
  syncStatus,
} from '../../lib/sync-status.ts'

const QUIET: SyncState = {
  line: { kind: 'open', cause: null, synced: true },
  role: 'editor',
  roleBy: null,
  unsaved: 0,
  settled: true,
  savedAt: 900,
  kept: true,
}
const OPEN = QUIET.line

const CAUSES: readonly DownCause[] = ['offline', 'line', 'restart', 'busy', 'server', 'too-many', 'full']
const LINES: readonly Line[] = [
  { kind: 'loading' },
  { kind: 'stopped', code: 1008, word: 'role' },
  ...[null, ...CAUSES].flatMap((cause): Line[] => [
    { kind: 'connecting', cause },
    { kind: 'open', cause, synced: false },
    { kind: 'open', cause, synced: true },
  ]),
  ...CAUSES.map((cause): Line => ({ kind: 'waiting', cause, retryAt: 5_000 })),
]

/** Every state there is, numbers reduced to what matters. */
function* everyState(): Generator<SyncState> {
  for (const line of LINES)
    for (const role of ROLES)
      for (const unsaved of [0, 3])
        for (const settled of [true, false])
          for (const kept of [true, false])
            for (const savedAt of [null, 900])
              yield { line, role, roleBy: 'Bob', unsaved, settled, kept, savedAt }
}

const states = [...everyState()]

test('[E2] the status is Saved only when the line is open, both sides are synced and every edit is on disk', () => {
  const saved = states.filter((state) => syncStatus(state).kind === 'saved')
  expect(saved.length).toBeGreaterThan(0)
  for (const { line, unsaved, settled } of saved) {
    expect([line.kind === 'open' && line.synced, unsaved, settled]).toEqual([true, 0, true])
  }
})

test('[E2] Saved is said of nobody who may not write: a reader has nothing that could be saved', () => {
  for (const state of states) {
    if (syncStatus(state).kind === 'saved') expect(can(state.role, 'edit')).toBe(true)
  }
})

test('unsaved edits are never hidden behind Saved or Read-only, and their number is told', () => {
  for (const state of states) {
    if (state.unsaved === 0) continue
    const status = syncStatus(state)
    if (status.kind === 'connecting') continue
    expect('count' in status ? status.count : status.kind, JSON.stringify(state)).toBe(3)
  }
})

test('“kept on this device” is said only when it is true', () => {
  for (const state of states) {
    const status = syncStatus(state)
    if (status.kind === 'local') expect(state.kept).toBe(true)
    if (status.kind === 'reconnecting') expect(status.kept).toBe(state.kept)
  }
})

describe('each status', () => {
  test.each<[sentence: string, change: Partial<SyncState>, status: SyncStatus]>([
    ['loading', { line: { kind: 'loading' } }, { kind: 'connecting' }],
    ['the first connection', { line: { kind: 'connecting', cause: null } }, { kind: 'connecting' }],
    ['the first sync', { line: { kind: 'open', cause: null, synced: false } }, { kind: 'connecting' }],
    ['all on disk', {}, { kind: 'saved', at: 900 }],
    ['nothing written yet', { savedAt: null }, { kind: 'saved', at: null }],
    ['edits under way', { unsaved: 2, settled: false }, { kind: 'saving', count: 2 }],
    ['a step 2 under way', { settled: false }, { kind: 'saving', count: 0 }],
    ['a reader', { role: 'viewer', roleBy: 'Bob' }, { kind: 'read-only', role: 'viewer', by: 'Bob' }],
    [
      'a reader whose step 2 is under way',
      { role: 'commenter', settled: false },
      { kind: 'read-only', role: 'commenter', by: null },
    ],
    [
      'one who lost the role with edits unsaved',
      { role: 'viewer', unsaved: 2, settled: false },
      { kind: 'saving', count: 2 },
    ],
    [
      'a dropped line',
      { line: { kind: 'waiting', cause: 'line', retryAt: 5_000 }, unsaved: 2 },
      { kind: 'reconnecting', cause: 'line', retryAt: 5_000, count: 2, kept: true },
    ],
    [
      'offline with edits kept here',
      { line: { kind: 'waiting', cause: 'offline', retryAt: 5_000 }, unsaved: 2 },
      { kind: 'local', count: 2, retryAt: 5_000 },
    ],
    [
      'offline with edits that only this page has',
      { line: { kind: 'waiting', cause: 'offline', retryAt: 5_000 }, unsaved: 2, kept: false },
      { kind: 'reconnecting', cause: 'offline', retryAt: 5_000, count: 2, kept: false },
    ],
    [
      'offline without edits',
      { line: { kind: 'waiting', cause: 'offline', retryAt: 5_000 } },
      { kind: 'reconnecting', cause: 'offline', retryAt: 5_000, count: 0, kept: true },
    ],
    [
      'a restarted server, connecting again',
      { line: { kind: 'connecting', cause: 'restart' } },
      { kind: 'reconnecting', cause: 'restart', retryAt: null, count: 0, kept: true },
    ],
    [
      'open again and not yet synced',
      { line: { kind: 'open', cause: 'busy', synced: false }, unsaved: 1 },
      { kind: 'reconnecting', cause: 'busy', retryAt: null, count: 1, kept: true },
    ],
    [
      'refused for good',
      { line: { kind: 'stopped', code: 1009, word: 'doc-size' }, unsaved: 4 },
      { kind: 'stopped', code: 1009, word: 'doc-size', count: 4 },
    ],
  ])('%s', (_, change, status) => {
    expect(syncStatus({ ...QUIET, line: OPEN, ...change })).toEqual(status)
  })
})
