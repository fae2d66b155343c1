import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { writeSyncStep1, writeSyncStep2, writeUpdate as writeYjsUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import {
  HEARTBEAT,
  readMessage,
  type WireMessage,
  writeAwareness,
  writeControl,
  writeStep1,
  writeStep2,
  writeUpdate,
} from '../../lib/wire.ts'
import { seededRandom } from './random-editing.ts'

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')

const NOTICE = { type: 'notice', text: 'é' } as const
const NOTICE_JSON = '{"type":"notice","text":"é"}'
const NOTICE_HEX = hexOf(new TextEncoder().encode(NOTICE_JSON))

const GOLDEN: readonly (readonly [name: string, written: Uint8Array, hex: string, read: WireMessage])[] = [
  ['step 1', writeStep1(octets('00')), '00 00 01 00', { kind: 'step1', stateVector: octets('00') }],
  ['step 2', writeStep2(octets('00 00')), '00 01 02 00 00', { kind: 'step2', update: octets('00 00') }],
  [
    'update',
    writeUpdate(octets('07 08 09')),
    '00 02 03 07 08 09',
    { kind: 'update', update: octets('07 08 09') },
  ],
  [
    'awareness',
    writeAwareness(octets('01 05 02 04 6e 75 6c 6c')),
    '01 08 01 05 02 04 6e 75 6c 6c',
    { kind: 'awareness', entries: octets('01 05 02 04 6e 75 6c 6c') },
  ],
  ['heartbeat', HEARTBEAT, '01 01 00', { kind: 'awareness', entries: octets('00') }],
  ['query awareness', octets('03'), '03', { kind: 'query-awareness' }],
  ['control', writeControl(NOTICE), `78 1d ${NOTICE_HEX}`, { kind: 'control', json: NOTICE_JSON }],
]

describe.each(GOLDEN)('[W1] %s', (_, written, hex, read) => {
  test('is written to these octets and read from them', () => {
    expect(hexOf(written)).toBe(hex)
    expect(readMessage(octets(hex))).toEqual(read)
  })

  test('[W4] cut at any octet is malformed', () => {
    for (let end = 0; end < written.length; end++) {
      expect(readMessage(written.subarray(0, end)).kind, `cut at ${end}`).toBe('malformed')
    }
  })

  test('[W4] cut out of a larger buffer is malformed too, though octets lie behind it', () => {
    const buffer = new Uint8Array(written.length * 2)
    buffer.set(written)
    for (let end = 0; end < written.length; end++) {
      expect(readMessage(buffer.subarray(0, end)).kind, `cut at ${end}`).toBe('malformed')
    }
  })

  test('[W4] with octets behind it is malformed', () => {
    for (const more of [octets('00'), written]) {
      expect(readMessage(new Uint8Array([...written, ...more])).kind).toBe('malformed')
    }
  })

  test('in the middle of a larger buffer is read as alone', () => {
    const buffer = new Uint8Array(written.length + 9).fill(0xee)
    buffer.set(written, 4)
    expect(readMessage(buffer.subarray(4, 4 + written.length))).toEqual(read)
  })
})

test('[W1] sync messages are those of y-protocols, octet by octet', () => {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'x'.repeat(300)) // lengths of two octets
  const update = Y.encodeStateAsUpdate(doc)
  const theirs = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    write(encoder)
    return encoding.toUint8Array(encoder)
  }
  expect(writeStep1(Y.encodeStateVector(doc))).toEqual(theirs((encoder) => writeSyncStep1(encoder, doc)))
  expect(writeStep2(update)).toEqual(theirs((encoder) => writeSyncStep2(encoder, doc)))
  expect(writeUpdate(update)).toEqual(theirs((encoder) => writeYjsUpdate(encoder, update)))
})

test.each([
  ['no octets at all', ''],
  ['a sync step that does not exist', '00 03 01 00'],
  ['a length beyond the message', '00 02 ff ff ff ff 0f 01'],
  ['a length beyond 2^53', '00 02 ff ff ff ff ff ff ff ff ff 01 01'],
  ['a number that never ends', 'ff ff ff ff ff ff ff ff ff ff ff'],
  ['a control message that is no UTF-8', '78 02 c3 28'],
])('[W4] %s is malformed', (_, hex) => {
  expect(readMessage(octets(hex)).kind).toBe('malformed')
})

test.each([
  ['2, auth of y-protocols', '02 00 01 61', 2],
  ['4', '04', 4],
  ['300', 'ac 02 01 02 03', 300],
])('[W4] an unknown message type (%s) is passed over with all that it holds', (_, hex, type) => {
  expect(readMessage(octets(hex))).toEqual({ kind: 'unknown', type })
})

test('an update is a view into the message, not a copy', () => {
  const message = readMessage(writeUpdate(octets('01 02 03')))
  if (message.kind !== 'update') throw new Error(message.kind)
  expect([message.update.byteOffset, message.update.length]).toEqual([3, 3])
})

test('[W4] no octets whatever make the reader throw, or say more than the message holds (seed 51)', () => {
  const random = seededRandom(51)
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: Math.floor(random() * 12) }, (_, at) => {
      const first = [0, 1, 3, 120][Math.floor(random() * 4)] as number
      return at === 0 && random() < 0.9 ? first : Math.floor(random() * (random() < 0.7 ? 6 : 256))
    })
    const message = readMessage(bytes)
    const payload =
      'update' in message ? message.update : 'entries' in message ? message.entries : new Uint8Array()
    expect(payload.length, hexOf(bytes)).toBeLessThan(Math.max(1, bytes.length))
  }
})
