import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pen, textOf } from '../../pen.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

const TOKEN = 'a token for the metrics'
const server = new TestServer({ METRICS_TOKEN: TOKEN })
const closed = new TestServer()
beforeAll(async () => {
  await server.start()
  await closed.start()
})
afterAll(async () => {
  await server.dispose()
  await closed.dispose()
})

const ask = (of: TestServer, authorization?: string): Promise<Response> =>
  fetch(`${of.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } })

/** The samples of one reading, by name and labels. */
async function samples(): Promise<ReadonlyMap<string, number>> {
  const answer = await ask(server, `Bearer ${TOKEN}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  )
}

test('[OP2] the metrics are for who has the token, and for nobody where there is none', async () => {
  expect((await ask(server)).status).toBe(401)
  expect((await ask(server, 'Bearer another token of it')).status).toBe(401)
  expect((await ask(server, TOKEN)).status).toBe(401)
  for (const authorization of [undefined, `Bearer ${TOKEN}`, 'Bearer ']) {
    expect((await ask(closed, authorization)).status).toBe(404)
  }
})

test('[OP2] they count what was done: people, documents, updates, commits, handshakes and ends', async () => {
  const [owner, guest] = [await server.guest(), await server.guest()]
  const document = await server.newDocument(owner)
  await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role: 'viewer' })
  const before = await samples()
  const [writer, reader] = [new Pen(server.url, owner, document), new Pen(server.url, guest, document)]
  await writer.until(({ status }) => status.kind === 'saved')
  await reader.until(({ status }) => status.kind === 'read-only')
  for (const letter of 'twelve words') textOf(writer.doc).insert(0, letter)
  await writer.until(({ status }) => status.kind === 'saved')
  const during = await samples()
  const grown = (name: string): number => (during.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(grown('scriptorium_connections{endpoint="sync"}')).toBe(2)
  expect(grown('scriptorium_people')).toBe(2)
  expect(grown('scriptorium_rooms')).toBe(1)
  expect(grown('scriptorium_records_total')).toBe(12)
  expect(grown('scriptorium_commits_total')).toBeGreaterThan(0)
  expect(grown('scriptorium_ack_seconds_count')).toBe(12)
  expect(during.get('scriptorium_ack_seconds_bucket{le="+Inf"}')).toBe(
    during.get('scriptorium_ack_seconds_count'),
  )
  expect(grown('scriptorium_socket_bytes_total{direction="in"}')).toBeGreaterThan(12)
  expect(grown('scriptorium_handshakes_total{endpoint="sync",status="101",word=""}')).toBe(2)
  expect(during.get('scriptorium_ready')).toBe(1)

  // somebody without a right to write sends an update past the page
  textOf(reader.doc).insert(0, 'no')
  await eventually(async () => {
    const after = await samples()
    expect(after.get('scriptorium_closes_total{endpoint="sync",code="1008",word="role"}')).toBe(1)
    expect(after.get('scriptorium_connections{endpoint="sync"}')).toBe(1)
  })
  writer.put()
  reader.put()
  const words = [...(await samples()).keys()].join('\n')
  expect(words).not.toContain(document)
})

test('[OP2] the dashboard that comes along asks for nothing that is not told', async () => {
  const board = readFileSync('docs/grafana.json', 'utf8')
  const asked = new Set(Array.from(board.matchAll(/\b(?:scriptorium|nodejs|process)_\w+/g), ([name]) => name))
  const told = new Set(Array.from((await samples()).keys(), (name) => name.replace(/\{.*$/, '')))
  // what nothing has been counted of yet has no sample
  for (const name of ['scriptorium_handshakes_total', 'scriptorium_closes_total']) told.add(name)
  expect(asked.size).toBeGreaterThan(12)
  expect([...asked].filter((name) => !told.has(name))).toEqual([])
})
