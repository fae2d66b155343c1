import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { png, pngOf } from '../../pictures.ts'
import { castOf, peopleOf, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { added, download, drafts, filesOf, stored, upload } from './file-client.ts'

const FILE_BYTES = 100_000
const FILES_BYTES = 250_000
const server = new TestServer({ MAX_FILE_BYTES: String(FILE_BYTES), MAX_FILES_BYTES: String(FILES_BYTES) })
const picture = png(40, 30)
let cookie: string
let document: string

beforeAll(async () => {
  await server.start()
  cookie = await server.guest()
  document = await server.newDocument(cookie)
})
afterAll(() => server.dispose())

const text = (words: string): Uint8Array => Buffer.from(words)
const errorOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: string }).error

describe('a file', () => {
  test('[F1, F3] is sent back octet for octet, and what it is was told by its content', async () => {
    const file = await added(server, cookie, document, picture, 'Our garden.png')
    expect(file).toMatchObject({
      id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/),
      name: 'Our garden.png',
      size: picture.length,
      type: 'image/png',
      pixels: { width: 40, height: 30 },
    })
    const answer = await download(server, cookie, document, file.id)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="Our garden.png"; filename*=UTF-8''Our%20garden.png`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('[F1] that was said to be there is there after the server was killed', async () => {
    const octets = text('kept')
    const { id } = await added(server, cookie, document, octets, 'kept.txt')
    await server.end('SIGKILL')
    await server.start()
    expect(await (await download(server, cookie, document, id)).text()).toBe('kept')
  })

  test('[F1] lies under its hash, once, for the server’s user alone', async () => {
    const octets = text('the same')
    const first = await added(server, cookie, document, octets, 'one.txt')
    const second = await added(server, cookie, await server.newDocument(cookie), octets, 'two.txt')
    expect(second.id).not.toBe(first.id)
    const hash = createHash('sha256').update(octets).digest('hex')
    const paths = stored(server).filter((path) => path.endsWith(hash))
    expect(paths).toEqual([join(hash.slice(0, 2), hash)])
    expect(statSync(join(server.dataDir, 'files', paths[0] ?? '')).mode & 0o077).toBe(0)
  })

  test('[F1] that is sent again under its name is the one that is there', async () => {
    const first = await added(server, cookie, document, text('again'), 'again.txt')
    expect(await added(server, cookie, document, text('again'), 'again.txt')).toEqual(first)
  })

  test('[F3] is asked for anew each time, and not sent again while it is the same', async () => {
    const { id } = await added(server, cookie, document, picture)
    const etag = (await download(server, cookie, document, id)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
    const again = await download(server, cookie, document, id, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(again.headers.get('cache-control')).toBe('private, no-cache')
    expect((await download(server, cookie, document, id, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('[F3] is listed with the rest of its document', async () => {
    const own = await server.newDocument(cookie)
    const file = await added(server, cookie, own, text('listed'), 'l.txt')
    const answer = await server.request(cookie, 'GET', filesOf(own))
    expect(await answer.json()).toMatchObject({
      files: [file],
      used: 6,
      limits: { fileBytes: FILE_BYTES, documentBytes: FILES_BYTES },
    })
  })
})

describe('[F3, SEC 32] parts of a file', () => {
  const octets = text('0123456789')
  const partOf = async (range: string, more: Record<string, string> = {}, method = 'GET') => {
    const { id } = await added(server, cookie, document, octets, 'digits.txt')
    return download(server, cookie, document, id, { range, ...more }, '', method)
  }

  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ['bytes=9-999999999999999', '9', 'bytes 9-9/10'],
  ])('%s are sent', async (range, part, said) => {
    const answer = await partOf(range)
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      206,
      part,
      said,
    ])
  })

  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s are not there', async (range) => {
    const answer = await partOf(range)
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      416,
      '',
      'bytes */10',
    ])
  })

  test.each([
    'bytes=0-1,3-4',
    `bytes=${'0-,'.repeat(2_000)}`,
    'lines=1-2',
    'bytes=3-1',
    'bytes=a-b',
    'bytes=-',
    `bytes=0-${'9'.repeat(40)}`,
  ])('%s is all of it', async (range) => {
    const answer = await partOf(range)
    expect([answer.status, await answer.text()]).toEqual([200, '0123456789'])
  })

  test('a part of what has changed is all of it', async () => {
    expect((await partOf('bytes=0-3', { 'if-range': '"other"' })).status).toBe(200)
  })

  test('HEAD says how much it would be', async () => {
    const answer = await partOf('bytes=0-3', {}, 'HEAD')
    expect([answer.status, answer.headers.get('content-length')]).toEqual([206, '4'])
    expect(await answer.text()).toBe('')
  })
})

describe('[F4, SEC 29, SEC 25] a name', () => {
  test.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['%2e%2e/%2e%2e/x', 'x'],
    ['/etc/passwd', 'passwd'],
    ['nul\0l.txt', 'null.txt'],
    ['CON', 'CON'],
    ['..', 'file'],
    ['', 'file'],
    ['a"b.txt', 'a_b.txt'],
    ['a\r\nSet-Cookie: x=1', 'aSet-Cookie_ x=1'],
    ['invoice\u202etxt.exe', 'invoicetxt.exe'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
    ['Größe Ω 🙂.txt', 'Größe Ω 🙂.txt'],
  ])('%j is no path and no header', async (given, name) => {
    const file = await added(server, cookie, document, text(`content of ${given}`), given)
    expect(file.name).toBe(name)
    const answer = await download(server, cookie, document, file.id)
    const said = answer.headers.get('content-disposition') ?? ''
    expect(said).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w%.~!#$&+^`|-]*$/)
    expect(decodeURIComponent(said.split("''")[1] ?? '')).toBe(name)
    expect(answer.headers.has('set-cookie')).toBe(false)
    for (const path of stored(server)) expect(path).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}$/)
  })
})

