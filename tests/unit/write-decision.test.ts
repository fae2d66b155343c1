import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ROLES } from '../../lib/roles.ts'
import { DocumentState } from '../../server/document-state.ts'
import { scanStored } from '../../server/update-scan.ts'
import { decideWrite, type Write, type WriteDecision } from '../../server/write-decision.ts'

const ANN = { userId: 'ann', brought: 0, presentAs: () => null }
const LIMITS = { roots: new Set(['default']), documentBytes: 1_000 }

/** A document of which the server knows `hello`, and what a client can send on top of it. */
function example() {
  const doc = new Y.Doc()
  const text = doc.getText('default')
  const known = change(doc, () => text.insert(0, 'hello'))
  const typed = change(doc, () => text.insert(5, ' all'))
  const later = change(doc, () => text.insert(9, '!'))
  const erased = change(doc, () => text.delete(0, 2))
  const both = change(doc, () => {
    text.delete(0, 1)
    text.insert(0, 'J')
  })
  const elsewhere = change(new Y.Doc(), (other) => other.getText('elsewhere').insert(0, 'x'))
  const state = stateAfter(known)
  const all = stateAfter(known, typed, later, erased)
  return { state, all, known, typed, later, erased, both, elsewhere }
}

function stateAfter(...updates: readonly Uint8Array[]): DocumentState {
  const after = new DocumentState()
  for (const update of updates) after.add(scanStored(update))
  return after
}

function change(doc: Y.Doc, edit: (doc: Y.Doc) => void): Uint8Array {
  let made: Uint8Array | null = null
  doc.once('update', (update: Uint8Array) => {
    made = update
  })
  doc.transact(() => edit(doc))
  if (made === null) throw new Error('nothing changed')
  return made
}

const { state, all, known, typed, later, erased, both, elsewhere } = example()
const CUT = typed.subarray(0, -1)

/** Short words for a decision: `append`, `ack`, `1008 role`, `1013 overload 5`. */
function word(decision: WriteDecision): string {
  if (decision.kind !== 'refuse') return decision.kind
  const { code, word, retryAfter } = decision.close
  return [code, word, retryAfter].filter((part) => part !== undefined).join(' ')
}

const decide = (write: Partial<Write>): string =>
  word(
    decideWrite(
      {
        kind: 'update',
        bytes: typed,
        role: 'editor',
        gaps: 0,
        state,
        size: 100,
        measured: false,
        trial: null,
        author: ANN,
        diskFull: false,
        ...write,
      },
      LIMITS,
    ),
  )

type Row = readonly [sentence: string, write: Partial<Write>, decision: string]

test.each<Row>([
  ['[G4] what is known is acknowledged', { bytes: known }, 'ack'],
  ['new text is appended', {}, 'append'],
  ['a deletion is appended without a measurement', { bytes: erased }, 'append'],
  ['[G9] a gap is asked about', { bytes: later }, 'ask'],
  ['[G9] what comes behind a gap waits for the answer', { bytes: later, gaps: 1 }, 'wait'],
  ['[G9] however long a slow line takes', { bytes: later, gaps: 999 }, 'wait'],
  ['[G9] an answer with a gap is asked for again', { bytes: later, kind: 'step2', gaps: 1 }, 'ask'],
  ['[G9] gap upon gap is refused', { bytes: later, gaps: 1_000 }, '1008 guard'],
  ['[G1] what does not decode is refused', { bytes: CUT }, '1007 malformed'],
  ['[G8] what breaks a rule is refused', { bytes: elsewhere }, '1008 guard'],
  ['on a disk that is behind nothing new is taken', { diskFull: true }, '1013 overload 5'],
  ['on a disk that is behind what is known is acknowledged', { bytes: known, diskFull: true }, 'ack'],
  ['[L2] at the cap text is measured first', { size: 990 }, 'measure'],
  ['[L2] at the cap text is refused', { size: 990, measured: true }, '1009 doc-size'],
  ['[L2] at the cap a deletion is taken', { size: 5_000, bytes: erased, measured: true }, 'append'],
  [
    '[L2] at the cap a deletion with text is refused',
    { size: 5_000, bytes: both, state: all, measured: true },
    '1009 doc-size',
  ],
  [
    '[L2] at the cap a step 2 with text is refused',
    { size: 990, kind: 'step2', measured: true },
    '1009 doc-size',
  ],
  ['[L2] to the last octet of the cap text fits', { size: 1_000 - typed.length }, 'append'],
  [
    '[L2] one octet beyond the cap it does not',
    { size: 1_001 - typed.length, measured: true },
    '1009 doc-size',
  ],
  [
    '[L2] a full document says so, not that the disk is behind',
    { size: 990, measured: true, diskFull: true },
    '1009 doc-size',
  ],
  [
    '[R2] deletions of a step 2 may be Yjs’s own: measured first',
    { kind: 'step2', bytes: erased },
    'measure',
  ],
  ['[R2] once measured they are new', { kind: 'step2', bytes: erased, measured: true }, 'append'],
  ['a step 2 with text is appended without a measurement', { kind: 'step2' }, 'append'],
])('%s', (_, write, decision) => {
  expect(decide(write)).toBe(decision)
})

