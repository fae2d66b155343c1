import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomKey } from '../../../lib/live-messages.ts'
import { SERIES, type Series, type ServerFacts, type StatsRow } from '../../../lib/server-watch.ts'
import { Pen, textOf } from '../../pen.ts'
import { type Person, signUp } from '../access/cast.ts'
import { LiveClient } from '../live/live-client.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

const server = new TestServer()
let first: Person
let second: Person
let guest: string
beforeAll(async () => {
  await server.start()
  // who came before is a guest, and no operator
  guest = await server.guest()
  first = await signUp(server, 'First')
  second = await signUp(server, 'Second')
})
afterAll(() => server.dispose())

async function watch(of: TestServer, cookie: string, rooms: RoomKey | null = null): Promise<LiveClient> {
  const client = await LiveClient.connect(of, cookie)
  client.send({ type: 'watch-server', on: true, rooms })
  await eventually(() => expect(client.server.length).toBeGreaterThan(0))
  return client
}

const rows = ({ server: told }: LiveClient): StatsRow[] =>
  told.flatMap((message) =>
    message.type === 'server-history' ? message.rows : message.type === 'server-stats' ? [message.row] : [],
  )
const value = (row: StatsRow | undefined, series: Series): number => row?.[1 + SERIES.indexOf(series)] ?? 0
const facts = ({ server: told }: LiveClient): ServerFacts | undefined =>
  told.flatMap((message) => ('facts' in message && message.facts !== undefined ? [message.facts] : [])).at(-1)
const isOperator = async (of: TestServer, cookie: string): Promise<boolean> => {
  const { user } = (await (await of.request(cookie, 'GET', '/api/me')).json()) as {
    user: { isOperator: boolean }
  }
  return user.isOperator
}

test('[OP4] the figures are for operators: the first account where nobody is named', async () => {
  const clients = await Promise.all([second.cookie, guest].map((cookie) => watch(server, cookie)))
  for (const client of clients) {
    expect(client.server).toEqual([{ type: 'server-refused' }])
    client.destroy()
  }
  const operator = await watch(server, first.cookie)
  expect(operator.server[0]?.type).toBe('server-history')
  operator.destroy()
  expect(await isOperator(server, first.cookie)).toBe(true)
  expect(await isOperator(server, second.cookie)).toBe(false)
  expect(await isOperator(server, guest)).toBe(false)
})

test('[OP4] where addresses are named it is they, whoever came first', async () => {
  const named = new TestServer({ OPERATORS: ' Olga@Example.org, other@example.org' })
  await named.start()
  try {
    const ada = await signUp(named, 'Ada')
    const olga = await signUp(named, 'Olga', 'olga@example.org')
    expect((await watch(named, ada.cookie)).server).toEqual([{ type: 'server-refused' }])
    expect((await watch(named, olga.cookie)).server[0]?.type).toBe('server-history')
  } finally {
    await named.dispose()
  }
})

test('[OP4] whose session ends loses the line and the figures', async () => {
  const operator = await watch(server, first.cookie)
  const again = await server.request('', 'POST', '/api/auth/sign-in/email', {
    email: first.email,
    password: 'correct horse battery',
  })
  const elsewhere = again.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  await server.request(elsewhere, 'DELETE', '/api/me/sessions')
  expect(await operator.ended()).toEqual({ code: 1008, reason: 'session' })
  first = { ...first, cookie: elsewhere }
})

