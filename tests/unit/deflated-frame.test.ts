import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { constants, inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { deflated, deflatedBytes } from '../../server/deflated-frame.ts'
import { binaryFrame } from '../../server/frame.ts'
import { DeflatingSink } from '../../server/frame-sink.ts'

const TRAILER = Buffer.from([0, 0, 0xff, 0xff])
const SYNC = { finishFlush: constants.Z_SYNC_FLUSH }
const text = (octets: number, seed = 'a'): Buffer =>
  Buffer.from(`word ${seed} of many `.repeat(octets)).subarray(0, octets)

/** The messages in a buffer of frames, and whether each was compressed (RFC 7692 section 7.2.2). */
function read(octets: Buffer): { compressed: boolean; message: Buffer }[] {
  const found: { compressed: boolean; message: Buffer }[] = []
  for (let rest = octets; rest.length > 0; ) {
    const [first = 0, short = 0] = rest
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length =
      short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2))
    const payload = rest.subarray(head, head + length)
    expect(first & ~0x40).toBe(0x82)
    const compressed = (first & 0x40) !== 0
    found.push({
      compressed,
      message: compressed ? inflateRawSync(Buffer.concat([payload, TRAILER]), SYNC) : payload,
    })
    rest = rest.subarray(head + length)
  }
  return found
}

test.each([1_024, 1_100, 5_000, 60_000])(
  '[W5] a frame with %i octets becomes a smaller one with the same message',
  (octets) => {
    const frame = binaryFrame(text(octets))
    const twin = deflated(frame) as Buffer
    expect(twin.length).toBeLessThan(frame.length / 2)
    expect(read(twin)).toEqual([{ compressed: true, message: text(octets) }])
  },
)

test('[W5] it is made once and shared', () => {
  const frame = binaryFrame(text(5_000))
  expect(deflated(frame)).toBe(deflated(frame))
  expect(deflatedBytes(frame)).toBe((deflated(frame) as Buffer).length)
})

test('[W5] what is small, or does not get smaller, stays as it is', () => {
  for (const payload of [Buffer.alloc(0), text(1_000), randomBytes(1_024), randomBytes(50_000)]) {
    const frame = binaryFrame(payload)
    expect(deflated(frame)).toBe(frame)
    expect(deflatedBytes(frame)).toBe(0)
  }
})

test('[W5] of frames side by side each is compressed for itself', () => {
  const payloads = [text(10), text(3_000, 'b'), randomBytes(2_000), text(0), text(9_000, 'c')]
  const twin = deflated(Buffer.concat(payloads.map(binaryFrame))) as Buffer
  expect(read(twin).map(({ message }) => message)).toEqual(payloads)
  expect(read(twin).map(({ compressed }) => compressed)).toEqual([false, true, false, false, true])
})

test('[W5] a large frame is compressed in another thread, once for all who ask meanwhile, and is there afterwards', async () => {
  const frame = binaryFrame(text(300_000))
  const soon = deflated(frame)
  expect(soon).toBeInstanceOf(Promise)
  expect(deflated(frame)).toBe(soon)
  const twin = await soon
  expect(read(twin)).toEqual([{ compressed: true, message: text(300_000) }])
  expect(deflated(frame)).toBe(twin)
  const noise = binaryFrame(randomBytes(100_000))
  expect(await deflated(noise)).toBe(noise)
})

/** A sink on a socket that remembers what it was written. */
function sinkOf() {
  const socket = {
    written: [] as Buffer[],
    open: true,
    writableLength: 0,
    writableNeedDrain: false,
    drain: (): void => undefined,
    write: (frames: Buffer) => socket.written.push(frames) > 0,
    on: (_: 'drain', listener: () => void) => {
      socket.drain = listener
    },
  }
  const sink = new DeflatingSink(socket, () => socket.open)
  let drained = 0
  sink.on('drain', () => drained++)
  const messages = () => read(Buffer.concat(socket.written)).map(({ message }) => message)
  return { socket, sink, messages, drained: () => drained }
}

test('[W5] frames behind a large one wait for it, in order; meanwhile the sink is full', async () => {
  const { socket, sink, messages, drained } = sinkOf()
  const sent = [text(100), text(200_000, 'x'), text(50), text(150_000, 'y'), text(2_000), text(7)]
  const frames = sent.map(binaryFrame)
  for (const frame of frames) sink.write(frame)
  expect(messages()).toEqual([sent[0]])
  expect(sink.writableLength).toBe(Number.POSITIVE_INFINITY)
  socket.drain()
  expect(drained()).toBe(0)
  await deflated(frames[1] as Buffer)
  expect(sink.writableLength).toBe(Number.POSITIVE_INFINITY)
  await deflated(frames[3] as Buffer)
  expect(messages()).toEqual(sent)
  expect([sink.writableLength, drained()]).toEqual([0, 1])
})

test('[W5] when the socket is still full then, its own drain is waited for', async () => {
  const { socket, sink, drained } = sinkOf()
  const frame = binaryFrame(text(200_000))
  socket.writableNeedDrain = true
  sink.write(frame)
  await deflated(frame)
  expect(drained()).toBe(0)
  socket.drain()
  expect(drained()).toBe(1)
})

test('[W5] nothing goes out behind a close', async () => {
  const { socket, sink } = sinkOf()
  const frame = binaryFrame(text(200_000))
  sink.write(frame)
  sink.write(binaryFrame(text(5)))
  socket.open = false
  await deflated(frame)
  expect(socket.written).toEqual([])
})
