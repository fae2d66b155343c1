import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { type Person, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'
import { told } from './notice-reader.ts'

const PATIENCE_MS = 20_000

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
      // undo the soft line breaks and escapes of quoted-printable, and folded headers
      stream.on('end', () => {
        letters.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '=').replaceAll('\r\n ', ' '))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => post.listen(port, '127.0.0.1', resolve))
  server = new TestServer({ SMTP_URL: `smtp://127.0.0.1:${port}`, NOTICE_LETTER_MINUTES: '0' })
  server.port = await freePort()
  await server.start()
})
afterAll(async () => {
  await server.dispose()
  await new Promise<void>((resolve) => post.close(resolve))
})

const lettersTo = ({ email }: Person, words: string): string[] =>
  letters.filter((text) => text.includes(`To: ${email}`) && text.includes(words))

const letterTo = (person: Person, words: string): Promise<string> =>
  eventually(() => {
    const [found] = lettersTo(person, words)
    if (found === undefined) throw new Error(`no letter to ${person.name}`)
    return found
  }, PATIENCE_MS)

/** Notices that the disk knows to be posted. */
function posted(): number {
  const db = new DatabaseSync(join(server.dataDir, 'talk.db'), { readOnly: true, timeout: 5_000 })
  const row = db.prepare('SELECT count(*) AS count FROM notices WHERE mailed_at > 0').get()
  db.close()
  return Number(row?.count)
}

/** Somebody whose address is known to be theirs. */
async function confirmed(name: string): Promise<Person> {
  const person = await signUp(server, name)
  const address = /http:\S+verify-email\S+/.exec(await letterTo(person, 'verify-email'))?.[0] ?? ''
  await fetch(address, { redirect: 'manual' })
  return person
}

async function share(owner: Person, person: Person, title: string): Promise<string> {
  const document = await server.newDocument(owner.cookie, title)
  const member = { userId: person.id, role: 'editor' }
  await server.request(owner.cookie, 'PUT', `/api/documents/${document}/members`, member)
  await told(server, person.cookie, 'share')
  return document
}

test('[Y11] unread notices go out as one letter with links; a restart posts nothing twice, nor within the hour', async () => {
  const [olive, mira] = [await signUp(server, 'Olive'), await confirmed('Mira')]
  const document = await share(olive, mira, 'The plan')
  const letter = await letterTo(mira, 'unread notice')
  expect(letter).toContain('Olive lets you edit The plan')
  expect(letter).toContain(`/d/${document}`)
  expect(letter).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  await eventually(() => expect(posted()).toBe(1))
  await server.end('SIGKILL')
  await server.start()
  await share(olive, mira, 'Another')
  // what goes to somebody else shows that the round was made
  const jon = await confirmed('Jon')
  await share(olive, jon, 'A third')
  await letterTo(jon, 'A third')
  expect(lettersTo(mira, 'unread notice')).toHaveLength(1)
})

test('[Y12] one request without a session, as mail programs send it, stops the letters', async () => {
  const [olive, ines] = [await signUp(server, 'Olive'), await confirmed('Ines')]
  await share(olive, ines, 'First')
  const letter = await letterTo(ines, 'unread notice')
  const address = /List-Unsubscribe: <([^>]+)>/.exec(letter)?.[1]?.replaceAll(/\s/g, '') ?? ''
  const setting = async () =>
    (await (await server.request(ines.cookie, 'GET', '/api/notices/letters')).json()) as unknown
  expect(await setting()).toEqual({ on: true, delivers: true })
  const forged = address.replace(ines.id, olive.id)
  expect((await fetch(forged, { method: 'POST' })).status).toBe(400)
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  expect((await fetch(address, { method: 'POST', body })).status).toBe(200)
  expect(await setting()).toEqual({ on: false, delivers: true })
  await server.request(ines.cookie, 'PUT', '/api/notices/letters', { on: true })
  expect(await setting()).toEqual({ on: true, delivers: true })
})

test('[Y11] who has not confirmed the address gets none, and guests neither', async () => {
  const [olive, paul] = [await signUp(server, 'Olive'), await signUp(server, 'Paul')]
  await share(olive, paul, 'Unconfirmed')
  const witness = await confirmed('Wilma')
  await share(olive, witness, 'Confirmed')
  await letterTo(witness, 'unread notice')
  expect(lettersTo(paul, 'unread notice')).toEqual([])
})
