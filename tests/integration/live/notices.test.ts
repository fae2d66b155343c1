import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodePlace, type Passage } from '../../../lib/passage.ts'
import { writeUpdate } from '../../../lib/wire.ts'
import { PASSWORD, type Person, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'
import { noticesOf, told } from './notice-reader.ts'

const PATIENCE_MS = 20_000
/** A text is looked at when people rest, and the sooner the less there is to do. */
const REST_MS = 60_000

const server = new TestServer()
const lines: { destroy(): void }[] = []
let olive: Person
let mira: Person
let jon: Person
let document: string

beforeAll(() => server.start())
afterAll(() => server.dispose())
beforeEach(async () => {
  ;[olive, mira, jon] = await Promise.all([
    signUp(server, 'Olive'),
    signUp(server, 'Mira'),
    signUp(server, 'Jon'),
  ])
  document = await server.newDocument(olive.cookie, 'The plan')
})
afterEach(() => {
  for (const line of lines.splice(0)) line.destroy()
})

const at = (rest: string): string => `/api/documents/${document}${rest}`
const named = ({ id, name }: Person): string => `@[${name}](user:${id})`

async function share(person: Person, role: string): Promise<void> {
  const { status } = await server.request(olive.cookie, 'PUT', at('/members'), { userId: person.id, role })
  expect(status).toBe(200)
}

async function listen(person: Person, topic: string, after?: number): Promise<LiveClient> {
  const client = await LiveClient.listen(server, person.cookie, topic, after)
  lines.push(client)
  return client
}

async function say(person: Person, ...texts: readonly string[]): Promise<number[]> {
  const client = await listen(person, `chat:${document}`)
  const seqs: number[] = []
  for (const text of texts) {
    seqs.push(Number(await client.answered(client.post(`chat:${document}`, text))))
  }
  return seqs
}

/** Resolves when everything that happened before has been looked through: what comes last has arrived. */
async function settled(person: Person, by: Person): Promise<void> {
  const word = randomUUID()
  await say(by, `${named(person)} ${word}`)
  await eventually(async () => {
    const { notices } = await noticesOf(server, person.cookie)
    if (!notices.some(({ quote }) => quote?.includes(word))) throw new Error('not looked through yet')
  }, PATIENCE_MS)
}

const place = (clock: number, assoc: number): string =>
  encodePlace(new Y.RelativePosition(null, null, Y.createID(7, clock), assoc))
const passage: Passage = {
  start: place(1, 0),
  end: place(4, -1),
  quote: 'word',
  length: 4,
  tail: '',
  before: '',
  after: '',
}

async function comment(person: Person, action: object): Promise<number> {
  const answer = await server.request(person.cookie, 'POST', at('/comments'), { action })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { seq: number }).seq
}

async function abouts(person: Person): Promise<string[]> {
  return (await noticesOf(server, person.cookie)).notices.map(({ about }) => about)
}

test('[Y1] a mention in a chat is told live, counted, and read on one line clears it on another', async () => {
  await share(mira, 'commenter')
  await told(server, mira.cookie, 'share')
  const topic = `notices:${mira.id}`
  const first = await listen(mira, topic)
  const second = await listen(mira, topic)
  const [seq] = await say(olive, `${named(mira)} look at this`)
  const notice = await told(server, mira.cookie, 'mention')
  expect(notice).toMatchObject({
    by: { id: olive.id, name: 'Olive' },
    source: 'chat',
    title: 'The plan',
    quote: '@Mira look at this',
    address: `/d/${document}#chat=${seq}`,
    read: false,
  })
  for (const client of [first, second]) {
    await eventually(() => expect(client.events.map(({ action }) => action.kind)).toEqual(['notice']))
  }
  expect(JSON.stringify(first.events)).not.toContain('plan')
  await first.answered(first.do(topic, { kind: 'read-notice', notice: notice.id }))
  await eventually(() =>
    expect(second.events.at(-1)?.action).toEqual({ kind: 'read-notice', notice: notice.id }),
  )
  expect((await noticesOf(server, mira.cookie)).unread).toBe(1)
  await server.request(mira.cookie, 'POST', '/api/notices/read', { upTo: notice.id })
  expect((await noticesOf(server, mira.cookie)).unread).toBe(0)
})

test('[Y2] an inbox is nobody else’s, and nobody but the server writes notices', async () => {
  const line = await LiveClient.connect(server, jon.cookie)
  lines.push(line)
  line.send({ type: 'subscribe', topic: `notices:${mira.id}` })
  await eventually(() => expect(line.all('refused')).toMatchObject([{ why: 'role' }]))
  await line.subscribe(`notices:${jon.id}`)
  const forged = line.do(`notices:${jon.id}`, {
    kind: 'notice',
    about: 'share',
    document,
    source: 'access',
    item: null,
    place: '',
    outcome: 'owner',
  })
  expect(await line.answered(forged)).toBe('topic')
  expect((await noticesOf(server, jon.cookie)).notices).toEqual([])
})