test.each(['commenter', 'viewer', 'nobody' as 'viewer'] as const)(
  '[R1] of a %s nothing new is taken',
  (role) => {
    const trial = { depth: 1, tidies: false }
    for (const bytes of [typed, erased, later]) {
      expect(decide({ role, bytes, measured: true, trial })).toBe('1008 role')
      expect(decide({ role, bytes, kind: 'step2', measured: true, trial })).toBe('1008 role')
    }
    expect(decide({ role })).toBe('1008 role')
    expect(decide({ role, kind: 'step2' })).toBe('1008 role')
    expect(decide({ role, size: 5_000 }), 'not that the document is full').toBe('1008 role')
    expect(decide({ role, diskFull: true }), 'not that the disk is behind').toBe('1008 role')
    expect(decide({ role, bytes: later, gaps: 1_000 })).toBe('1008 role')
  },
)

test.each(['commenter', 'viewer'] as const)(
  '[R2] deletions by a %s are looked at: what Yjs tidies up by itself is passed over, and nothing else',
  (role) => {
    for (const kind of ['update', 'step2'] as const) {
      const write = { role, kind, bytes: erased } as const
      expect(decide(write)).toBe('measure')
      expect(decide({ ...write, measured: true })).toBe('try')
      expect(decide({ ...write, measured: true, trial: { depth: 1, tidies: true } })).toBe('ack')
      expect(decide({ ...write, measured: true, trial: { depth: 1, tidies: false } })).toBe('1008 role')
    }
  },
)

test('[R2] of anybody what is known is acknowledged, and a step 2 of deletions is looked at before it is judged', () => {
  for (const role of ROLES) {
    expect(decide({ role, bytes: known })).toBe('ack')
    expect(decide({ role, bytes: known, kind: 'step2', size: 5_000, diskFull: true })).toBe('ack')
    expect(decide({ role, bytes: erased, kind: 'step2' })).toBe('measure')
  }
})

test('[G4] what is appended is only what is new', () => {
  const merged = Y.mergeUpdates([known, typed])
  const decision = decideWrite(
    {
      kind: 'step2',
      bytes: merged,
      role: 'owner',
      author: ANN,
      gaps: 0,
      state,
      size: 0,
      measured: true,
      trial: null,
      diskFull: false,
    },
    LIMITS,
  )
  if (decision.kind !== 'append') throw new Error(decision.kind)
  expect(Y.decodeUpdate(decision.update.bytes).structs.map(({ id, length }) => [id.clock, length])).toEqual([
    [5, 4],
  ])
})

test('a decision changes nothing of the state', () => {
  const before = JSON.stringify([[...state.clocks], [...state.deletions.entries()]])
  for (const bytes of [known, typed, later, erased, both, elsewhere, CUT]) decide({ bytes, measured: true })
  expect(JSON.stringify([[...state.clocks], [...state.deletions.entries()]])).toBe(before)
})
