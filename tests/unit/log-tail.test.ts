import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeStateVector } from '../../server/document-state.ts'
import { LogTail } from '../../server/log-tail.ts'
import { scanStored } from '../../server/update-scan.ts'
import { contentOf, docOf, randomEditing, seededRandom } from './random-editing.ts'
import { admitted, recordOf, snapshotOf } from './stored-document.ts'

const NOBODY = new Map<number, string>()

/** The records of a seeded editing session, and a tail of it whose snapshot holds the first `covered`. */
function session(seed: number, covered = 0, steps = 160) {
  const { updates } = randomEditing(seededRandom(seed), 3, steps)
  const records = admitted(updates).map(({ bytes }) => bytes)
  const tail = LogTail.of({
    snapshot: covered === 0 ? null : snapshotOf(records.slice(0, covered)),
    records: records.slice(covered).map((bytes, i) => recordOf(covered + i + 1, bytes)),
    owners: NOBODY,
  })
  return { records, tail, last: records.length }
}

const clocksOf = (doc: Y.Doc): Map<number, number> => {
  const clocks = decodeStateVector(Y.encodeStateVector(doc))
  if (clocks === null) throw new Error('state vector of yjs does not decode')
  return clocks
}

/** Content, clocks and completeness: what two replicas of one document have in common. */
function expectSame(doc: Y.Doc, records: readonly Uint8Array[], hint: string): void {
  const whole = docOf(...records)
  expect(doc.store.pendingStructs, hint).toBeNull()
  expect(doc.store.pendingDs, hint).toBeNull()
  expect(contentOf(doc), hint).toBe(contentOf(whole))
  expect(clocksOf(doc), hint).toEqual(clocksOf(whole))
}

const COVERED = [0, 1, 70]

for (const seed of [11, 12, 13]) {
  describe.each(COVERED)(`seed ${seed}, a snapshot of the first %i records`, (covered) => {
    const { records, tail, last } = session(seed, covered)

    test('[A3] a client with nothing gets all, at each position', () => {
      for (let upTo = covered; upTo <= last; upTo += 7) {
        const joined = docOf(tail.missing(new Map(), upTo))
        expectSame(joined, records.slice(0, upTo), `up to ${upTo}`)
      }
    })

    test('what is missing completes a client that stopped at any record', () => {
      for (let had = 0; had <= last; had += 11) {
        const client = docOf(...records.slice(0, had))
        Y.applyUpdate(client, tail.missing(clocksOf(client), last))
        expectSame(client, records, `had ${had}`)
      }
    })

    test('what is missing completes a client that knows only some people, and those in part', () => {
      const random = seededRandom(seed + 1_000)
      for (let i = 0; i < 25; i++) {
        const had = covered + Math.floor(random() * (last - covered + 1))
        const clocks = clocksOf(docOf(...records.slice(0, had)))
        for (const [client, clock] of clocks) {
          if (random() < 0.3) clocks.delete(client)
          else if (random() < 0.5) clocks.set(client, Math.floor(random() * (clock + 1)))
        }
        const answer = tail.missing(clocks, last)
        expectSame(docOf(...records.slice(0, had), answer), records, `try ${i}`)
        const { from, to } = Y.parseUpdateMeta(answer)
        for (const [client, end] of clocksOf(docOf(...records))) {
          const known = clocks.get(client) ?? 0
          if (known === end) continue
          expect(from.get(client), `no gap for client ${client}, try ${i}`).toBeLessThanOrEqual(known)
          expect(to.get(client), `all of client ${client}, try ${i}`).toBe(end)
        }
      }
    })

    test('[A2] since a cursor comes what is between it and the position, nothing beyond', () => {
      const random = seededRandom(seed + 2_000)
      for (let i = 0; i < 30; i++) {
        const after = covered + Math.floor(random() * (last - covered + 1))
        const upTo = after + Math.floor(random() * (last - after + 1))
        const bytes = tail.since(after, upTo)
        if (bytes === null) throw new Error(`nothing since ${after}`)
        const client = docOf(...records.slice(0, after), bytes)
        expectSame(client, records.slice(0, upTo), `${after} to ${upTo}`)
      }
    })

    test('[L4] a cursor behind the snapshot cannot be served, one at its end can', () => {
      if (covered > 0) expect(tail.since(covered - 1, last)).toBeNull()
      expect(tail.since(covered, last)).not.toBeNull()
    })
  })

  test(`a snapshot adopted while people write changes nothing for anybody (seed ${seed})`, () => {
    const { records, tail, last } = session(seed)
    tail.missing(new Map(), 30) // what was merged for joiners must not outlive the adoption
    for (const covered of [40, 80, 20, last]) {
      tail.adopt(snapshotOf(records.slice(0, covered)))
      expectSame(docOf(tail.missing(new Map(), last)), records, `covered ${covered}`)
      const half = docOf(...records.slice(0, 60))
      Y.applyUpdate(half, tail.missing(clocksOf(half), last))
      expectSame(half, records, `half, covered ${covered}`)
      expect(tail.lastSeq).toBe(last)
    }
    expect([tail.snapshotSeq, tail.recordCount, tail.recordBytes, tail.bytesAfter(0)]).toEqual([
      last,
      0,
      0,
      0,
    ])
  })
}

