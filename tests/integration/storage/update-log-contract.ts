import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DocumentId, newDocumentId } from '../../../lib/ids.ts'
import { packHistory } from '../../../server/storage/history-pack.ts'
import type { LogRecord, Snapshot, UpdateLog } from '../../../server/storage/update-log.ts'

/** A log on a medium of its own, that can be closed and opened again. */
export interface LogUnderTest {
  open(): Promise<UpdateLog>
  remove(): Promise<void>
}

export function record(
  document: DocumentId,
  seq: number,
  text: string,
  author = 'ada',
  time = 1_000,
): LogRecord {
  return { document, seq, author, time, bytes: new TextEncoder().encode(text) }
}

function snapshotAt(seq: number): Snapshot {
  return {
    seq,
    time: 1_000,
    bytes: new Uint8Array([1, 2, 3]),
    stateVector: new Uint8Array([4]),
    deletions: new Uint8Array([0, 0]),
    outline: new Uint8Array([2, 0]),
  }
}

/** What every implementation of the update log must do. */
export function updateLogContract(name: string, make: () => LogUnderTest): void {
  describe(`${name} keeps the contract of the update log`, () => {
    let medium: LogUnderTest
    let log: UpdateLog
    let document: DocumentId
    let other: DocumentId

    beforeEach(async () => {
      medium = make()
      log = await medium.open()
      document = newDocumentId(randomBytes)
      other = newDocumentId(randomBytes)
    })

    afterEach(async () => {
      await log.close()
      await medium.remove()
    })

    const reopen = async (): Promise<void> => {
      await log.close()
      log = await medium.open()
    }

    test('[S1] a document that was never written has neither snapshot nor records', async () => {
      expect(await log.read(document)).toEqual({ snapshot: null, records: [], owners: new Map() })
      expect(await log.list()).toEqual([])
    })

    test('[S2] a batch over several documents is read back octet for octet, also after reopening', async () => {
      const batch = [record(document, 1, 'a'), record(other, 1, 'b', 'grace'), record(document, 2, '')]
      await log.append(batch)
      await reopen()
      expect((await log.read(document)).records).toEqual([batch[0], batch[2]])
      expect((await log.read(other)).records).toEqual([batch[1]])
      expect(await log.list()).toEqual([
        { document, seq: 2, snapshotSeq: 0 },
        { document: other, seq: 1, snapshotSeq: 0 },
      ])
    })

    test('[S3] a batch with one bad record is refused whole', async () => {
      await log.append([record(document, 1, 'a')])
      await expect(log.append([record(other, 1, 'b'), record(document, 3, 'gap')])).rejects.toThrow()
      await expect(log.append([record(document, 1, 'again')])).rejects.toThrow()
      expect((await log.read(document)).records).toHaveLength(1)
      expect((await log.read(other)).records).toHaveLength(0)
      await log.append([record(document, 2, 'goes on')])
      expect((await log.read(document)).records).toHaveLength(2)
    })

    test('[S4] a snapshot replaces the records up to it and keeps them as history', async () => {
      const records = [1, 2, 3, 4].map((seq) => record(document, seq, `r${seq}`))
      await log.append(records)
      const snapshot = snapshotAt(3)
      await log.storeSnapshot(document, snapshot, packHistory(records.slice(0, 3)))
      await reopen()
      expect(await log.read(document)).toEqual({ snapshot, records: records.slice(3), owners: new Map() })
      expect(await log.readHistory(document, 0, 4)).toEqual(records)
      expect(await log.readHistory(document, 1, 2)).toEqual([records[1]])
    })

    test('[S5] a snapshot that is older, ahead of the log, or leaves a hole in history is refused', async () => {
      const records = [1, 2, 3].map((seq) => record(document, seq, `r${seq}`))
      await log.append(records)
      await expect(log.storeSnapshot(document, snapshotAt(4), null)).rejects.toThrow()
      await expect(
        log.storeSnapshot(document, snapshotAt(3), packHistory(records.slice(1))),
      ).rejects.toThrow()
      await log.storeSnapshot(document, snapshotAt(2), packHistory(records.slice(0, 2)))
      await expect(log.storeSnapshot(document, snapshotAt(2), null)).rejects.toThrow()
      expect((await log.read(document)).records).toEqual(records.slice(2))
    })

    test('[S6] history is dropped by age, records behind the snapshot never', async () => {
      const records = [1, 2, 3].map((seq) => record(document, seq, `r${seq}`, 'ada', seq * 1_000))
      await log.append(records)
      await log.storeSnapshot(document, snapshotAt(2), packHistory(records.slice(0, 2)))
      expect(await log.retire(2_000)).toBe(0)
      expect(await log.retire(2_001)).toBe(1)
      expect(await log.readHistory(document, 0, 3)).toEqual(records.slice(2))
      expect((await log.read(document)).snapshot).not.toBeNull()
    })

    test('[S7] a deleted document is gone, others are not, and its id starts anew', async () => {
      await log.append([record(document, 1, 'a'), record(other, 1, 'b')])
      await log.storeSnapshot(document, snapshotAt(1), packHistory([record(document, 1, 'a')]))
      await log.delete(document)
      expect(await log.read(document)).toEqual({ snapshot: null, records: [], owners: new Map() })
      expect(await log.readHistory(document, 0, 9)).toEqual([])
      expect((await log.read(other)).records).toHaveLength(1)
      await log.append([record(document, 1, 'new')])
      expect((await log.read(document)).records).toHaveLength(1)
    })

    test('[S18] a client id is kept as the author’s who claimed it first, in each document for itself', async () => {
      await log.append([
        { ...record(document, 1, 'a', 'ada'), claims: [7, 4_294_967_295] },
        { ...record(document, 2, 'b', 'bob'), claims: [7, 8] },
        { ...record(other, 1, 'c', 'bob'), claims: [7] },
      ])
      await log.storeSnapshot(document, snapshotAt(2), null)
      await reopen()
      const owners = new Map([
        [7, 'ada'],
        [8, 'bob'],
        [4_294_967_295, 'ada'],
      ])
      expect((await log.read(document)).owners).toEqual(owners)
      expect((await log.read(other)).owners).toEqual(new Map([[7, 'bob']]))
    })

    test('[S19] a record that is set aside leaves an empty one in its place', async () => {
      await log.append([1, 2, 3].map((seq) => record(document, seq, `r${seq}`)))
      await log.setAside(document, [2])
      await reopen()
      const records = (await log.read(document)).records.map(({ seq, author, bytes }) => [
        seq,
        author,
        [...bytes],
      ])
      expect(records[1]).toEqual([2, 'ada', [0, 0]])
      expect(records.map(([seq]) => seq)).toEqual([1, 2, 3])
      await log.append([record(document, 4, 'goes on')])
    })

    test('[S18] what was a guest’s is the account’s that the guest made, then and later', async () => {
      await log.append([{ ...record(document, 1, 'a', 'guest'), claims: [7] }])
      await log.handOver('guest', 'ada')
      await log.append([{ ...record(document, 2, 'b', 'guest'), claims: [8] }])
      await reopen()
      expect([...(await log.read(document)).owners]).toEqual([
        [7, 'ada'],
        [8, 'ada'],
      ])
    })

    test('[S8] what is read later than an append resolved holds it', async () => {
      for (let seq = 1; seq <= 50; seq++) {
        await log.append([record(document, seq, `r${seq}`)])
        expect((await log.read(document)).records).toHaveLength(seq)
      }
    })

    test('[S9] a record of 5 MiB and an empty batch are fine', async () => {
      const bytes = new Uint8Array(5 * 1024 * 1024).fill(7)
      await log.append([])
      await log.append([{ ...record(document, 1, ''), bytes }])
      expect((await log.read(document)).records[0]?.bytes).toEqual(bytes)
      await log.probe()
    })
  })
}
