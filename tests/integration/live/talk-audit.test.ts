import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { LiveClient } from './live-client.ts'

const server = new TestServer()
beforeAll(() => server.start())
afterAll(() => server.dispose())

test('[V6, Y10] what an owner does to the chat is in the audit, once, also over a kill', async () => {
  const owner = await server.guest()
  const document = await server.newDocument(owner)
  const topic = `chat:${document}`
  const client = await LiveClient.listen(server, owner, topic)
  client.post(topic, 'not for long')
  await client.answered(client.do(topic, { kind: 'clear' }))
  await client.answered(client.do(topic, { kind: 'switch', on: false }))
  await server.end('SIGKILL')
  await server.start()
  const again = await LiveClient.listen(server, owner, topic)
  await again.answered(again.do(topic, { kind: 'switch', on: true }))
  again.destroy()
  await eventually(async () => {
    const answer = await server.request(owner, 'GET', `/api/documents/${document}/audit`)
    const { entries } = (await answer.json()) as { entries: { action: string; actor: string }[] }
    expect(entries.map(({ action }) => action)).toEqual(['chat-on', 'chat-off', 'chat-cleared', 'created'])
  })
})