describe('[F3, SEC 30] what a file is', () => {
  const html = '<!doctype html><script>top.__x = 1</script>'
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="top.__x = 1"/>'

  test.each([
    ['HTML called a picture', text(html), 'a.png', 'application/octet-stream'],
    ['an SVG', text(svg), 'a.svg', 'application/octet-stream'],
    [
      'an SVG behind a byte order mark',
      text(`\ufeff<?xml version="1.0"?>${svg}`),
      'a.png',
      'application/octet-stream',
    ],
    ['HTML behind which a PDF begins', text(`${html}%PDF-1.7`), 'a.pdf', 'application/octet-stream'],
    ['a PDF with HTML in it', text(`%PDF-1.7\n${html}`), 'a.html', 'application/pdf'],
    ['a GIF that is a script', text('GIF89a/*\0\0*/=0;alert(1)'), 'a.js', null],
    ['an archive', text('PK\x03\x04'), 'a.docx', 'application/zip'],
    ['words', text('words'), 'a.txt', 'application/octet-stream'],
  ])('%s is a download of what it is', async (_, octets, name, type) => {
    const file = await added(server, cookie, document, octets, name)
    expect(file.pixels).toBeNull()
    const answer = await download(server, cookie, document, file.id)
    if (type === null) {
      expect([answer.status, await errorOf(answer)]).toEqual([415, 'not-shown'])
      return
    }
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  })

  test('a picture with a page behind it is a picture', async () => {
    const both = Buffer.concat([picture, text(html)])
    const answer = await download(
      server,
      cookie,
      document,
      (await added(server, cookie, document, both, 'a.html')).id,
    )
    expect(answer.headers.get('content-type')).toBe('image/png')
  })

  test.each(['text/html', 'image/svg+xml', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'declared as %j it is not taken',
    async (type) => {
      const answer = await upload(server, cookie, document, text(html), 'a.png', { 'content-type': type })
      expect([answer.status, await errorOf(answer)]).toEqual([415, 'content-type'])
    },
  )

  test.each([
    ['30,000 pixels a side', pngOf(30_000, 30_000, Buffer.alloc(8))],
    ['a line of 4,000,000,000 pixels', pngOf(4_000_000_000, 1, Buffer.alloc(8))],
    ['no pixels', pngOf(0, 10, Buffer.alloc(8))],
    ['a large one that moves', pngOf(6_000, 6_000, Buffer.alloc(8), true)],
    ['a header that is cut off', picture.subarray(0, 20)],
    ['another kind that browsers draw', Buffer.concat([text('BM'), Buffer.alloc(60)])],
  ])('[SEC 32] a picture with %s is not shown, but can be saved', async (_, octets) => {
    const file = await added(server, cookie, document, octets, 'bomb.png')
    expect(file.pixels).toBeNull()
    expect((await download(server, cookie, document, file.id)).status).toBe(415)
    const answer = await download(server, cookie, document, file.id, {}, '?download')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(octets)
  })
})

describe('[F2, SEC 32] too much', () => {
  test('of a file is refused before it comes, and while it comes', async () => {
    const own = await server.newDocument(cookie)
    const before = stored(server)
    for (const body of [Buffer.alloc(FILE_BYTES + 1), endless()]) {
      const answer = await upload(server, cookie, own, body)
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({
        error: 'file-size',
        message: 'A file may have 100 KB. Nothing was added.',
      })
    }
    expect(stored(server)).toEqual(before)
    expect((await upload(server, cookie, own, Buffer.alloc(FILE_BYTES))).status).toBe(201)
  })

  test('of a document is refused in words', async () => {
    const own = await server.newDocument(cookie)
    for (const fill of [1, 2]) await added(server, cookie, own, Buffer.alloc(FILE_BYTES, fill), `${fill}`)
    for (const body of [Buffer.alloc(50_001), endless()]) {
      const answer = await upload(server, cookie, own, body)
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({
        error: 'files-full',
        message:
          'The files of a document may have 250 KB together, and 200 KB are there already. Nothing was added.',
      })
    }
    expect((await upload(server, cookie, own, Buffer.alloc(50_000))).status).toBe(201)
    expect((await upload(server, cookie, own, text('x'))).status).toBe(413)
    expect(drafts(server)).toEqual([])
  })

  test('[F2] at the same time cannot be more than the document may have', async () => {
    const own = await server.newDocument(cookie)
    const answers = await Promise.all(
      [1, 2, 3, 4].map((fill) => upload(server, cookie, own, Buffer.alloc(FILE_BYTES, fill), `${fill}`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413])
  })

  test('[F2] of a document is over when one is removed', async () => {
    const own = await server.newDocument(cookie)
    const { id } = await added(server, cookie, own, Buffer.alloc(FILE_BYTES, 1), '1')
    await added(server, cookie, own, Buffer.alloc(FILE_BYTES, 2), '2')
    expect((await upload(server, cookie, own, Buffer.alloc(60_000))).status).toBe(413)
    const path = `${filesOf(own)}/${id}`
    expect((await server.request(cookie, 'DELETE', path)).status).toBe(204)
    expect((await server.request(cookie, 'DELETE', path)).status).toBe(404)
    expect((await download(server, cookie, own, id)).status).toBe(404)
    expect((await upload(server, cookie, own, Buffer.alloc(60_000))).status).toBe(201)
  })

  test('[F2] what its sender breaks off leaves nothing', async () => {
    const own = await server.newDocument(cookie)
    const before = stored(server)
    const abort = new AbortController()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(1_000)),
    })
    const sent = fetch(`${server.url}${filesOf(own)}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      body,
      signal: abort.signal,
      ...({ duplex: 'half' } as object),
    })
    await expect.poll(() => drafts(server)).toHaveLength(1)
    abort.abort()
    await expect(sent).rejects.toThrow()
    await expect.poll(() => drafts(server)).toEqual([])
    expect(stored(server)).toEqual(before)
  })

  test('[F2] an empty file is none', async () => {
    const answer = await upload(server, cookie, document, new Uint8Array())
    expect([answer.status, await errorOf(answer)]).toEqual([400, 'empty'])
  })

  test('[F2] what a killed server left half there is gone when it is back', async () => {
    const own = await server.newDocument(cookie)
    let stop: (() => void) | undefined
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array(1_000))
        stop = () => controller.close()
      },
    })
    const sent = upload(server, cookie, own, body).catch(() => null)
    await expect.poll(() => drafts(server)).toHaveLength(1)
    await server.end('SIGKILL')
    stop?.()
    await sent
    await server.start()
    expect(drafts(server)).toEqual([])
  })
})

describe('[F5, SEC 31, SEC 43] who may', () => {
  test('read a file is who may read its document at that moment', async () => {
    const people = await peopleOf(server)
    const cast = await castOf(server, people)
    const { id } = await added(server, people.editor.cookie, cast.document, picture, 'p.png')
    const statusFor = async (role: Parameters<typeof cast.cookieOf>[0]): Promise<number> =>
      (await download(server, cast.cookieOf(role), cast.document, id)).status
    for (const role of ['owner', 'editor', 'commenter', 'viewer', 'by link'] as const) {
      expect(await statusFor(role), role).toBe(200)
    }
    for (const role of ['locked', 'banned', 'former', 'stranger'] as const) {
      expect(await statusFor(role), role).toBe(403)
    }
    expect(await statusFor('nobody')).toBe(401)

    const etag = { 'if-none-match': '*' }
    const path = `/api/documents/${cast.document}`
    await server.request(people.owner.cookie, 'DELETE', `${path}/members`, { userId: people.viewer.id })
    await server.request(people.owner.cookie, 'PUT', `${path}/link`, { role: null })
    for (const role of ['viewer', 'by link'] as const) {
      expect((await download(server, cast.cookieOf(role), cast.document, id, etag)).status, role).toBe(403)
    }
    await server.request(people.owner.cookie, 'DELETE', path)
    expect((await download(server, people.owner.cookie, cast.document, id, etag)).status).toBe(404)
  })

  test('a file is found by its document and its own id alone', async () => {
    const { id } = await added(server, cookie, document, picture, 'mine.png')
    const other = await server.newDocument(cookie)
    const ids = [
      id.toUpperCase(),
      'none',
      '0'.repeat(26),
      `${id}0`,
      '%2e%2e',
      createHash('sha256').digest('hex'),
    ]
    for (const wrong of ids) {
      expect((await download(server, cookie, document, wrong)).status, wrong).toBeOneOf([400, 404])
    }
    expect((await download(server, cookie, other, id)).status).toBe(404)
    const theirs = await server.newDocument(await server.guest())
    expect((await download(server, cookie, theirs, id)).status).toBe(403)
  })

  test('[R5] a role that was taken while a file came in counts', async () => {
    const owner = await signUp(server, 'Owner')
    const editor = await signUp(server, 'Editor')
    const own = await server.newDocument(owner.cookie)
    const member = { userId: editor.id, role: 'editor' }
    await server.request(owner.cookie, 'PUT', `/api/documents/${own}/members`, member)
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(text('begun')),
      pull: async (controller) => {
        await expect.poll(() => drafts(server)).toHaveLength(1)
        const viewer = { userId: editor.id, role: 'viewer' }
        await server.request(owner.cookie, 'PUT', `/api/documents/${own}/members`, viewer)
        controller.close()
      },
    })
    const answer = await upload(server, editor.cookie, own, body)
    expect([answer.status, await errorOf(answer)]).toEqual([403, 'role'])
    const list = await server.request(owner.cookie, 'GET', filesOf(own))
    expect(await list.json()).toMatchObject({ files: [] })
  })

  test('[X1, SEC 40] another site may not add one', async () => {
    const headers = { origin: 'https://evil.example' }
    const answer = await upload(server, cookie, document, picture, 'a.png', headers)
    expect([answer.status, await errorOf(answer)]).toEqual([403, 'origin'])
  })
})

describe('[F6] the files of a copied text', () => {
  const copy = (who: string, to: string, body: object): Promise<Response> =>
    server.request(who, 'POST', `${filesOf(to)}/copy`, body)

  test('are there under their ids, and stay when the first document goes', async () => {
    const from = await server.newDocument(cookie)
    const to = await server.newDocument(cookie)
    const one = await added(server, cookie, from, picture, 'one.png')
    const two = await added(server, cookie, from, text('two'), 'two.txt')
    expect(await (await copy(cookie, to, { from, files: [one.id, 'nonsense'] })).json()).toEqual({
      copied: 1,
    })
    expect((await download(server, cookie, to, two.id)).status).toBe(404)
    expect(await (await copy(cookie, to, { from })).json()).toEqual({ copied: 1 })
    expect(await (await copy(cookie, to, { from })).json()).toEqual({ copied: 0 })
    await server.request(cookie, 'DELETE', `/api/documents/${from}`)
    expect((await download(server, cookie, to, one.id)).status).toBe(200)
    expect(await (await download(server, cookie, to, two.id)).text()).toBe('two')
  })

  test('[SEC 43] come only out of a document that the visitor may read', async () => {
    const from = await server.newDocument(cookie)
    const { id } = await added(server, cookie, from, picture, 'secret.png')
    const thief = await server.guest()
    const to = await server.newDocument(thief)
    const answer = await copy(thief, to, { from, files: [id] })
    expect([answer.status, await errorOf(answer)]).toEqual([403, 'no-access'])
    expect((await download(server, thief, to, id)).status).toBe(404)
    expect((await copy(thief, to, { from: '0'.repeat(26) })).status).toBe(404)
    expect((await copy(thief, to, { from: '../x' })).status).toBe(400)
    expect((await copy(thief, to, { from, files: 'all' })).status).toBe(400)
  })

  test('[F2] fit into the document, or none of them comes', async () => {
    const from = await server.newDocument(cookie)
    const to = await server.newDocument(cookie)
    for (const fill of [1, 2]) {
      await added(server, cookie, from, Buffer.alloc(80_000, fill), `${fill}`)
      await added(server, cookie, to, Buffer.alloc(90_000, fill), `${fill}`)
    }
    const answer = await copy(cookie, to, { from })
    expect([answer.status, await errorOf(answer)]).toEqual([413, 'files-full'])
    expect(await (await server.request(cookie, 'GET', filesOf(to))).json()).toMatchObject({ used: 180_000 })
  })
})

test('[F2] files come in at a bounded rate', async () => {
  const limited = new TestServer({ RATE_LIMITS: 'on' })
  await limited.start()
  try {
    const guest = await limited.guest()
    const own = await limited.newDocument(guest)
    const statuses = new Set<number>()
    for (let i = 0; i < 130 && !statuses.has(429); i += 1) {
      statuses.add((await upload(limited, guest, own, text('x'), 'x')).status)
    }
    expect([...statuses]).toEqual([201, 429])
  } finally {
    await limited.dispose()
  }
})

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(8_192)) })
}
