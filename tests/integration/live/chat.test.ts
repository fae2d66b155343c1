import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'

const server = new TestServer()
const here: LiveClient[] = []
let owner: string
let guest: string
let document: string
let topic: string

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  document = await server.newDocument(owner)
  topic = `chat:${document}`
})
afterEach(() => {
  for (const client of here.splice(0)) client.destroy()
})

async function listen(cookie: string, after?: number): Promise<LiveClient> {
  const client = await LiveClient.listen(server, cookie, topic, after)
  here.push(client)
  return client
}

async function link(role: 'viewer' | 'commenter' | 'editor' | null): Promise<void> {
  const { status } = await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role })
  expect(status).toBe(200)
}

const numbered = (count: number, from = 1): number[] => Array.from({ length: count }, (_, at) => at + from)

test('[V1] what four people say has one order, the same for all, without holes', async () => {
  await link('commenter')
  const people = await Promise.all([owner, guest, owner, guest].map((cookie) => listen(cookie)))
  for (const round of numbered(25)) {
    for (const [who, person] of people.entries()) person.post(topic, `${who}:${round}`)
  }
  for (const person of people) await eventually(() => expect(person.events).toHaveLength(100))
  for (const person of people) {
    expect(person.events.map(({ seq }) => seq)).toEqual(numbered(100))
    expect(person.texts).toEqual(people[0]?.texts)
  }
  for (const who of people.keys()) {
    const own = people[0]?.texts.filter((text) => text.startsWith(`${who}:`))
    expect(own).toEqual(numbered(25).map((round) => `${who}:${round}`))
  }
})

test('[V2] the server says who spoke and when, whatever the client says', async () => {
  const client = await listen(owner)
  const before = Date.now()
  await client.answered(client.post(topic, 'hello'))
  await eventually(() => expect(client.events).toHaveLength(1))
  const [event] = client.events
  expect(event?.by).toEqual(client.one('hello').user)
  expect(event?.time).toBeGreaterThanOrEqual(before)
  expect(event?.time).toBeLessThanOrEqual(Date.now())
})

test('[V3] the same thing asked twice is done once, also on another connection', async () => {
  const [first, second] = [await listen(owner), await listen(owner)]
  const id = first.post(topic, 'once')
  const seq = await first.answered(id)
  first.post(topic, 'once', id)
  second.post(topic, 'once', id)
  expect(await second.answered(id)).toBe(seq)
  await second.answered(second.post(topic, 'and then'))
  await eventually(() => expect(second.texts).toEqual(['once', 'and then']))
})

test('[V4] whoever comes back is sent everything behind what they have, in order, and nothing twice', async () => {
  const author = await listen(owner)
  for (const n of numbered(30)) author.post(topic, `${n}`)
  await eventually(() => expect(author.events).toHaveLength(30))
  const late = await listen(owner, 12)
  author.post(topic, '31')
  await eventually(() => expect(late.events.map(({ seq }) => seq)).toEqual(numbered(19, 13)))
  expect(late.one('subscribed')).toMatchObject({ seq: 30, role: 'owner', on: true })
})

test('[V4] whoever missed too much is told to read anew', async () => {
  const author = await listen(owner)
  for (const n of numbered(1_001)) author.post(topic, `${n}`)
  await eventually(() => expect(author.events).toHaveLength(1_001))
  const late = await listen(owner, 0)
  await eventually(() => expect(late.one('reset')).toEqual({ type: 'reset', topic, seq: 1_001 }))
  author.post(topic, 'news')
  await eventually(() => expect(late.texts).toEqual(['news']))
})

test('[V5] a viewer reads and cannot speak, a commenter can; nobody without access hears anything', async () => {
  await link('viewer')
  const [author, reader] = [await listen(owner), await listen(guest)]
  expect(await reader.answered(reader.post(topic, 'no'))).toBe('role')
  reader.send({ type: 'typing', topic })
  await author.answered(author.post(topic, 'to all'))
  await eventually(() => expect(reader.texts).toEqual(['to all']))
  expect(author.all('typing')).toEqual([])

  await link('commenter')
  await eventually(() => expect(reader.one('role')).toMatchObject({ topic, role: 'commenter' }))
  expect(await reader.answered(reader.post(topic, 'yes'))).toBe(2)

  await link(null)
  await eventually(() => expect(reader.one('ended')).toMatchObject({ topic, why: 'revoked' }))
  await author.answered(author.post(topic, 'alone'))
  expect(await reader.answered(reader.post(topic, 'still here'))).toBe('topic')
  reader.send({ type: 'subscribe', topic })
  await eventually(() => expect(reader.all('refused').at(-1)).toMatchObject({ topic, why: 'role' }))
  expect(reader.texts).toEqual(['to all', 'yes'])
})

