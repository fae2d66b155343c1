import type { Writable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import * as ws from 'ws'
import { HEARTBEAT } from '../../lib/wire.ts'
import { binaryFrame } from '../../server/frame.ts'
import { beat } from '../../server/heartbeat.ts'
import { fakeConnection } from './fake-connection.ts'

/** The frame parser of `ws`, which its types leave out. */
const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { isServer: boolean; maxPayload: number }) => Writable
}

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')

test.each([
  [0, '82 00'],
  [1, '82 01'],
  [125, '82 7d'],
  [126, '82 7e 00 7e'],
  [127, '82 7e 00 7f'],
  [65_535, '82 7e ff ff'],
  [65_536, '82 7f 00 00 00 00 00 01 00 00'],
  [70_000, '82 7f 00 00 00 00 00 01 11 70'],
])('[W1] the header of %i octets is %s (RFC 6455 section 5.2)', (length, head) => {
  const payload = Uint8Array.from({ length }, (_, i) => i % 251)
  const frame = binaryFrame(payload)
  const headLength = head.split(' ').length
  expect(hex(frame.subarray(0, headLength))).toBe(head)
  expect(Buffer.compare(frame.subarray(headLength), payload)).toBe(0)
})

test('[W1] a reader that is not ours takes frames of each size, one after the other, for whole messages', () => {
  const receiver = new Receiver({ isServer: false, maxPayload: 1_000_000 })
  const lengths: number[] = []
  receiver.on('message', (data: Buffer, isBinary: boolean) => lengths.push(isBinary ? data.length : -1))
  const sizes = [0, 125, 126, 65_535, 65_536]
  receiver.write(Buffer.concat(sizes.map((size) => binaryFrame(new Uint8Array(size)))))
  expect(lengths.slice(0, 1)).toEqual([0])
  return expect.poll(() => lengths, { timeout: 2_000, interval: 1 }).toEqual(sizes)
})

test('a payload is copied: what happens to its buffer later does not reach a frame that waits', () => {
  const payload = new Uint8Array([1, 2, 3])
  const frame = binaryFrame(payload)
  payload.fill(9)
  expect(hex(frame)).toBe('82 03 01 02 03')
})

test('a payload that is a window on a larger buffer gives only the window', () => {
  expect(hex(binaryFrame(new Uint8Array([9, 1, 2, 9]).subarray(1, 3)))).toBe('82 02 01 02')
})

/** A connection that last sent and heard something at 0. */
const quiet = () => fakeConnection({ now: () => 0 })

test('[W3] a line that was silent for 12 s gets the octets 01 01 00, one that was not gets nothing', () => {
  expect(hex(HEARTBEAT)).toBe('01 01 00')
  const silent = quiet()
  beat([silent.connection], 12_000)
  expect(silent.frames).toHaveLength(0)
  beat([silent.connection], 12_001)
  expect(silent.frames.map(hex)).toEqual(['82 03 01 01 00'])
})

test('[W3] a line that lags is not sent more', () => {
  const lagging = quiet()
  lagging.connection.laggingSince = 0
  beat([lagging.connection], 14_000)
  expect(lagging.frames).toHaveLength(0)
})

test('[SEC 16] a peer that says nothing is asked after 15 s and closed after 35 s', () => {
  const peer = quiet()
  beat([peer.connection], 15_000)
  expect(peer.events).toEqual([])
  beat([peer.connection], 15_001)
  expect(peer.events).toEqual(['ping'])
  beat([peer.connection], 35_001)
  expect(peer.events).toEqual(['ping', 'resume', 'close 1001 idle'])
  expect(peer.connection.closed).toBe(true)
})

test('[SEC 16] one that does not answer the close either is cut 3 s later: it is gone within 60 s', () => {
  vi.useFakeTimers()
  const peer = quiet()
  beat([peer.connection], 35_001)
  vi.advanceTimersByTime(2_999)
  expect(peer.events).not.toContain('terminate')
  vi.advanceTimersByTime(1)
  expect(peer.events.at(-1)).toBe('terminate')
  vi.useRealTimers()
})
