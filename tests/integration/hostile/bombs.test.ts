import { randomBytes } from 'node:crypto'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { writeAwareness, writeStep1, writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { seededRandom } from '../../unit/random-editing.ts'
import { type Attack, type Target, testAttacks } from './attack.ts'
import {
  any,
  anyOctets,
  deletions,
  element,
  embed,
  format,
  type HandmadeSection,
  item,
  nested,
  octetsOf,
  raw,
  subdocument,
  text,
  update,
  varUint,
  xmlText,
} from './handmade.ts'

const UNDECODABLE = { editor: [1007], viewer: [1007] } as const
const FORBIDDEN = { editor: [1008], viewer: [1008] } as const
const ASKED_FOR = { editor: 'passed over', viewer: [1008] } as const
const HARMLESS = { editor: 'taken', viewer: [1008] } as const
const MOST = varUint(Number.MAX_SAFE_INTEGER)
const ENDLESS = Uint8Array.from({ length: 64 }, () => 0xff)
const SEED = Number(process.env.SEED ?? 20_260_102)

const octets = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])))
const inUpdate = (...parts: readonly (number | Uint8Array)[]): Uint8Array => writeUpdate(octets(...parts))
/** One struct at the key `k` of the map `meta`. */
const atKey = ({ own }: Target, content: Parameters<typeof item>[1], key = 'k'): Uint8Array =>
  writeUpdate(update([{ client: own, clock: 0, structs: [item({ root: 'meta', key }, content)] }]))
/** As many client ids as `count`, each with an element behind the same one. */
const crowd = ({ own, block }: Target, count: number): HandmadeSection[] =>
  Array.from({ length: count }, (_, i) => ({
    client: own + i,
    clock: 0,
    structs: [item({ left: block }, element('p'))],
  }))
/** A list in a list in a list. */
const deepArray = (encoder: encoding.Encoder): void => {
  encoding.writeVarUint(encoder, 1)
  for (let level = 0; level < 200_000; level++) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1))
  encoding.writeAny(encoder, null)
}
const AS_PROTO = octets(118, 1, varUint(9), Buffer.from('__proto__'), 118, 1, 7, Buffer.from('isAdmin'), 120)

