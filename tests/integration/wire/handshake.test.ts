import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { expectRefusal, furnish, type Knock, knock } from './knock.ts'
import { RawClient } from './raw-client.ts'
import { visitRequest } from './sync-client.ts'
import { requestUpgrade, type UpgradeAnswer } from './upgrade-request.ts'
import { eventually } from './within.ts'

const ONE_EACH = { RATE_LIMITS: 'on', MAX_CONNECTIONS_PER_USER: '1' }
const roomy = new TestServer(ONE_EACH)
const full = new TestServer({ ...ONE_EACH, MAX_CONNECTIONS: '1' })

beforeAll(async () => {
  await Promise.all([furnish(roomy), furnish(full)])
})
afterAll(async () => {
  await Promise.all([roomy.dispose(), full.dispose()])
})

type Spoil = (at: Knock) => Knock
type Fault = readonly [id: string, name: string, spoil: Spoil, status: number, error: string]

const part =
  (changed: Partial<Knock>): Spoil =>
  (at) => ({ ...at, ...changed })
const header =
  (name: string, value: string | null): Spoil =>
  (at) => ({ ...at, headers: { ...at.headers, [name]: value } })
// a stranger's document that is also in the trash
const withoutAccess: Spoil = (at) => ({ document: 'strangers', ...at })

const FAULTS: readonly Fault[] = [
  ['H1', 'not GET', part({ method: 'POST' }), 405, 'method'],
  ['H2', 'no upgrade', header('Upgrade', null), 426, 'upgrade'],
  ['H3', 'an old version', header('Sec-WebSocket-Version', '8'), 426, 'version'],
  ['H4', 'a bad key', header('Sec-WebSocket-Key', 'short'), 400, 'malformed'],
  ['H5', 'a malformed query', part({ query: '?a=%zz' }), 400, 'malformed'],
  ['H6', 'the Origin of another site', header('Origin', 'https://evil.example'), 403, 'origin'],
  ['H7', 'no endpoint', part({ path: '/elsewhere' }), 404, 'no-endpoint'],
  ['H8', 'no session', part({ who: 'nobody' }), 401, 'session'],
  ['H9', 'a document in the trash', part({ document: 'trashed' }), 404, 'no-document'],
  ['H10', 'no access', withoutAccess, 403, 'no-access'],
  ['H11', 'too many of one person', part({ who: 'busy' }), 429, 'rate'],
  ['H12', 'a full server', part({ server: full }), 503, 'full'],
]

test.each(FAULTS)('[%s] %s', async (_id, _name, spoil, status, error) => {
  expectRefusal(await knock(spoil({ server: roomy })), status, error)
})

const NEIGHBOURS = FAULTS.slice(1).map((later, i) => [FAULTS[i] as Fault, later] as const)
for (const [[id, name, spoil, status, error], [laterId, laterName, spoilToo]] of NEIGHBOURS) {
  test(`[${id}, ${laterId}] ${name} is told before ${laterName}`, async () => {
    expectRefusal(await knock(spoilToo(spoil({ server: roomy }))), status, error)
  })
}

test('[H3, H12] an upgrade with every fault is told the first', async () => {
  const everything = FAULTS.slice(2).reduce<Knock>((at, [, , spoil]) => spoil(at), { server: roomy })
  expectRefusal(await knock(everything), 426, 'version')
})

test('[H11, H12, SEC 8] the answer says when to come back', async () => {
  for (const at of [{ server: roomy, who: 'busy' }, { server: full }] as const) {
    const { headers } = await knock(at)
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  }
})

test('[H11, SEC 8] who opens connections too fast is told so', async () => {
  const Cookie = await roomy.guest()
  const tooFast = async (attempts: number): Promise<UpgradeAnswer> => {
    const answer = await knock({ server: roomy, headers: { Cookie } })
    answer.socket.destroy()
    // 30 s are for who has too many connections: the one before may not have ended yet
    const pace = answer.status === 429 && answer.headers.get('retry-after') !== '30'
    return pace || attempts === 0 ? answer : tooFast(attempts - 1)
  }
  const answer = await tooFast(1_000)
  expectRefusal(answer, 429, 'rate')
  expect(answer.headers.get('retry-after')).toBe('1')
})

test('[H12, SEC 8] of many who come at once no more are taken in than there is room for', async () => {
  const small = new TestServer({ MAX_CONNECTIONS: '7' })
  await small.start()
  const cookie = await small.guest()
  const visit = visitRequest({ document: await small.newDocument(cookie), cookie })
  const answers = await Promise.all(Array.from({ length: 40 }, () => requestUpgrade(small.port, visit)))
  expect(answers.filter(({ status }) => status === 101)).toHaveLength(7)
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(33)
  for (const { socket } of answers) socket.destroy()
  await eventually(async () => (await RawClient.open(small.port, visit)).destroy())
  await small.dispose()
})

test('[H12] a draining server takes nobody in', async () => {
  const server = new TestServer()
  await server.start()
  const cookie = await server.guest()
  const visit = visitRequest({ document: await server.newDocument(cookie), cookie })
  const stayer = await RawClient.open(server.port, visit)
  // an unanswered close holds the door open
  stayer.ignoreClose()
  const gone = server.end('SIGTERM')
  await eventually(() => expect(stayer.closing?.code).toBe(1012))
  const answer = await requestUpgrade(server.port, visit)
  expectRefusal(answer, 503, 'draining')
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  stayer.destroy()
  expect(await gone).toBe(0)
  await server.dispose()
})

test('[H10] access that was given opens the door', async () => {
  const stranger = await roomy.guest()
  const document = await roomy.newDocument(stranger)
  const path = `/sync/${document}`
  expectRefusal(await knock({ server: roomy, path }), 403, 'no-access')
  await roomy.request(stranger, 'PUT', `/api/documents/${document}/link`, { role: 'viewer' })
  const answer = await knock({ server: roomy, path })
  answer.socket.destroy()
  expect(answer.status).toBe(101)
})
