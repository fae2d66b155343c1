import { expect, test } from 'vitest'
import { LAG_BYTES } from '../../server/connection.ts'
import { controlsOf, fakeConnection } from './fake-connection.ts'

/** A connection of which `received` writes have arrived, each standing on the record of its number. */
function after(received: number) {
  const fake = fakeConnection()
  for (let seq = 1; seq <= received; seq++) {
    fake.connection.received++
    fake.connection.oweAck(seq)
  }
  return fake
}

test('[A2] a count is told only of what is on disk, and each once', () => {
  const fake = after(3)
  expect(fake.connection.payAcks(0)).toBe(true)
  expect(fake.connection.payAcks(2)).toBe(true)
  expect(fake.connection.payAcks(2)).toBe(true)
  expect(fake.connection.payAcks(9)).toBe(false)
  expect(controlsOf(fake)).toEqual([
    { type: 'saved', count: 2 },
    { type: 'saved', count: 3 },
  ])
})

test('[A2] a write that brought nothing waits for the record that holds what it repeats', () => {
  const fake = after(1)
  fake.connection.received++
  fake.connection.oweAck(1) // the same edit again: its record is not on disk yet
  fake.connection.payAcks(0)
  expect(controlsOf(fake)).toEqual([])
  fake.connection.payAcks(1)
  expect(controlsOf(fake)).toEqual([{ type: 'saved', count: 2 }])
})

test('[G9] behind a gap nothing is acknowledged, until a complete step 2 closes it', () => {
  const fake = after(1)
  const { connection } = fake
  connection.received++
  connection.openGap()
  connection.received++
  connection.oweAck(2)
  connection.payAcks(2)
  expect(controlsOf(fake)).toEqual([{ type: 'saved', count: 1 }])
  connection.received++
  connection.closeGap()
  connection.oweAck(3)
  connection.payAcks(3)
  expect(controlsOf(fake).at(-1)).toEqual({ type: 'saved', count: 4 })
})

test('[W2] a stock client is told nothing, and owes nothing is left', () => {
  const fake = fakeConnection({ controls: false })
  fake.connection.received++
  fake.connection.oweAck(1)
  expect(fake.connection.payAcks(1)).toBe(false)
  expect(fake.frames).toEqual([])
})

test('[L4] a socket that takes less than it is sent lags since the first frame too many', () => {
  let now = 100
  const fake = fakeConnection({ now: () => now })
  fake.writableLength = LAG_BYTES
  fake.connection.send(new Uint8Array(1))
  expect(fake.connection.laggingSince).toBeNull()
  fake.writableLength = LAG_BYTES + 1
  fake.connection.send(new Uint8Array(1))
  now = 200
  fake.connection.send(new Uint8Array(1))
  expect(fake.connection.laggingSince).toBe(100)
})

test('a connection that is closed says nothing more and closes once', () => {
  const fake = after(1)
  fake.connection.close({ code: 1008, word: 'revoked' })
  fake.connection.close({ code: 1011, word: 'internal' })
  fake.connection.payAcks(1)
  fake.connection.send(new Uint8Array(1))
  expect(fake.frames).toEqual([])
  expect(fake.events.filter((event) => event.startsWith('close'))).toEqual(['close 1008 revoked'])
})
