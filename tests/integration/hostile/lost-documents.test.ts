import { test } from 'vitest'
import * as Y from 'yjs'
import { writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { type Attack, type Target, testAttacks } from './attack.ts'
import {
  any,
  deleted,
  deletions,
  element,
  gone,
  hook,
  item,
  map,
  nested,
  raw,
  text,
  update,
  xmlText,
} from './handmade.ts'

const UNDECODABLE = { editor: [1007], viewer: [1007] } as const
const FORBIDDEN = { editor: [1008], viewer: [1008] } as const
/** Asked for what is missing; of a reader it is a write. */
const ASKED_FOR = { editor: 'passed over', viewer: [1008] } as const
const HARMLESS = { editor: 'taken', viewer: [1008] } as const
/** As deep as a document may be. */
const LEVELS = 100

/** Nothing is lost by it, and who loads the page anew sees what all others who do so see. */
const ORDER =
  'the guard does not know what stands beside what: those who are here see another order than newcomers'

const nth = (at: Target, clock: number): readonly [number, number] => [at.own, clock]

/** Updates of a few octets after which a server that trusts them has lost the document, or shows two of it. */
const ATTACKS: readonly Attack[] = [
  {
    name: 'zero-length-gc',
    messages: () => [writeUpdate(Uint8Array.of(1, 2, 6, 0, 4, 1, 1, 116, 1, 97, 0, 0, 0))],
    ...UNDECODABLE,
  },
  {
    name: 'zero-length-deleted',
    messages: ({ own }) => [
      writeUpdate(
        update([
          { client: own, clock: 0, structs: [item({}, text('a')), item({ left: [own, 0] }, deleted(0))] },
        ]),
      ),
    ],
    ...UNDECODABLE,
  },
  {
    name: 'zero-length-string',
    messages: ({ own }) => [writeUpdate(update([{ client: own, clock: 0, structs: [item({}, text(''))] }]))],
    ...UNDECODABLE,
  },
  {
    name: 'xml-deep-then-delete',
    messages: ({ own }) => [writeUpdate(nested(20_000, own)), writeUpdate(deletions([own, 0, 1]))],
    ...FORBIDDEN,
  },
  {
    name: 'xml-deep-then-delete, built up in small steps',
    before: ({ own }) => [writeUpdate(nested(LEVELS, own))],
    messages: ({ own }) =>
      Array.from({ length: 100 }, (_, i) => {
        const clock = (i + 1) * LEVELS
        return writeUpdate(nested(LEVELS, own, clock, { parent: [own, clock - 1] }))
      }),
    ...FORBIDDEN,
  },
  {
    name: 'good-part-then-throw',
    messages: ({ own }) => [
      writeUpdate(
        update([
          {
            client: own,
            clock: 0,
            structs: [item({}, element('p')), item({ left: [own + 1, 7] }, element('p'))],
          },
        ]),
      ),
    ],
    ...ASKED_FOR,
  },
  {
    name: 'good-part-then-nonsense',
    messages: ({ own }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({}, element('p')), raw(31)] }])),
    ],
    ...UNDECODABLE,
  },
  {
    name: 'predelete-victim',
    messages: ({ victim, clock }) => [writeUpdate(deletions([victim, clock, 1e9]))],
    ...ASKED_FOR,
  },
  {
    name: 'predelete-victim, from what is known on',
    messages: ({ victim, clock }) => [writeUpdate(deletions([victim, clock - 1, 1e9]))],
    ...ASKED_FOR,
  },
  {
    name: 'clock-poison-gc',
    messages: ({ victim, clock }) => [writeUpdate(update([{ client: victim, clock, structs: [gone(1e9)] }]))],
    ...FORBIDDEN,
  },
  {
    name: 'clock-poison-deleted',
    messages: ({ victim, clock }) => [
      writeUpdate(update([{ client: victim, clock, structs: [item({}, deleted(1e9))] }])),
    ],
    ...FORBIDDEN,
  },
  {
    name: 'clock-poison by a small length',
    messages: ({ victim, clock }) => [writeUpdate(update([{ client: victim, clock, structs: [gone(5)] }]))],
    ...FORBIDDEN,
  },
  {
    name: 'clock-poison in a step 2',
    messages: ({ victim, clock }) => [writeStep2(update([{ client: victim, clock, structs: [gone(5)] }]))],
    ...FORBIDDEN,
  },
  {
    name: 'same-client-other-content',
    messages: ({ victim, clock }) => [
      writeUpdate(update([{ client: victim, clock, structs: [item({}, element('forged'))] }])),
    ],
    ...FORBIDDEN,
  },
  {
    name: 'same-client-other-content where something is known',
    messages: ({ victim }) => [
      writeUpdate(update([{ client: victim, clock: 0, structs: [item({}, element('forged'))] }])),
    ],
    editor: 'passed over',
    viewer: 'passed over',
  },
  {
    // nobody writes under it any more, so nobody's edits can be taken for known
    name: 'same-client-other-content, under the id that the server began the document with',
    messages: ({ attacker: { doc }, victim }) => {
      const [seed = 0] = [...doc.store.clients.keys()].filter((client) => client !== victim)
      const structs = [item({}, element('p'))]
      return [writeUpdate(update([{ client: seed, clock: Y.getState(doc.store, seed), structs }]))]
    },
    ...HARMLESS,
  },
  {
    name: 'reload-differs, by structs that overlap',
    messages: (at) => [
      writeUpdate(
        update([
          {
            client: at.own,
            clock: 0,
            structs: [
              item({}, element('p')),
              item({ parent: nth(at, 0) }, xmlText),
              item({ parent: nth(at, 1) }, text('abc')),
            ],
          },
        ]),
      ),
      writeUpdate(update([{ client: at.own, clock: 3, structs: [item({ left: nth(at, 2) }, text('XYZ'))] }])),
      writeUpdate(update([{ client: at.own, clock: 0, structs: [gone(9)] }])),
    ],
    ...HARMLESS,
  },
  {
    name: 'reload-differs, by a text between something here and something deleted elsewhere',
    before: (at) => {
      const paragraph = [
        item({}, element('p')),
        item({ parent: nth(at, 0) }, xmlText),
        item({ parent: nth(at, 1) }, text('a')),
      ]
      return [
        writeUpdate(update([{ client: at.own, clock: 0, structs: paragraph }])),
        writeUpdate(deletions([at.own, 0, 3])),
      ]
    },
    messages: (at) => [
      writeUpdate(
        update([
          { client: at.own, clock: 3, structs: [item({ left: at.block, right: nth(at, 2) }, element('p'))] },
        ]),
      ),
    ],
    ...HARMLESS,
    pending: ORDER,
  },
  {
    name: 'reload-differs, by a client without structs behind its structs',
    messages: ({ own }) => [
      writeUpdate(
        update([
          { client: own, clock: 0, structs: [item({}, element('p'))] },
          { client: own, clock: 0, structs: [] },
        ]),
      ),
    ],
    ...UNDECODABLE,
  },
  {
    name: 'half a value of a key, and then what has the key deleted',
    messages: (at) => [
      writeUpdate(
        update([
          {
            client: at.own,
            clock: 0,
            structs: [item({}, element('p')), item({ parent: nth(at, 0), key: 'k' }, text('ab'))],
          },
        ]),
      ),
      writeUpdate(deletions([at.own, 2, 1])),
      writeUpdate(deletions([at.own, 0, 1])),
    ],
    ...FORBIDDEN,
  },
  {
    name: 'schema-poison, a hook in the root',
    messages: ({ own }) => [writeUpdate(update([{ client: own, clock: 0, structs: [item({}, hook('x'))] }]))],
    ...FORBIDDEN,
  },
  {
    name: 'schema-poison, a map behind a block of the root',
    messages: ({ own, block }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({ left: block }, map)] }])),
    ],
    ...FORBIDDEN,
  },
  // the page passes over texts and values in the root (`app/d/[id]/editor/binding/rendering.ts`): other Yjs programs write such
  {
    name: 'schema-poison, a text in the root',
    messages: ({ own, block }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({ right: block }, xmlText)] }])),
    ],
    ...HARMLESS,
  },
  {
    name: 'schema-poison, a value in the root',
    messages: ({ own }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({}, any('value'))] }])),
    ],
    ...HARMLESS,
  },
  {
    name: 'schema-poison, a hook in an element',
    messages: ({ own, block }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({ parent: block }, hook('x'))] }])),
    ],
    ...FORBIDDEN,
  },
  {
    name: 'schema-poison, a value in an element',
    messages: ({ own, block }) => [
      writeUpdate(update([{ client: own, clock: 0, structs: [item({ parent: block }, any('value'))] }])),
    ],
    ...FORBIDDEN,
  },
]

testAttacks('G', ATTACKS, { end: 'SIGKILL' })

// A client whose schema lacks a node deletes it from the document of all by merely opening it. On the wire that is a
// deletion like any other of an editor: there is nothing to refuse. Who opens a document with this product's page has
// this server's schema; what another program deletes stays in the history.
test.skip('[G] smaller-schema client: nothing on the wire tells its deletions from a person’s', () =>
  undefined)