test('a number that runs on is given to each record, across an adopted snapshot', () => {
  const { records } = session(14)
  const tail = LogTail.of({ snapshot: snapshotOf(records.slice(0, 30)), records: [], owners: NOBODY })
  expect(tail.append(scanStored(records[30] as Uint8Array)).seq).toBe(31)
  expect(tail.append(scanStored(records[31] as Uint8Array)).seq).toBe(32)
  tail.adopt(snapshotOf(records.slice(0, 32)))
  expect(tail.append(scanStored(records[32] as Uint8Array)).seq).toBe(33)
  expect(tail.bytesAfter(32)).toBe(records[32]?.length)
})

test('a client that has the snapshot is not sent its structs again, only the deletions and the tail', () => {
  const { records, tail, last } = session(15, 150)
  const client = docOf(...records.slice(0, 150))
  const answer = tail.missing(clocksOf(client), last)
  const structs = Y.decodeUpdate(answer).structs.length
  const tailStructs = records.slice(150).reduce((sum, bytes) => sum + Y.decodeUpdate(bytes).structs.length, 0)
  expect(structs).toBe(tailStructs)
})

test('a client that lacks only deletions gets them, though its state vector says nothing', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getText('default').insert(0, 'hello')
  doc.getText('default').delete(1, 3)
  const client = docOf(updates[0] as Uint8Array)
  const [first, second] = updates as [Uint8Array, Uint8Array]
  const inTail = LogTail.of({
    snapshot: null,
    records: [recordOf(1, first), recordOf(2, second)],
    owners: NOBODY,
  })
  const inSnapshot = LogTail.of({ snapshot: snapshotOf(updates), records: [], owners: NOBODY })
  for (const tail of [inTail, inSnapshot]) {
    const behind = docOf(first, tail.missing(clocksOf(client), 2))
    expect(behind.getText('default').toString()).toBe('ho')
  }
})

test('who joins at the same position shares the octets', () => {
  const { tail, last } = session(16, 20)
  expect(tail.missing(new Map(), last)).toBe(tail.missing(new Map(), last))
})

test('[A2] a position before one that was asked for already holds nothing beyond itself', () => {
  const { records, tail, last } = session(17, 20)
  tail.missing(new Map(), last)
  expectSame(docOf(tail.missing(new Map(), last - 10)), records.slice(0, last - 10), 'earlier position')
})

test('[A3] a stored record or state vector that does not decode is an error, not an empty document', () => {
  const { records } = session(18)
  const cut = (records[5] as Uint8Array).subarray(0, -1)
  expect(() => LogTail.of({ snapshot: null, records: [recordOf(1, cut)], owners: NOBODY })).toThrow()
  const snapshot = { ...snapshotOf(records.slice(0, 9)), stateVector: new Uint8Array([9]) }
  expect(() => LogTail.of({ snapshot, records: [], owners: NOBODY })).toThrow()
})

test('any state vector that a peer makes up is answered with something that applies (seed 19)', () => {
  const random = seededRandom(19)
  const { records, tail, last } = session(19, 60)
  const clients = [...clocksOf(docOf(...records)).keys()]
  for (let i = 0; i < 300; i++) {
    const clocks = new Map([[9, Math.floor(random() * 5)]])
    for (const client of clients) {
      const far = random() < 0.2 ? Number.MAX_SAFE_INTEGER : 200
      if (random() < 0.8) clocks.set(client, Math.floor(random() * far))
    }
    const answer = tail.missing(clocks, last)
    expectSame(docOf(...records, answer), records, `try ${i}`)
  }
})

test('[J1] records behind a newer snapshot are kept for who is on the way, and it is known when they are not', () => {
  const { records } = session(20)
  const tail = LogTail.of({
    snapshot: null,
    records: records.map((bytes, i) => recordOf(i + 1, bytes)),
    owners: NOBODY,
  })
  tail.adopt(snapshotOf(records.slice(0, 40)), 30)
  expect([tail.holdsAfter(29), tail.holdsAfter(30)]).toEqual([false, true])
  expectSame(
    docOf(...records.slice(0, 30), tail.since(30, 50) as Uint8Array),
    records.slice(0, 50),
    'from 30',
  )
  expect(tail.since(29, 50)).toBeNull()
  tail.forget(40)
  expect([tail.holdsAfter(39), tail.holdsAfter(40), tail.since(39, 50)]).toEqual([false, true, null])
})

test('[J2] how much is deleted is known of a document that was only just read', () => {
  const doc = new Y.Doc()
  const text = doc.getText('default')
  text.insert(0, 'x'.repeat(100))
  for (let i = 0; i < 40; i++) text.delete(i, 1)
  const tail = LogTail.of({ snapshot: snapshotOf([Y.encodeStateAsUpdate(doc)]), records: [], owners: NOBODY })
  expect(tail.deletedRanges(1)).toBe(40)
})
