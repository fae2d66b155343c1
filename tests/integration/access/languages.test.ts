import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { TestServer } from '../test-server.ts'

let server: TestServer

beforeAll(async () => {
  // nobody answers there: pages are not there
  server = new TestServer({ NEXT_URL: `http://127.0.0.1:${await freePort()}` })
  await server.start()
})
afterAll(() => server.dispose())

const GERMAN = { 'accept-language': 'fr, de-AT;q=0.8, en;q=0.2' }
const messageOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { message: string }).message
const get = (path: string, headers: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers })

test('[I2] a refusal of the API has the same word in every language, and a sentence in that of the request', async () => {
  const answer = await get('/api/documents', GERMAN)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({
    error: 'session',
    message: 'Du bist nicht angemeldet, oder nicht mehr. Melde dich neu an.',
  })
  expect(await messageOf(await get('/api/documents', {}))).toBe(
    'You are not signed in, or no longer. Sign in again.',
  )
  expect(await messageOf(await get('/api/nothing', GERMAN))).toBe('Unter dieser Adresse gibt es nichts.')
})

test('[I2] the language that was chosen goes before those of the browser', async () => {
  const chosen = { ...GERMAN, cookie: 'other=1; scriptorium-language=en' }
  expect(await messageOf(await get('/api/documents', chosen))).toMatch(/^You are not signed in/)
})

test('[I2] a handshake is refused in the language of its page', async () => {
  expect(await messageOf(await get('/sync/nothing', GERMAN))).toBe('Diese Adresse spricht WebSocket.')
})

test('[I2] the page that stands in for all others speaks it too', async () => {
  const answer = await get('/', GERMAN)
  expect(answer.status).toBe(502)
  const page = await answer.text()
  expect(page).toContain('<html lang="de">')
  expect(page).toContain('Die Seiten sind noch nicht da')
})