test('[OP5] the figures are those of what was done: people, connections, rooms, updates, octets, ends', async () => {
  const operator = await watch(server, first.cookie)
  await eventually(() => expect(rows(operator).length).toBeGreaterThan(1))
  const before = rows(operator).length
  const closesBefore = closesOf(operator)
  const owner = await server.guest()
  const visitor = await server.guest()
  const document = await server.newDocument(owner, 'Minutes')
  await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role: 'viewer' })
  const [writer, reader] = [new Pen(server.url, owner, document), new Pen(server.url, visitor, document)]
  await writer.until(({ status }) => status.kind === 'saved')
  await reader.until(({ status }) => status.kind === 'read-only')
  for (const letter of 'twelve words') textOf(writer.doc).insert(0, letter)
  await writer.until(({ status }) => status.kind === 'saved')
  await eventually(() => {
    const row = rows(operator).at(-1)
    expect(value(row, 'people')).toBe(3)
    expect([value(row, 'sync'), value(row, 'live'), value(row, 'rooms')]).toEqual([2, 1, 1])
    // once a second each update is in one row
    const since = rows(operator).slice(before)
    const seconds = since.map(
      ([at], index) => ((at ?? 0) - (rows(operator)[before + index - 1]?.[0] ?? 0)) / 1_000,
    )
    const updates = since.reduce((sum, row, index) => sum + value(row, 'updates') * (seconds[index] ?? 0), 0)
    expect(Math.round(updates)).toBe(12)
    expect(Math.max(...since.map((row) => value(row, 'octetsIn')))).toBeGreaterThan(12)
    expect(Math.max(...since.map((row) => value(row, 'ackP99')))).toBeGreaterThan(0)
  })
  const refused = await fetch(`${server.url}/sync/${document}`)
  expect(refused.status).toBe(426)

  // somebody without a right to write sends an update past the page
  textOf(reader.doc).insert(0, 'no')
  await eventually(() => {
    expect(closesOf(operator) - closesBefore).toBe(1)
    expect(value(rows(operator).at(-1), 'sync')).toBe(1)
  })
  const told = facts(operator)
  expect(told?.closes).toContainEqual({ endpoint: 'sync', what: '1008 role', total: 1, minute: 1 })
  expect(told?.handshakes).toContainEqual(
    expect.objectContaining({ endpoint: 'sync', what: '101', total: 2 }),
  )
  expect(told).toMatchObject({ notReady: [], backupAt: null, errors: [] })
  writer.put()
  reader.put()
  operator.destroy()
})

const closesOf = (client: LiveClient): number =>
  facts(client)?.closes.find(({ endpoint, what }) => endpoint === 'sync' && what === '1008 role')?.total ?? 0

test('[OP6] rooms are listed to who asks, in the order asked for', async () => {
  const owner = await server.guest()
  const [large, busy] = [await server.newDocument(owner, 'Large'), await server.newDocument(owner, 'Busy')]
  const pens = [large, busy].map((document) => new Pen(server.url, owner, document))
  const [ofLarge, ofBusy] = pens as [Pen, Pen]
  for (const pen of pens) await pen.until(({ status }) => status.kind === 'saved')
  textOf(ofLarge.doc).insert(0, 'x'.repeat(20_000))
  await ofLarge.until(({ status }) => status.kind === 'saved')

  const operator = await watch(server, first.cookie)
  const tables = () => operator.server.filter((message) => message.type === 'server-rooms')
  operator.send({ type: 'watch-server', on: true, rooms: 'size' })
  await eventually(() => expect(tables().at(-1)?.by).toBe('size'))
  expect(tables().at(-1)?.rooms[0]).toMatchObject({
    document: large,
    title: 'Large',
    people: 1,
    connections: 1,
    lag: 0,
  })
  expect(tables().at(-1)?.rooms[0]?.size).toBeGreaterThan(20_000)

  operator.send({ type: 'watch-server', on: true, rooms: 'rate' })
  await eventually(() => {
    textOf(ofBusy.doc).insert(0, 'y')
    const table = tables().at(-1)
    expect(table?.by).toBe('rate')
    expect(table?.rooms[0]).toMatchObject({ document: busy, title: 'Busy' })
    expect(table?.rooms[0]?.rate).toBeGreaterThan(0)
  })
  operator.send({ type: 'watch-server', on: false, rooms: null })
  const other = await watch(server, first.cookie)
  const heard = operator.server.length
  await eventually(() => expect(rows(other).length).toBeGreaterThan(3))
  expect(operator.server.length).toBeLessThanOrEqual(heard + 1)
  for (const pen of pens) pen.put()
  operator.destroy()
  other.destroy()
})
