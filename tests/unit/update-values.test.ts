import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { scanUpdate } from '../../server/update-scan.ts'
import { docOf } from './random-editing.ts'

/** The first struct of client 6, in the map `meta` at the key `k`, with the content of this kind. */
function update(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const value of [1, 1, 6, 0]) encoding.writeVarUint(encoder, value)
    encoding.writeUint8(encoder, 0b0010_0000 | kind)
    encoding.writeVarUint(encoder, 1)
    for (const name of ['meta', 'k']) encoding.writeVarString(encoder, name)
    write(encoder)
    encoding.writeVarUint(encoder, 0)
  })
}

const octets =
  (...values: number[]) =>
  (encoder: encoding.Encoder): void =>
    encoding.writeUint8Array(encoder, Uint8Array.from(values))
const any = (value: encoding.AnyEncodable) =>
  update(8, (encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeAny(encoder, value)
  })
const anyOctets = (...values: number[]): Uint8Array => update(8, octets(1, ...values))
const json = (text: string): Uint8Array => update(5, (encoder) => encoding.writeVarString(encoder, text))
const subdocument = (...options: number[]): Uint8Array =>
  update(9, (encoder) => {
    encoding.writeVarString(encoder, '../../other-room')
    octets(...options)(encoder)
  })
const PROTO = [9, ...new TextEncoder().encode('__proto__')]

type Row = readonly [what: string, update: Uint8Array]

test.each<Row>([
  ['an integer that lib0 gives up on', anyOctets(125, 255, 255, 255, 255, 255, 255, 255, 255, 0)],
  ['an integer without an end', anyOctets(125, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0)],
  ['a sub-document without options, on which yjs throws', subdocument(127)],
  ['a sub-document whose options are a list', subdocument(117, 0)],
  ['a sub-document whose options name another document', subdocument(118, 1, 4, 103, 117, 105, 100, 127)],
  [
    'a sub-document with a filter that is no function',
    subdocument(118, 1, 8, ...Buffer.from('gcFilter'), 120),
  ],
])('[G1] %s does not pass', (_, bytes) => {
  expect(scanUpdate(bytes).kind).toBe('malformed')
})

test('[G1] a client listed again without structs does not pass: yjs would forget the ones before', () => {
  const twice = Uint8Array.from([2, 1, 6, 0, 4, 1, 1, 116, 1, 97, 0, 6, 0, 0])
  expect(docOf(twice).store.clients.size).toBe(0)
  expect(scanUpdate(twice).kind).toBe('malformed')
})

test.each<Row>([
  ['a value nested too deep', anyOctets(...Array(4000).fill([117, 1]).flat(), 126)],
  ['JSON nested too deep', json(`${'['.repeat(4000)}${']'.repeat(4000)}`)],
  ['JSON nested too deep by objects', json(`${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}`)],
  [
    'a format nested too deep',
    update(6, (encoder) => {
      for (const text of ['bold', '['.repeat(4000) + ']'.repeat(4000)]) encoding.writeVarString(encoder, text)
    }),
  ],
  ['a big integer', any(5n)],
  ['a prototype', anyOctets(118, 1, ...PROTO, 118, 0)],
  ['a prototype in JSON', json('{"a":[{"__proto__":{"isAdmin":true}}]}')],
  ['a prototype in JSON, in disguise', json(String.raw`{"\u005f_proto__":null}`)],
  ['a number that JSON cannot say again', json('[1e400]')],
])('[G16] %s does not pass', (_, bytes) => {
  expect(scanUpdate(bytes).kind).toBe('malformed')
})

const VALUES = [
  1,
  -1,
  0,
  -0,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 53 - 1,
  1.5,
  Number.NaN,
  'é😀',
  true,
  null,
  undefined,
]

test('[G16] what people and programs write passes', () => {
  for (const value of [...VALUES, VALUES, { a: VALUES, constructor: 1 }, new Uint8Array(9)]) {
    expect(scanUpdate(any(value)).kind, String(value)).toBe('update')
  }
  expect(scanUpdate(json(JSON.stringify({ src: 'x', nested: [[{ a: 1e300 }]] }))).kind).toBe('update')
  expect(scanUpdate(anyOctets(...Array(60).fill([117, 1]).flat(), 126)).kind).toBe('update')
})

test('a sub-document as yjs writes it passes', () => {
  const doc = new Y.Doc()
  doc.getMap('meta').set('a', new Y.Doc({ autoLoad: true, gc: false, meta: { any: 'thing' } }))
  doc.getMap('meta').set('b', new Y.Doc())
  expect(scanUpdate(Y.encodeStateAsUpdate(doc)).kind).toBe('update')
})
