import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket as Socket } from 'ws'
import { LiveLine } from '../../../lib/live-line.ts'
import type { Role } from '../../../lib/roles.ts'
import type { Topic } from '../../../lib/talk.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

const server = new TestServer()
const lines: LiveLine[] = []

beforeAll(() => server.start())
afterAll(() => server.dispose())
afterEach(() => {
  for (const line of lines.splice(0)) line.leave()
})

/** The line of a page that keeps what it hears of one topic. */
function pageOf(cookie: string, topic: Topic) {
  const { origin } = new URL(server.url)
  const line = new LiveLine(`${server.socketUrl}/live`, {
    WebSocket: class extends Socket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers: { cookie }, origin })
        this.on('error', () => undefined)
      }
    } as unknown as typeof WebSocket,
    random: Math.random,
    newId: randomUUID,
  })
  lines.push(line)
  const heard: { seq: number; text: string }[] = []
  const roles: (Role | null)[] = []
  line.subscribe(topic, 0, {
    events: (events) => {
      for (const { seq, action } of events) if (action.kind === 'post') heard.push({ seq, text: action.text })
    },
    reset: () => heard.splice(0),
    subscribed: (role) => roles.push(role),
    role: (role) => roles.push(role),
    ended: () => roles.push(null),
  })
  return { line, heard, roles, say: (text: string) => line.do(topic, { kind: 'post', text }) }
}

test('[V3, V4] a page goes on where it was after kills: all it said is there once, and it hears all once, in order', async () => {
  const owner = await server.guest()
  const topic: Topic = `chat:${await server.newDocument(owner)}`
  const [first, second] = [pageOf(owner, topic), pageOf(owner, topic)]
  const answers: Promise<unknown>[] = []
  for (let round = 0; round < 3; round++) {
    await eventually(() => expect(first.line.state.kind).toBe('open'))
    for (let n = 0; n < 50; n++) answers.push(first.say(`${round}:${n}`))
    await eventually(() => expect(first.heard.length).toBeGreaterThan(round * 50))
    await server.end('SIGKILL')
    await server.start()
  }
  const seqs = Array.from({ length: 150 }, (_, at) => at + 1)
  expect(await Promise.all(answers)).toEqual(seqs.map((seq) => ({ kind: 'done', seq })))
  for (const { line, heard } of [first, second]) {
    // it may be waiting for longer than this test does
    line.tryAgain()
    await eventually(() => expect(heard).toHaveLength(150))
    expect(heard.map(({ seq }) => seq)).toEqual(seqs)
  }
  expect(second.heard).toEqual(first.heard)
})

test('[V5] a page is told of its role, and that it hears nothing more', async () => {
  const [owner, guest] = [await server.guest(), await server.guest()]
  const document = await server.newDocument(owner)
  const link = (role: Role | null) =>
    server.request(owner, 'PUT', `/api/documents/${document}/link`, { role })
  await link('commenter')
  const page = pageOf(guest, `chat:${document}`)
  await eventually(() => expect(page.roles).toEqual(['commenter']))
  await link('viewer')
  expect(await page.say('no')).toEqual({ kind: 'refused', why: 'role' })
  await link(null)
  await eventually(() => expect(page.roles).toEqual(['commenter', 'viewer', null]))
  expect(await page.say('no')).toEqual({ kind: 'refused', why: 'topic' })
  expect(page.heard).toEqual([])
})

test('[V8] a line whose session has ended stops, and says what was not answered', async () => {
  const owner = await server.guest()
  const page = pageOf(owner, `chat:${await server.newDocument(owner)}`)
  await eventually(() => expect(page.line.state.kind).toBe('open'))
  await server.request(owner, 'POST', '/api/auth/sign-out', {})
  await eventually(() => expect(page.line.state).not.toEqual({ kind: 'open' }))
  page.line.leave()
  expect(await page.say('no')).toEqual({ kind: 'refused', why: 'topic' })
  expect(page.line.state).toEqual({ kind: 'idle' })
})