test('[V5] nothing that comes after a change of access is done, in the middle of a burst', async () => {
  await link('commenter')
  const [author, typist] = [await listen(owner), await listen(guest)]
  let said = 0
  const burst = setInterval(() => typist.post(topic, `${++said}`), 1)
  await eventually(() => expect(author.texts.length).toBeGreaterThan(20))
  await link('viewer')
  const taken = typist.all('done').length
  await eventually(() => expect(typist.all('refused').length).toBeGreaterThan(20))
  clearInterval(burst)
  await eventually(() => expect(typist.all('done').length + typist.all('refused').length).toBe(said))
  expect(typist.all('refused').every(({ why }) => why === 'role')).toBe(true)
  const done = typist.all('done').length
  // what was taken before the answer may be told after it
  expect(done).toBeGreaterThanOrEqual(taken)
  const role = typist.messages.findIndex(({ type }) => type === 'role')
  expect(typist.messages.slice(role).some(({ type }) => type === 'done')).toBe(false)
  await eventually(() => expect(author.texts).toEqual(numbered(done).map(String)))
})

test('[V6] one edits and takes away what is one’s own; the owner takes away everything', async () => {
  await link('editor')
  const [author, other] = [await listen(owner), await listen(guest)]
  const seq = Number(await other.answered(other.post(topic, 'secrt')))
  expect(await author.answered(author.do(topic, { kind: 'edit', message: seq, text: 'mine' }))).toBe(
    'not-yours',
  )
  expect(await other.answered(other.do(topic, { kind: 'edit', message: seq, text: 'secret' }))).toBe(2)
  expect(await author.answered(author.do(topic, { kind: 'delete', message: seq }))).toBe(3)
  expect(await other.answered(other.do(topic, { kind: 'edit', message: seq, text: 'again' }))).toBe('gone')
  expect(await other.answered(other.do(topic, { kind: 'delete', message: 999 }))).toBe('gone')
  expect(await other.answered(other.do(topic, { kind: 'clear' }))).toBe('role')
  // what was deleted is not read again by who comes later
  const late = await listen(owner, 0)
  await eventually(() => expect(late.events).toHaveLength(3))
  expect(JSON.stringify(late.messages)).not.toContain('secr')
})

test('[V6] a chat that is switched off takes nothing until it is on again', async () => {
  await link('editor')
  const [author, other] = [await listen(owner), await listen(guest)]
  expect(await other.answered(other.do(topic, { kind: 'switch', on: false }))).toBe('role')
  await author.answered(author.do(topic, { kind: 'switch', on: false }))
  expect(await other.answered(other.post(topic, 'hello?'))).toBe('off')
  expect((await listen(guest)).one('subscribed').on).toBe(false)
  await author.answered(author.do(topic, { kind: 'switch', on: true }))
  expect(await other.answered(other.post(topic, 'hello!'))).toBe(3)
})

test('[V7] writing is shown to the others, not to oneself, and not more often than every two seconds', async () => {
  await link('commenter')
  const [author, other] = [await listen(owner), await listen(guest)]
  for (let times = 0; times < 5; times++) other.send({ type: 'typing', topic })
  await other.answered(other.post(topic, 'there'))
  await eventually(() => expect(author.texts).toEqual(['there']))
  expect(author.all('typing')).toEqual([{ type: 'typing', topic, by: other.one('hello').user }])
  expect(other.all('typing')).toEqual([])
})

test('[V8] signing out ends the connection, whatever it listens to', async () => {
  const cookie = await server.guest()
  const client = await LiveClient.connect(server, cookie)
  here.push(client)
  await server.request(cookie, 'POST', '/api/auth/sign-out', {})
  expect(await client.ended()).toEqual({ code: 1008, reason: 'session' })
})
