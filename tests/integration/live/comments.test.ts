import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ThreadPage } from '../../../lib/comment-threads.ts'
import type { CommentAction } from '../../../lib/comments.ts'
import { encodePlace, type Passage } from '../../../lib/passage.ts'
import { writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
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
  topic = `comments:${document}`
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

const place = (client: number, clock: number, assoc: number): string =>
  encodePlace(new Y.RelativePosition(null, null, Y.createID(client, clock), assoc))

const passage = (quote = 'some words', from = 1): Passage => ({
  start: place(7, from, 0),
  end: place(7, from + quote.length - 1, -1),
  quote,
  length: quote.length,
  tail: '',
  before: 'before ',
  after: '.',
})

const begin = (text: string, quote?: string): CommentAction => ({
  kind: 'thread',
  passage: passage(quote),
  text,
})
const suggest = (replacement: string): CommentAction => ({
  kind: 'suggest',
  passage: passage(),
  replacement,
  text: null,
})

async function read(cookie: string, query = ''): Promise<ThreadPage> {
  const answer = await server.request(cookie, 'GET', `/api/documents/${document}/comments${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as ThreadPage
}

async function say(cookie: string, action: unknown, id?: string): Promise<{ status: number; body: object }> {
  const request = id === undefined ? { action } : { id, action }
  const answer = await server.request(cookie, 'POST', `/api/documents/${document}/comments`, request)
  return { status: answer.status, body: (await answer.json()) as object }
}

test('[O1, O2] threads, replies, reactions and states are told to all, and read as they are', async () => {
  await link('commenter')
  const [author, other] = [await listen(owner), await listen(guest)]
  expect(await other.answered(other.do(topic, begin('why?')))).toBe(1)
  expect(await author.answered(author.do(topic, { kind: 'reply', thread: 1, text: 'because' }))).toBe(2)
  const cheer = { kind: 'cheer', comment: 2, emoji: '👍', on: true } as const
  expect(await other.answered(other.do(topic, cheer))).toBe(3)
  expect(await other.answered(other.do(topic, { kind: 'resolve', thread: 1 }))).toBe(4)
  await eventually(() => expect(author.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]))
  const [me, they] = [author.one('hello').user, other.one('hello').user]
  expect(await read(guest)).toEqual({
    seq: 4,
    more: false,
    threads: [
      {
        seq: 1,
        passage: passage(),
        quote: 'some words',
        replacement: null,
        state: 'resolved',
        stateBy: they,
        stateAt: expect.any(Number),
        comments: [
          {
            seq: 1,
            time: expect.any(Number),
            by: they,
            text: 'why?',
            editedAt: null,
            withdrawn: false,
            reactions: [],
          },
          {
            seq: 2,
            time: expect.any(Number),
            by: me,
            text: 'because',
            editedAt: null,
            withdrawn: false,
            reactions: [{ emoji: '👍', by: [they.id] }],
          },
        ],
      },
    ],
  })
  await author.answered(author.do(topic, { kind: 'reopen', thread: 1 }))
  expect((await read(owner)).threads[0]?.state).toBe('open')
})

test('[O3] a viewer reads and can do nothing, a commenter can comment and not edit the text', async () => {
  await link('viewer')
  const [author, reader] = [await listen(owner), await listen(guest)]
  await author.answered(author.do(topic, suggest('other words')))
  const refused: readonly CommentAction[] = [
    begin('no'),
    suggest('no'),
    { kind: 'reply', thread: 1, text: 'no' },
    { kind: 'cheer', comment: 1, emoji: '👍', on: true },
    { kind: 'resolve', thread: 1 },
    { kind: 'decide', thread: 1, accept: true },
    { kind: 'reanchor', moves: [{ thread: 1, passage: passage() }] },
  ]
  for (const action of refused)
    expect(await reader.answered(reader.do(topic, action)), action.kind).toBe('role')
  expect(reader.events).toHaveLength(1)

  await link('commenter')
  await eventually(() => expect(reader.one('role')).toMatchObject({ topic, role: 'commenter' }))
  expect(await reader.answered(reader.do(topic, begin('yes')))).toBe(2)
  for (const action of refused.slice(-2))
    expect(await reader.answered(reader.do(topic, action)), action.kind).toBe('role')
  const text = await SyncClient.join(server, { document, cookie: guest })
  text.line.send(writeUpdate(text.draft('written')))
  expect(await text.closed()).toEqual({ code: 1008, reason: 'role' })
})

test('[O3] nothing that comes after a change of access is done, in the middle of a burst', async () => {
  await link('commenter')
  const [author, typist] = [await listen(owner), await listen(guest)]
  await author.answered(author.do(topic, begin('here')))
  let said = 0
  const burst = setInterval(() => typist.do(topic, { kind: 'reply', thread: 1, text: `${++said}` }), 1)
  await eventually(() => expect(author.events.length).toBeGreaterThan(20))
  await link('viewer')
  await eventually(() => expect(typist.all('refused').length).toBeGreaterThan(20))
  clearInterval(burst)
  await eventually(() => expect(typist.all('done').length + typist.all('refused').length).toBe(said))
  const role = typist.messages.findIndex(({ type }) => type === 'role')
  expect(typist.messages.slice(role).some(({ type }) => type === 'done')).toBe(false)
  const [thread] = (await read(owner)).threads
  expect(thread?.comments).toHaveLength(typist.all('done').length + 1)
})

test('[O4] one changes what is one’s own; what was withdrawn is in no answer any more', async () => {
  await link('commenter')
  const [author, other] = [await listen(owner), await listen(guest)]
  await other.answered(other.do(topic, begin('secrt')))
  expect(await author.answered(author.do(topic, { kind: 'amend', comment: 1, text: 'mine' }))).toBe(
    'not-yours',
  )
  expect(await other.answered(other.do(topic, { kind: 'amend', comment: 1, text: 'secret' }))).toBe(2)
  expect(await author.answered(author.do(topic, { kind: 'reply', thread: 1, text: 'an answer' }))).toBe(3)
  expect(await other.answered(other.do(topic, { kind: 'withdraw', comment: 3 }))).toBe('not-yours')
  expect(await author.answered(author.do(topic, { kind: 'withdraw', comment: 1 }))).toBe(4)
  expect(await other.answered(other.do(topic, { kind: 'amend', comment: 1, text: 'again' }))).toBe('gone')
  expect((await read(guest)).threads[0]?.comments.map(({ text }) => text)).toEqual([null, 'an answer'])
  await author.answered(author.do(topic, { kind: 'withdraw', comment: 3 }))
  expect((await read(guest)).threads).toEqual([])
  const late = await listen(owner, 0)
  await eventually(() => expect(late.events).toHaveLength(5))
  expect(JSON.stringify(late.messages)).not.toMatch(/secr|an answer/)
})

test('[O5] a suggestion is decided once, by who may edit, while its author is away', async () => {
  await link('commenter')
  const other = await listen(guest)
  await other.answered(other.do(topic, suggest('better words')))
  other.destroy()
  const author = await listen(owner)
  expect(await author.answered(author.do(topic, { kind: 'decide', thread: 1, accept: true }))).toBe(2)
  expect(await author.answered(author.do(topic, { kind: 'decide', thread: 1, accept: false }))).toBe(
    'decided',
  )
  const [thread] = (await read(guest)).threads
  expect(thread).toMatchObject({
    state: 'accepted',
    replacement: 'better words',
    stateBy: author.one('hello').user,
  })
  expect(thread?.comments[0]?.by).toEqual(other.one('hello').user)
  await author.answered(author.do(topic, begin('a question')))
  expect(await author.answered(author.do(topic, { kind: 'decide', thread: 4, accept: true }))).toBe('gone')
})

test('[O6] places are checked, bounded, and put right by who may edit', async () => {
  const author = await listen(owner)
  const wrong: readonly Partial<Passage>[] = [
    { start: 'AAAA_' },
    { start: '' },
    { end: 'x'.repeat(65) },
    { start: encodePlace(new Y.RelativePosition(null, 'meta', null, 0)) },
    { quote: '' },
    { quote: 'x'.repeat(1_001) },
    { length: 0 },
    { before: 'x'.repeat(33) },
  ]
  for (const part of wrong) {
    const { status } = await say(owner, { ...begin('no'), passage: { ...passage(), ...part } })
    expect(status, JSON.stringify(part)).toBe(400)
  }
  await author.answered(author.do(topic, begin('yes')))
  const moves = [{ thread: 1, passage: passage('some words', 50) }]
  expect(await author.answered(author.do(topic, { kind: 'reanchor', moves }))).toBe(2)
  expect((await read(owner)).threads[0]?.passage).toEqual(passage('some words', 50))
})

test('[O7] by HTTP: pages, each thing once, refusals in words; told to who listens', async () => {
  const listener = await listen(owner)
  const id = 'an-id-of-my-own'
  expect(await say(owner, begin('once'), id)).toEqual({ status: 201, body: { seq: 1 } })
  expect(await say(owner, begin('once'), id)).toEqual({ status: 201, body: { seq: 1 } })
  for (const n of [2, 3]) expect((await say(owner, begin(`${n}`))).body).toEqual({ seq: n })
  await eventually(() => expect(listener.events.map(({ seq }) => seq)).toEqual([1, 2, 3]))
  const first = await read(owner, '?limit=2')
  expect([first.more, first.threads.map(({ seq }) => seq)]).toEqual([true, [1, 2]])
  const rest = await read(owner, '?after=2&limit=2')
  expect([rest.more, rest.threads.map(({ seq }) => seq)]).toEqual([false, [3]])
  expect(await say(owner, { kind: 'reply', thread: 99, text: 'lost' })).toMatchObject({
    status: 404,
    body: { error: 'gone', message: 'There is no such comment any more. Nothing was changed.' },
  })
  expect((await say(owner, { kind: 'post', text: 'a chat' })).status).toBe(400)
})