test('[Y3] shares, requests and answers are told; asking twice is told once, and a no says nothing of the document', async () => {
  await server.request(mira.cookie, 'POST', at('/requests'), { role: 'editor' })
  await server.request(mira.cookie, 'POST', at('/requests'), { role: 'editor' })
  expect(await told(server, olive.cookie, 'request')).toMatchObject({
    by: { name: 'Mira' },
    outcome: 'editor',
    address: `/d/${document}#share`,
  })
  await server.request(olive.cookie, 'PUT', at('/requests'), { userId: mira.id, role: 'viewer' })
  expect(await told(server, mira.cookie, 'answer')).toMatchObject({ outcome: 'viewer', title: 'The plan' })
  await share(mira, 'editor')
  expect(await told(server, mira.cookie, 'share')).toMatchObject({ outcome: 'editor', by: { name: 'Olive' } })
  expect(await abouts(olive)).toEqual(['request'])

  await server.request(jon.cookie, 'POST', at('/requests'), { role: 'viewer' })
  await server.request(olive.cookie, 'PUT', at('/requests'), { userId: jon.id, role: null })
  expect(await told(server, jon.cookie, 'answer')).toMatchObject({ outcome: null, title: null, by: null })
})

test('[Y3] who was invited by address is told who did it, once they have an account', async () => {
  const email = `${randomUUID()}@example.org`
  await server.request(olive.cookie, 'PUT', at('/members'), { email, role: 'commenter' })
  const ines = await signUp(server, 'Ines', email)
  expect(await told(server, ines.cookie, 'share')).toMatchObject({
    by: { name: 'Olive' },
    outcome: 'commenter',
  })
})

test('[Y4] comments: mention, reply, resolved and decided, to those who take part', async () => {
  await share(mira, 'commenter')
  await share(jon, 'editor')
  const thread = await comment(mira, { kind: 'thread', passage, text: `${named(jon)}, is this right?` })
  expect(await told(server, jon.cookie, 'mention')).toMatchObject({
    source: 'comments',
    quote: '@Jon, is this right?',
    address: `/d/${document}#c=${thread}`,
  })
  await comment(jon, { kind: 'reply', thread, text: 'It is.' })
  expect(await told(server, mira.cookie, 'reply')).toMatchObject({ by: { name: 'Jon' }, quote: 'It is.' })
  await comment(olive, { kind: 'resolve', thread })
  expect(await told(server, mira.cookie, 'resolved')).toMatchObject({ by: { name: 'Olive' } })
  await told(server, jon.cookie, 'resolved')
  const suggestion = await comment(mira, { kind: 'suggest', passage, replacement: 'term', text: null })
  await comment(jon, { kind: 'decide', thread: suggestion, accept: true })
  expect(await told(server, mira.cookie, 'decided')).toMatchObject({
    outcome: 'accepted',
    by: { name: 'Jon' },
  })
  await settled(olive, jon)
  expect(await abouts(olive)).toEqual(['mention'])
})

test('[Y4] words that were taken back are in no notice any more', async () => {
  await share(mira, 'commenter')
  const [message] = await say(olive, `${named(mira)} a secret`)
  await told(server, mira.cookie, 'mention')
  const client = await listen(olive, `chat:${document}`)
  await client.answered(client.do(`chat:${document}`, { kind: 'delete', message: message as number }))
  expect(await told(server, mira.cookie, 'mention')).toMatchObject({ quote: null })
})

test('[Y5] nobody is told of what they may not open, of what they did, or in what they muted', async () => {
  await share(mira, 'commenter')
  await told(server, mira.cookie, 'share')
  await say(olive, `${named(jon)} ${named(olive)}`)
  await server.request(mira.cookie, 'PUT', at('/watching'), { level: 'mute' })
  await say(olive, `${named(mira)} quietly`)
  await settled(olive, mira)
  expect(await abouts(mira)).toEqual(['share'])
  expect(await abouts(olive)).toEqual(['mention'])
  // nor later, when access comes
  await share(jon, 'viewer')
  await told(server, jon.cookie, 'share')
  expect(await abouts(jon)).toEqual(['share'])
})

test('[Y5] an open link is no reason to write to somebody who never came', async () => {
  await server.request(olive.cookie, 'PUT', at('/link'), { role: 'commenter' })
  await share(mira, 'commenter')
  await say(olive, named(jon))
  await settled(mira, olive)
  expect(await abouts(jon)).toEqual([])
  const visit = await SyncClient.join(server, { document, cookie: jon.cookie })
  lines.push(visit.line)
  await eventually(async () => {
    await say(olive, named(jon))
    expect(await abouts(jon)).toContain('mention')
  })
})

