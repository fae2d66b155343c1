import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ChatPage } from '../../../lib/chat-page.ts'
import { mentionToken } from '../../../lib/chat-text.ts'
import { png } from '../../pictures.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'

const picture = png(8, 8)
const server = new TestServer()
const here: LiveClient[] = []
let owner: string
let guest: string
let document: string
let chat: string
let topic: string

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  document = await server.newDocument(owner)
  chat = `/api/documents/${document}/chat`
  topic = `chat:${document}`
  await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role: 'commenter' })
})
afterEach(() => {
  for (const client of here.splice(0)) client.destroy()
})

async function listen(cookie: string): Promise<LiveClient> {
  const client = await LiveClient.listen(server, cookie, topic)
  here.push(client)
  return client
}

async function ask<T>(cookie: string, path: string): Promise<T> {
  const answer = await server.request(cookie, 'GET', `${chat}${path}`)
  expect(answer.status).toBe(200)
  return answer.json() as Promise<T>
}

async function say(cookie: string, body: object): Promise<{ status: number; seq: number }> {
  const answer = await server.request(cookie, 'POST', chat, body)
  const { seq = 0 } = (await answer.json()) as { seq?: number }
  return { status: answer.status, seq }
}

const texts = ({ messages }: ChatPage): (string | null)[] => messages.map(({ text }) => text)

test('[V12] the history is read in pages, the last first, and what follows is told live', async () => {
  const author = await listen(owner)
  for (const n of Array(7).keys()) author.post(topic, `message ${n}`)
  await eventually(() => expect(author.texts).toHaveLength(7))
  const last = await ask<ChatPage>(guest, '?limit=3')
  expect(texts(last)).toEqual(['message 4', 'message 5', 'message 6'])
  expect(last).toMatchObject({ seq: 7, on: true, more: true })
  const middle = await ask<ChatPage>(guest, `?limit=3&before=${last.messages[0]?.seq}`)
  expect(texts(middle)).toEqual(['message 1', 'message 2', 'message 3'])
  const first = await ask<ChatPage>(guest, `?limit=3&before=${middle.messages[0]?.seq}`)
  expect(texts(first)).toEqual(['message 0'])
  expect(first.more).toBe(false)
  for (const bad of ['?limit=0', '?limit=1000', '?before=x', '/search', '/search?q=%20']) {
    const answer = await server.request(guest, 'GET', `${chat}${bad}`)
    expect(answer.status, bad).toBe(400)
  }
})

test('[V12] what is said over HTTP is told to all who listen, once for its id', async () => {
  const reader = await listen(owner)
  const id = 'only-once-please'
  expect(await say(guest, { id, text: 'by post' })).toEqual({ status: 201, seq: 1 })
  expect(await say(guest, { id, text: 'by post' })).toEqual({ status: 201, seq: 1 })
  await say(guest, { action: { kind: 'edit', message: 1, text: 'by letter' } })
  await eventually(() => expect(reader.events).toHaveLength(2))
  expect(texts(await ask<ChatPage>(owner, ''))).toEqual(['by letter'])
  expect((await say(guest, { action: { kind: 'delete', message: 9 } })).status).toBe(404)
  expect((await say(guest, { action: { kind: 'clear' } })).status).toBe(403)
  expect((await say(guest, { text: '' })).status).toBe(400)
})

test('[V13] messages are found by all of their words, whatever case and accents; words that are gone are not', async () => {
  for (const text of ['Große Übersicht 100% fertig', 'eine übersicht', 'nothing', '会議は明日です']) {
    await say(owner, { text })
  }
  const found = async (q: string) => texts(await ask(guest, `/search?q=${encodeURIComponent(q)}`))
  expect(await found('UBERSICHT')).toEqual(['Große Übersicht 100% fertig', 'eine übersicht'])
  expect(await found('fertig übersicht')).toEqual(['Große Übersicht 100% fertig'])
  expect(await found('100%')).toEqual(['Große Übersicht 100% fertig'])
  expect(await found('%')).toHaveLength(1)
  expect(await found('_')).toEqual([])
  expect(await found('明日')).toEqual(['会議は明日です'])
  await say(owner, { action: { kind: 'edit', message: 2, text: 'etwas anderes' } })
  await say(owner, { action: { kind: 'delete', message: 1 } })
  expect(await found('übersicht')).toEqual([])
  expect(await found('anderes')).toEqual(['etwas anderes'])
  await say(owner, { action: { kind: 'clear' } })
  expect(await found('nothing')).toEqual([])
})

test('[V14] the server knows what each person has not read, on all their tabs and devices', async () => {
  const author = await listen(owner)
  const first = await listen(guest)
  const { id } = first.one('hello').user
  await author.answered(author.post(topic, 'one'))
  await author.answered(author.post(topic, `two ${mentionToken('you', id)}`))
  await author.answered(author.post(topic, 'gone'))
  await author.answered(author.do(topic, { kind: 'delete', message: 3 }))
  const second = await listen(guest)
  expect(second.one('subscribed')).toMatchObject({
    read: 0,
    unread: [
      { seq: 1, forMe: false },
      { seq: 2, forMe: true },
    ],
  })
  first.send({ type: 'read', topic, seq: 1 })
  await eventually(() => expect(second.all('read')).toEqual([{ type: 'read', topic, seq: 1 }]))
  expect(first.all('read')).toEqual([])
  expect((await listen(guest)).one('subscribed')).toMatchObject({
    read: 1,
    unread: [{ seq: 2, forMe: true }],
  })
  expect((await server.request(guest, 'PUT', `${chat}/read`, { seq: 2 })).status).toBe(204)
  await eventually(() => expect(second.all('read')).toHaveLength(2))
  // it never goes back, and nobody has read what is not there
  second.send({ type: 'read', topic, seq: 1 })
  second.send({ type: 'read', topic, seq: 1_000_000 })
  await second.answered(second.do(topic, { kind: 'react', message: 1, emoji: '👍', on: true }))
  expect((await listen(guest)).one('subscribed')).toMatchObject({ read: 5, unread: [] })
  expect(author.all('read')).toEqual([])
  await server.end('SIGTERM')
  await server.start()
  expect((await listen(guest)).one('subscribed')).toMatchObject({ read: 5, unread: [] })
})

test('[V15] who may speak adds pictures to a chat, and nothing that is none', async () => {
  const send = (cookie: string, body: Uint8Array): Promise<Response> =>
    fetch(`${server.url}${chat}/pictures?name=cat.png`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      body: body as Uint8Array<ArrayBuffer>,
    })
  const answer = await send(guest, picture)
  expect(answer.status).toBe(201)
  const { id, name } = (await answer.json()) as { id: string; name: string }
  expect(name).toBe('cat.png')
  const shown = await server.request(owner, 'GET', `/api/documents/${document}/files/${id}`)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect((await send(guest, new TextEncoder().encode('<svg/>'))).status).toBe(415)
  await server.request(owner, 'PUT', `/api/documents/${document}/link`, { role: 'viewer' })
  expect((await send(guest, picture)).status).toBe(403)
})
