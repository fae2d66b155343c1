import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { expectRefusal } from './knock.ts'
import { Scene } from './scene.ts'
import { visitRequest } from './sync-client.ts'
import { requestUpgrade } from './upgrade-request.ts'
import { eventually } from './within.ts'

const WAIT_MS = 30_000
const server = new TestServer({ NODE_OPTIONS: '--import=./tests/integration/wire/busy-loop.ts' })
/** Makes the server's event loop busier, and from the busiest idle. */
const nextLevel = (): void => void process.kill(server.pid, 'SIGUSR2')

beforeAll(() => server.start())
afterAll(() => server.dispose())

test('[L5, H12, C13] a server too busy lets nobody in, then sends the newest away; the others write on', async () => {
  const owner = await server.guest()
  const scene = await Scene.open(server, owner)
  const newest = await scene.join()
  const visit = visitRequest({ document: scene.document, cookie: owner })
  const knock = async () => {
    const answer = await requestUpgrade(server.port, visit)
    answer.socket.destroy()
    return answer
  }
  nextLevel()
  const refused = await eventually(async () => {
    const answer = await knock()
    expect(answer.status).toBe(503)
    return answer
  }, WAIT_MS)
  expectRefusal(refused, 503, 'overload')
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(newest.line.closing).toBeNull()
  nextLevel()
  await eventually(() => expect(newest.line.closing).toEqual({ code: 1013, reason: 'overload 15' }), WAIT_MS)
  nextLevel()
  await eventually(async () => expect((await knock()).status).toBe(101), WAIT_MS)
  await scene.expectOnly('still here')
  scene.leave()
})
