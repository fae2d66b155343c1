import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeStep1, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { encodeFrame, OPCODE } from '../wire/frames.ts'
import { eventually } from '../wire/within.ts'
import { type Attack, type Target, testAttacks } from './attack.ts'
import { element, item, octetsOf, text, update, xmlText } from './handmade.ts'
import { type Company, companyOf, residentBytes, Stage } from './stage.ts'

const MIB = 1024 * 1024
const STEP_1 = writeStep1(Uint8Array.of(0))
const TOO_FAST = { editor: [1013], viewer: [1013] } as const

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))
const blockAfter = ({ own }: Target, clock: number): Uint8Array =>
  writeUpdate(
    update([
      { client: own, clock, structs: [item(clock === 0 ? {} : { left: [own, clock - 1] }, element('p'))] },
    ]),
  )

/** What no server can answer as fast as it comes. The limits are those that a server has by itself. */
const ATTACKS: readonly Attack[] = [
  { name: 'step1-flood', messages: () => many(3_000, () => STEP_1), ...TOO_FAST },
  { name: 'query-awareness-flood', messages: () => many(3_000, () => Uint8Array.of(3)), ...TOO_FAST },
  {
    name: 'flood of messages that nobody knows',
    messages: () => many(3_000, () => Uint8Array.of(99)),
    ...TOO_FAST,
  },
  {
    name: 'tiny-updates-5000',
    messages: (at) => many(5_000, (clock) => blockAfter(at, clock)),
    editor: [1013],
    viewer: [1008],
    partly: true,
  },
  {
    name: 'flood of what is known',
    before: (at) => [blockAfter(at, 0)],
    messages: (at) => many(3_000, () => blockAfter(at, 0)),
    editor: [1013],
    viewer: [1008],
  },
  {
    name: 'endless fragments',
    octets: () =>
      Buffer.concat([
        encodeFrame({ fin: false }),
        ...many(20_000, () => encodeFrame({ fin: false, opcode: OPCODE.continuation })),
      ]),
    editor: [1008],
    viewer: [1008],
  },
  {
    name: 'cap+1, in fragments',
    octets: () =>
      Buffer.concat([
        encodeFrame({ fin: false, payload: new Uint8Array(MIB) }),
        ...many(3, () =>
          encodeFrame({ fin: false, opcode: OPCODE.continuation, payload: new Uint8Array(MIB) }),
        ),
        encodeFrame({ opcode: OPCODE.continuation, payload: new Uint8Array(1) }),
      ]),
    editor: [1009],
    viewer: [1009],
  },
  {
    // compression is off unless asked for; with it on the cap is that of what comes out of it
    name: 'zip bomb',
    octets: () =>
      encodeFrame({ reserved: 0b100, payload: Buffer.from([0xed, 0xc1, 0x01, 0x01, 0, 0, 0, 0x80]) }),
    editor: [1002],
    viewer: [1002],
  },
]

testAttacks('L', ATTACKS, { end: 'SIGTERM', env: { RATE_LIMITS: 'on' } })

const server = new TestServer({ LOG_LEVEL: 'error' })
let company: Company
beforeAll(async () => {
  await server.start()
  company = await companyOf(server)
})
afterAll(() => server.dispose())

test('[L4] slow reader: who asks for all of a large document and never reads it costs no memory', async () => {
  const stage = await Stage.open(server, company)
  const author = await stage.join('editor')
  const client = author.doc.clientID
  const structs = [
    item({}, element('p')),
    item({ parent: [client, 0] }, xmlText),
    item({ parent: [client, 1] }, text('x'.repeat(MIB))),
  ]
  author.line.send(writeUpdate(update([{ client, clock: 0, structs }])))
  await author.settled()
  const deaf = await Promise.all(many(3, () => stage.join('viewer')))
  const before = residentBytes(server)
  for (const { line } of deaf) {
    line.stopReading()
    for (let i = 0; i < 200; i++) line.send(STEP_1)
  }
  for (let i = 0; i < 3; i++) await stage.expectUnharmed()
  expect(residentBytes(server) - before).toBeLessThan(200 * MIB)
  stage.leave()
})

test.each(['editor', 'viewer'] as const)(
  '[G7] deletes-overlap, as %s: a million deletions that span what has holes neither end nor stop the server',
  async (role) => {
    const stage = await Stage.open(server, company)
    const author = await stage.join('editor')
    const client = author.doc.clientID
    const structs = [
      item({}, element('p')),
      item({ parent: [client, 0] }, xmlText),
      item({ parent: [client, 1] }, text('x'.repeat(4_000))),
    ]
    const holes = many(2_000, (i) => [2 * i + 2, 1])
    author.line.send(writeUpdate(update([{ client, clock: 0, structs }])))
    author.line.send(writeUpdate(ranges(client, holes)))
    await eventually(() => expect(author.saved).toBe(2))
    const attacker = await stage.join(role)
    const before = residentBytes(server)
    attacker.line.send(
      writeUpdate(
        ranges(
          client,
          many(1_000_000, () => [2, 4_000]),
        ),
      ),
    )
    await Promise.race([attacker.settled(), attacker.closed()])
    expect(attacker.line.closing?.code).toBe(role === 'viewer' ? 1008 : undefined)
    await stage.expectUnharmed()
    expect(residentBytes(server) - before).toBeLessThan(300 * MIB)
    stage.leave()
  },
)

/** An update of nothing but deletions of one client. */
const ranges = (client: number, all: readonly (readonly number[])[]): Uint8Array =>
  octetsOf((encoder) => {
    for (const value of [0, 1, client, all.length]) encoding.writeVarUint(encoder, value)
    for (const range of all) for (const value of range) encoding.writeVarUint(encoder, value)
  })
