import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAX_LIVE_MESSAGE_BYTES, MAX_TOPICS } from '../../../lib/live-messages.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'

const server = new TestServer({ RATE_LIMITS: 'on' })
let owner: string
let document: string
/** Of a document that is not there. */
const NOWHERE = `chat:${'0'.repeat(26)}`
/** For fifty documents to be looked up, on a busy machine. */
const ANSWERS_MS = 30_000
let topic: string

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  document = await server.newDocument(owner)
  topic = `chat:${document}`
})
afterAll(() => server.dispose())

const id = 'a-number-of-ones-own'
const post = (text: unknown) => JSON.stringify({ type: 'do', id, topic: 'x', action: { kind: 'post', text } })

test.each([
  ['a binary frame', new Uint8Array([1]), 1003, 'binary-frame'],
  ['broken JSON', '{"type":', 1007, 'malformed'],
  ['no object', '[]', 1007, 'malformed'],
  ['an unknown type', '{"type":"shout"}', 1007, 'malformed'],
  ['a field too many', '{"type":"typing","topic":"chat:x","by":"me"}', 1007, 'malformed'],
  ['an empty message', post(''), 1007, 'malformed'],
  ['a message of spaces', post(' \n '), 1007, 'malformed'],
  ['a message too long', post('x'.repeat(4_001)), 1007, 'malformed'],
  ['a message with a control character', post('a\u0000b'), 1007, 'malformed'],
  ['a message that is no text', post({ text: 'x' }), 1007, 'malformed'],
  [
    'a reaction of words',
    JSON.stringify({
      type: 'do',
      id,
      topic: NOWHERE,
      action: { kind: 'react', message: 1, emoji: 'lol', on: true },
    }),
    1007,
    'malformed',
  ],
  ['a message over the cap', 'x'.repeat(MAX_LIVE_MESSAGE_BYTES + 1), 1009, 'message-size'],
])('[V9] %s ends the connection', async (_name, data, code, reason) => {
  const client = await LiveClient.connect(server, owner)
  client.raw(data)
  expect(await client.ended()).toEqual({ code, reason })
})

test('[V9] a flood is warned of, and then ends the connection; what was said until then is said', async () => {
  const client = await LiveClient.listen(server, owner, topic)
  for (let n = 0; n < 100; n++) client.post(topic, `${n}`)
  expect(await client.ended()).toEqual({ code: 1008, reason: 'chat-rate' })
  expect(client.all('warning')).toHaveLength(1)
  const calm = await LiveClient.listen(server, owner, topic, 0)
  await eventually(() => expect(calm.texts.length).toBeGreaterThan(20))
  expect(calm.texts).toEqual(calm.texts.map((_, n) => `${n}`))
  calm.destroy()
})

test('[V10] topics that are none, not there, or one too many are refused', async () => {
  const quiet = new TestServer()
  await quiet.start()
  const cookie = await quiet.guest()
  const client = await LiveClient.connect(quiet, cookie)
  for (const name of ['chat:', 'chat:x', 'dashboard', NOWHERE]) {
    client.send({ type: 'subscribe', topic: name })
  }
  await eventually(() => expect(client.all('refused')).toHaveLength(4))
  expect(
    client
      .all('refused')
      .map(({ why }) => why)
      .sort(),
  ).toEqual(['role', 'topic', 'topic', 'topic'])
  const documents = await Promise.all(Array.from({ length: MAX_TOPICS + 1 }, () => quiet.newDocument(cookie)))
  for (const each of documents) client.send({ type: 'subscribe', topic: `chat:${each}` })
  const answers = () => client.all('subscribed').length + client.all('refused').length
  await eventually(() => expect(answers()).toBe(4 + MAX_TOPICS + 1), ANSWERS_MS)
  expect(client.all('refused').at(-1)?.why).toBe('too-many')
  client.destroy()
  await quiet.dispose()
})

test('[V11] a handshake is answered as one for a document is', async () => {
  const ask = (headers: Record<string, string>, path = '/live', method = 'GET') =>
    fetch(`${server.url}${path}`, { method, headers }).then(({ status }) => status)
  expect(await ask({ cookie: owner })).toBe(426)
  expect(await ask({ cookie: owner }, '/live', 'POST')).toBe(405)
  expect(await ask({ cookie: owner }, '/live/x')).toBe(404)
  const { WebSocket } = await import('ws')
  const knock = (headers: Record<string, string>, path = '/live'): Promise<number | undefined> =>
    new Promise((resolve) => {
      const ws = new WebSocket(`${server.socketUrl}${path}`, { headers })
      ws.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      ws.on('open', () => {
        ws.terminate()
        resolve(101)
      })
      ws.on('error', () => undefined)
    })
  expect(await knock({})).toBe(401)
  expect(await knock({ cookie: owner.replace(/=../, '=xx') })).toBe(401)
  expect(await knock({ cookie: owner, origin: 'https://elsewhere.example' })).toBe(403)
  expect(await knock({ cookie: owner }, '/live?%')).toBe(400)
  expect(await knock({ cookie: owner, origin: server.url })).toBe(101)
})
