import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'
import { noticesOf } from './notice-reader.ts'

const server = new TestServer()
const ROUNDS = 4
/** Mentions that are sent between two kills. */
const BURST = 60
const PATIENCE_MS = 30_000

beforeAll(() => server.start())
afterAll(() => server.dispose())

test('[Y10] kills in the middle of bursts of mentions: everybody is told of each exactly once', async () => {
  const olive = await signUp(server, 'Olive')
  const mira = await signUp(server, 'Mira')
  const document = await server.newDocument(olive.cookie)
  const member = { userId: mira.id, role: 'commenter' }
  await server.request(olive.cookie, 'PUT', `/api/documents/${document}/members`, member)
  const topic = `chat:${document}`
  const unanswered = new Map<string, string>()
  const posted = new Set<string>()
  const comeBack = async (): Promise<LiveClient> => {
    const client = await LiveClient.listen(server, olive.cookie, topic)
    for (const [id, text] of unanswered) client.post(topic, text, id)
    return client
  }
  const take = (client: LiveClient): void => {
    for (const { id } of client.all('done')) unanswered.delete(id)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const client = await comeBack()
    for (let n = 0; n < BURST; n++) {
      const text = `@[Mira](user:${mira.id}) ${round}:${n}`
      unanswered.set(client.post(topic, text), text)
      posted.add(`@Mira ${round}:${n}`)
    }
    // some were told, others not, and of some nobody knows
    const before = (await noticesOf(server, mira.cookie)).unread
    await eventually(async () => {
      expect((await noticesOf(server, mira.cookie)).unread).toBeGreaterThan(before)
    }, PATIENCE_MS)
    await server.end('SIGKILL')
    take(client)
    client.destroy()
    await server.start()
  }
  const client = await comeBack()
  await eventually(() => {
    take(client)
    expect(unanswered.size).toBe(0)
  }, PATIENCE_MS)
  const quotes = await eventually(async () => {
    const found: (string | null)[] = []
    let before = Number.MAX_SAFE_INTEGER
    for (let more = true; more; ) {
      const answer = await server.request(mira.cookie, 'GET', `/api/notices?before=${before}`)
      const page = (await answer.json()) as Awaited<ReturnType<typeof noticesOf>>
      found.push(...page.notices.filter(({ about }) => about === 'mention').map(({ quote }) => quote))
      before = page.notices.at(-1)?.id ?? 0
      more = page.more
    }
    if (found.length < posted.size) throw new Error(`${found.length} of ${posted.size}`)
    return found
  }, PATIENCE_MS)
  expect(quotes.toSorted()).toEqual([...posted].sort())
  client.destroy()
})