test('[Y6] what a notice says is judged when it is read', async () => {
  await share(mira, 'commenter')
  await say(olive, `${named(mira)} between us`)
  const before = await told(server, mira.cookie, 'mention')
  await server.request(olive.cookie, 'DELETE', at('/members'), { userId: mira.id })
  const line = await listen(mira, `notices:${mira.id}`, 0)
  await eventually(() => expect(line.events).toHaveLength(2))
  expect(JSON.stringify(line.messages)).not.toMatch(/plan|between/)
  const after = (await noticesOf(server, mira.cookie)).notices[0]
  expect(after).toEqual({ ...before, title: null, quote: null })
})

test('[Y7] who watches is told of every thread, and of a chat once until they have read it', async () => {
  await share(mira, 'commenter')
  await share(jon, 'commenter')
  expect(await (await server.request(mira.cookie, 'GET', at('/watching'))).json()).toEqual({
    level: 'default',
  })
  await server.request(mira.cookie, 'PUT', at('/watching'), { level: 'watch' })
  await say(olive, 'one', 'two', 'three')
  await comment(olive, { kind: 'thread', passage, text: 'first' })
  await comment(jon, { kind: 'thread', passage, text: 'second' })
  await settled(mira, olive)
  const all = ['chat', 'mention', 'share', 'thread', 'thread']
  await eventually(async () => expect((await abouts(mira)).toSorted()).toEqual(all), PATIENCE_MS)
  const { seq } = await noticesOf(server, mira.cookie)
  await server.request(mira.cookie, 'POST', '/api/notices/read', { upTo: seq })
  await say(jon, 'four')
  expect(await told(server, mira.cookie, 'chat')).toMatchObject({ quote: 'four', by: { name: 'Jon' } })
  expect(await abouts(jon)).not.toContain('chat')
})

test('[Y8] a mention in the text is told when people rest, with who wrote it and where', async () => {
  await share(mira, 'viewer')
  await told(server, mira.cookie, 'share')
  const line = await SyncClient.join(server, { document, cookie: olive.cookie })
  lines.push(line.line)
  const paragraph = new Y.XmlElement('paragraph')
  const write = (change: () => void): void => line.line.send(writeUpdate(line.edit(change)))
  write(() => {
    line.doc.getXmlFragment('default').push([paragraph])
    paragraph.push([mentionOf(mira)])
  })
  const { client, clock } = paragraph._item?.id ?? { client: 0, clock: 0 }
  expect(await told(server, mira.cookie, 'mention', REST_MS)).toMatchObject({
    by: { name: 'Olive' },
    source: 'text',
    quote: null,
    address: `/d/${document}#b=${client}-${clock}`,
  })
  // what was cut out and put back is nothing new, and nobody is told who names themselves
  await share(jon, 'viewer')
  write(() => paragraph.delete(0, 1))
  write(() => paragraph.push([mentionOf(mira), mentionOf(olive), mentionOf(jon)]))
  await told(server, jon.cookie, 'mention', REST_MS)
  expect((await abouts(mira)).filter((about) => about === 'mention')).toHaveLength(1)
  expect(await abouts(olive)).toEqual([])
})

function mentionOf({ id, name }: Person): Y.XmlElement {
  const mention = new Y.XmlElement('mention')
  for (const [key, value] of Object.entries({ kind: 'person', id, label: name })) {
    mention.setAttribute(key, value)
  }
  return mention
}

test('[Y9] what a guest was told goes along to the account', async () => {
  const guest = await server.guest()
  const me = (await (await server.request(guest, 'GET', '/api/me')).json()) as { user: { id: string } }
  await share({ ...mira, id: me.user.id }, 'editor')
  await told(server, guest, 'share')
  const email = `${randomUUID()}@example.org`
  const answer = await server.request(guest, 'POST', '/api/auth/sign-up/email', {
    name: 'Gil',
    email,
    password: PASSWORD,
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  expect(await told(server, cookie, 'share')).toMatchObject({ outcome: 'editor', title: 'The plan' })
})

test('[Y9] a guest who signs in to an account adds what they were told to what is there', async () => {
  const guest = await server.guest()
  const me = (await (await server.request(guest, 'GET', '/api/me')).json()) as { user: { id: string } }
  await share(mira, 'viewer')
  await share({ ...mira, id: me.user.id }, 'editor')
  await told(server, mira.cookie, 'share')
  await told(server, guest, 'share')
  const credentials = { email: mira.email, password: PASSWORD }
  const answer = await server.request(guest, 'POST', '/api/auth/sign-in/email', credentials)
  expect(answer.status).toBe(200)
  const { notices, unread } = await noticesOf(server, mira.cookie)
  expect(notices.map(({ outcome }) => outcome)).toEqual(['editor', 'viewer'])
  expect(unread).toBe(2)
  await say(olive, named(mira))
  expect((await told(server, mira.cookie, 'mention')).id).toBe(3)
})
