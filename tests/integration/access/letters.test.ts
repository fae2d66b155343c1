import { randomUUID } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { PASSWORD, signUp } from './cast.ts'

const letters: string[] = []
let post: SMTPServer
let server: TestServer

beforeAll(async () => {
  const port = await freePort()
  post = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString()
      })
      // undo the soft line breaks and escapes of quoted-printable
      stream.on('end', () => {
        letters.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '='))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => post.listen(port, '127.0.0.1', resolve))
  server = new TestServer({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Scriptorium <docs@example.org>',
  })
  server.port = await freePort()
  await server.start()
})
afterAll(async () => {
  await server.dispose()
  await new Promise<void>((resolve) => post.close(resolve))
})

const letterTo = (email: string, subject: string): Promise<string> =>
  eventually(() => {
    const found = letters.find(
      (text) => text.includes(`To: ${email}`) && text.includes(`Subject: ${subject}`),
    )
    if (found === undefined) throw new Error(`no letter to ${email}`)
    return found
  })

test('[U5] a letter for a new password goes out by SMTP, with an address that works', async () => {
  const person = await signUp(server, 'Rosa')
  await server.request('', 'POST', '/api/auth/request-password-reset', { email: person.email })
  const letter = await letterTo(person.email, 'Choose a new password')
  expect(letter).toContain('From: Scriptorium <docs@example.org>')
  const token = /\/reset-password#([\w-]+)/.exec(letter)?.[1]
  const answer = await server.request('', 'POST', '/api/auth/reset-password', {
    token,
    newPassword: 'a new password',
  })
  expect(answer.status).toBe(200)
})

test('[U1] where letters are delivered an invited role waits until the address is confirmed', async () => {
  const owner = await signUp(server, 'Olive')
  const document = await server.newDocument(owner.cookie)
  const email = `${randomUUID()}@example.org`
  const members = `/api/documents/${document}/members`
  await server.request(owner.cookie, 'PUT', members, { email, role: 'editor' })
  const invited = await signUp(server, 'Ines', email)
  expect((await server.request(invited.cookie, 'GET', `/api/documents/${document}`)).status).toBe(403)
  const address = /http:\S+verify-email\S+/.exec(await letterTo(email, 'Confirm your address'))?.[0] ?? ''
  await fetch(address, { redirect: 'manual' })
  const answer = await server.request(invited.cookie, 'GET', `/api/documents/${document}`)
  expect(await answer.json()).toMatchObject({ role: 'editor' })
})

test('[I2] a letter speaks the language of whoever causes it', async () => {
  const email = `${randomUUID()}@example.org`
  const headers = { 'content-type': 'application/json', 'accept-language': 'de-DE, en;q=0.5' }
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${server.url}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  await post('sign-up/email', { name: 'Grete', email, password: PASSWORD })
  expect(await letterTo(email, '=?UTF-8?Q?Best=C3=A4tige_deine_Adresse')).toMatch(/http:\S+verify-email\S+/)
  await post('request-password-reset', { email })
  expect(await letterTo(email, '=?UTF-8?Q?W=C3=A4hle_ein_neues_Passwort')).toMatch(/reset-password#[\w-]+/)
})

test('[U5] a letter that cannot be sent is said so, and the password stays', async () => {
  const person = await signUp(server, 'Paul')
  await new Promise<void>((resolve) => post.close(resolve))
  await server.request('', 'POST', '/api/auth/request-password-reset', { email: person.email })
  await eventually(() => expect(server.errors).toMatch(/ECONNREFUSED|ESOCKET/))
  const body = { email: person.email, password: PASSWORD }
  expect((await server.request('', 'POST', '/api/auth/sign-in/email', body)).status).toBe(200)
})