/** What costs a server that trusts it memory, time, or its wits. */
const ATTACKS: readonly Attack[] = [
  { name: 'structs-count', messages: () => [inUpdate(1, varUint(2 ** 25 - 1), 6, 0, 0, 0)], ...UNDECODABLE },
  { name: 'structs-count-2^53', messages: () => [inUpdate(1, MOST, 6, 0)], ...UNDECODABLE },
  { name: 'sections-count', messages: () => [inUpdate(MOST)], ...UNDECODABLE },
  { name: 'deletes-count-2^32', messages: () => [inUpdate(0, varUint(2 ** 32))], ...UNDECODABLE },
  { name: 'ranges-count', messages: () => [inUpdate(0, 1, 6, MOST)], ...UNDECODABLE },
  { name: 'sv-count-lies', messages: () => [writeStep1(MOST)], ...UNDECODABLE },
  { name: 'aw-length-lies', messages: () => [writeAwareness(octets(1, 7, 1, MOST))], ...UNDECODABLE },
  { name: 'aw-count-lies', messages: () => [writeAwareness(MOST)], ...UNDECODABLE },
  { name: 'any-array-lies', messages: (at) => [atKey(at, anyOctets(1, 117, ...MOST))], ...UNDECODABLE },
  { name: 'any-object-lies', messages: (at) => [atKey(at, anyOctets(1, 118, ...MOST))], ...UNDECODABLE },
  { name: 'length-lies-4GiB', messages: () => [octets(0, 2, varUint(2 ** 32), 0)], ...UNDECODABLE },
  { name: 'varint-endless', messages: () => [octets(ENDLESS)], ...UNDECODABLE },
  { name: 'varint-over-2^53', messages: () => [octets(0, 2, ENDLESS, 0)], ...UNDECODABLE },
  {
    name: 'varint-over-2^53 in a value',
    messages: (at) => [atKey(at, anyOctets(1, 125, ...Array(8).fill(255), 0))],
    ...UNDECODABLE,
  },
  {
    name: 'V2 bomb',
    messages: () => [
      writeUpdate(Buffer.from('00010000000001000100010200001602000001fdffffffff7f0000', 'hex')),
    ],
    ...UNDECODABLE,
  },
  {
    name: 'update-v2-as-v1',
    messages: () => {
      const doc = new Y.Doc()
      doc.getXmlFragment('default').push([new Y.XmlElement('p')])
      return [writeUpdate(Y.encodeStateAsUpdateV2(doc))]
    },
    ...UNDECODABLE,
  },
  {
    name: 'many-roots',
    messages: ({ own }) => {
      const structs = Array.from({ length: 30_000 }, (_, i) => item({ root: `r${i}` }, text('x')))
      return [writeUpdate(update([{ client: own, clock: 0, structs }]))]
    },
    ...FORBIDDEN,
  },
  {
    name: 'gap-flood',
    messages: ({ own }) =>
      Array.from({ length: 2_000 }, (_, i) =>
        writeUpdate(update([{ client: own, clock: 5 + i, structs: [item({}, element('p'))] }])),
      ),
    ...FORBIDDEN,
  },
  {
    name: 'gap-forever',
    messages: ({ own }) => [
      writeUpdate(update([{ client: own, clock: 1, structs: [item({}, element('p'))] }])),
    ],
    ...ASKED_FOR,
  },
  {
    name: 'origin-cycle',
    messages: ({ own }) => [
      writeUpdate(
        update([
          { client: own + 1, clock: 0, structs: [item({ left: [own, 0] }, text('a'))] },
          { client: own, clock: 0, structs: [item({ left: [own + 1, 0] }, text('b'))] },
        ]),
      ),
    ],
    ...FORBIDDEN,
  },
  { name: 'pending-deletes', messages: ({ own }) => [writeUpdate(deletions([own, 0, 5]))], ...ASKED_FOR },
  { name: 'many-clients', messages: (at) => [writeUpdate(update(crowd(at, 20_000)))], ...FORBIDDEN },
  {
    name: 'many-clients in a step 2',
    messages: (at) => [writeStep2(update(crowd(at, 20_000)))],
    ...FORBIDDEN,
  },
  {
    name: 'many-clients, one by one',
    before: (at) => crowd(at, 16).map((section) => writeUpdate(update([section]))),
    messages: (at) => [writeUpdate(update(crowd(at, 17).slice(16)))],
    ...FORBIDDEN,
  },
  {
    name: 'insert-same-spot',
    messages: ({ own, block }) => {
      const structs = Array.from({ length: 5_000 }, () => item({ left: block }, element('p')))
      return [writeUpdate(update([{ client: own, clock: 0, structs }]))]
    },
    ...HARMLESS,
  },
  {
    name: 'sv-huge',
    messages: () => [
      writeStep1(
        octetsOf((encoder) => {
          encoding.writeVarUint(encoder, 150_000)
          for (let i = 0; i < 150_000; i++) for (const value of [i, 1]) encoding.writeVarUint(encoder, value)
        }),
      ),
    ],
    ...UNDECODABLE,
  },
  {
    name: 'big-string',
    messages: ({ own }) => {
      const structs = [
        item({}, element('p')),
        item({ parent: [own, 0] }, xmlText),
        item({ parent: [own, 1] }, text('x'.repeat(3 * 1024 * 1024))),
      ]
      return [writeUpdate(update([{ client: own, clock: 0, structs }]))]
    },
    ...HARMLESS,
  },
  {
    name: 'cap+1',
    messages: () => [writeUpdate(new Uint8Array(4 * 1024 * 1024))],
    editor: [1009],
    viewer: [1009],
  },
  {
    name: 'any-deep',
    messages: (at) => [atKey(at, [8, deepArray])],
    ...UNDECODABLE,
  },
  {
    name: 'JSON-deep',
    messages: (at) => [atKey(at, embed(`${'['.repeat(200_000)}${']'.repeat(200_000)}`))],
    ...UNDECODABLE,
  },
  { name: 'xml-deep', messages: ({ own }) => [writeUpdate(nested(20_000, own))], ...FORBIDDEN },
  { name: 'any-bigint', messages: (at) => [atKey(at, any(5n))], ...UNDECODABLE },
  ...['x'.repeat(1024 * 1024), '__proto__', 'constructor', 'Default'].map(
    (root): Attack => ({
      name: `root-name ${root.slice(0, 12)}`,
      messages: ({ own }) => [
        writeUpdate(update([{ client: own, clock: 0, structs: [item({ root }, text('x'))] }])),
      ],
      ...FORBIDDEN,
    }),
  ),
  {
    name: 'map-key-proto',
    messages: ({ own, block }) => {
      const at = { root: 'meta' }
      const structs = [
        item({ ...at, key: '__proto__' }, any({ isAdmin: true })),
        item({ ...at, key: 'constructor' }, any(1)),
        item({ parent: block, key: '__proto__' }, any({ onmouseover: 'x' })),
      ]
      return [writeUpdate(update([{ client: own, clock: 0, structs }]))]
    },
    ...HARMLESS,
  },
  { name: 'any-proto', messages: (at) => [atKey(at, anyOctets(1, ...AS_PROTO))], ...UNDECODABLE },
  {
    name: 'embed-proto',
    messages: (at) => [atKey(at, embed('{"__proto__":{"isAdmin":true}}'))],
    ...UNDECODABLE,
  },
  {
    name: 'subdoc-opts',
    messages: (at) => [atKey(at, subdocument('../../other-room', { gcFilter: 'x' }))],
    ...UNDECODABLE,
  },
  { name: 'subdoc-opts, none', messages: (at) => [atKey(at, subdocument('x', undefined))], ...UNDECODABLE },
  {
    name: 'subdoc-opts, of which yjs writes',
    messages: (at) => [atKey(at, subdocument('../../other-room', { autoLoad: true, gc: false }))],
    ...HARMLESS,
  },
  { name: 'update-random', messages: () => [writeUpdate(randomBytes(60))], ...UNDECODABLE },
  {
    name: `update-random after a sound head (seed ${SEED})`,
    messages: ({ own }) => {
      const random = seededRandom(SEED)
      const noise = Array.from({ length: 200 }, () => Math.floor(random() * 256))
      return [
        writeUpdate(update([{ client: own, clock: 0, structs: [item({}, element('p')), raw(...noise)] }])),
      ]
    },
    ...UNDECODABLE,
  },
  {
    name: 'update-truncated, right before the delete set',
    messages: ({ own }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({}, element('p'))] }]).slice(0, -1)),
    ],
    ...UNDECODABLE,
  },
  ...[10, 11, 31].map(
    (kind): Attack => ({
      name: `unknown-content-ref ${kind}`,
      messages: (at) => [atKey(at, [kind, raw(1, 1)])],
      ...UNDECODABLE,
    }),
  ),
  { name: 'unknown-type-ref', messages: (at) => [atKey(at, [7, raw(7)])], ...UNDECODABLE },
  { name: 'string-bad-utf8', messages: (at) => [atKey(at, [4, raw(2, 0xc3, 0x28)])], ...UNDECODABLE },
  {
    name: 'string of half a character',
    messages: (at) => [atKey(at, [4, raw(3, 0xed, 0xa0, 0x80)])],
    ...UNDECODABLE,
  },
  { name: 'json-broken', messages: (at) => [atKey(at, embed('{"a":'))], ...UNDECODABLE },
  { name: 'json-broken in a format', messages: (at) => [atKey(at, format('bold', 'tru'))], ...UNDECODABLE },
  {
    name: 'format-flood',
    messages: ({ own }) => {
      const marks = Array.from({ length: 5_000 }, (_, i) =>
        item({ parent: [own, 1] }, format('bold', `${i}`)),
      )
      const structs = [item({}, element('p')), item({ parent: [own, 0] }, xmlText), ...marks]
      return [writeUpdate(update([{ client: own, clock: 0, structs }]))]
    },
    ...HARMLESS,
  },
  {
    name: 'tiny-updates-5000',
    messages: ({ own }) =>
      Array.from({ length: 5_000 }, (_, i) =>
        writeUpdate(
          update([
            { client: own, clock: i, structs: [item(i === 0 ? {} : { left: [own, i - 1] }, element('p'))] },
          ]),
        ),
      ),
    ...HARMLESS,
  },
]

testAttacks('G, L1', ATTACKS, { end: 'SIGTERM' })
