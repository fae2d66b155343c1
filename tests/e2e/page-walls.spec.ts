import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './app.ts'
import { ask, type Heard } from './ask.ts'
import type { Guest } from './guest.ts'
import { expect, test } from './product.ts'

const TITLE = 'Quagga 7714'
const BUILD = '.next'
const NEXT_ID = (): string => readFileSync(join(BUILD, 'BUILD_ID'), 'utf8').trim()

/** A document that nobody but its owner may open. */
async function secretOf(owner: Guest): Promise<string> {
  const id = await owner.newDocument(null)
  const sheet = await owner.open(id)
  await sheet.title.click()
  await sheet.page.keyboard.type(TITLE)
  await sheet.isNow('saved')
  await sheet.page.close()
  await expect
    .poll(async () => (await owner.context.request.get(`${new URL(sheet.page.url()).origin}/`)).text())
    .toContain(TITLE)
  return id
}

const MIDDLEWARE = ['middleware', 'src/middleware', 'pages/_middleware', 'proxy', 'src/proxy'].map(
  (name) => ({ 'x-middleware-subrequest': Array(5).fill(name).join(':') }),
)

/** What Next.js says to itself, or is told by its own pages and by those who host it. */
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  ...MIDDLEWARE,
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/d/$d$id/__PAGE__' },
  { rsc: '1', 'next-router-state-tree': encodeURIComponent('["",{"children":["d",{}]},null,"refetch"]') },
  { 'x-nextjs-data': '1' },
  {
    'x-matched-path': '/d/[id]',
    'x-now-route-matches': 'nxtPid=ID',
    'x-invoke-path': '/d/ID',
    'x-invoke-status': '200',
  },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { 'x-scriptorium-address': '127.0.0.1', 'x-nextjs-rewritten-path': '/d/ID', 'x-original-url': '/d/ID' },
  { 'x-http-method-override': 'GET', 'x-rewrite-url': '/d/ID' },
]

const PATHS = [
  '/d/ID',
  '/d/ID.rsc',
  '/d/ID?_rsc=1',
  '/d/ID.txt',
  '/d/ID.segments/_tree.segment.rsc',
  '/_next/data/BUILD/d/ID.json',
  '/_next/data/BUILD/index.json',
  '/en/d/ID',
  '/de/d/ID',
  '//d/ID',
  '/d//ID',
  '/D/ID',
  '/d/UPPER',
  '/d%2FID',
  '/d/ID/',
  '/d/ID%20',
  '/d/./ID',
  '/x/../d/ID',
  '/d/ID?nxtPid=ID',
  '/d/x?nxtPid=ID&id=ID',
  '/?nxtPid=ID&id=ID',
  '/d/[id]?id=ID',
  '/_next/../d/ID',
  '/_next/static/%2e%2e/%2e%2e/d/ID',
]

test('[SEC 34, R4] a page says nothing of a document to whoever may not open it, however it is asked for', async ({
  app,
  account,
  guest,
}) => {
  const [owner, stranger] = [await account(app, 'Ada'), await guest(app)]
  const id = await secretOf(owner)
  const spell = (text: string): string =>
    text.replaceAll('ID', id).replaceAll('BUILD', NEXT_ID()).replaceAll('UPPER', id.toUpperCase())
  const asked: string[] = []
  const told: string[] = []
  for (const cookie of ['', await stranger.cookie()]) {
    for (const path of PATHS) {
      for (const headers of HEADERS) {
        const spelled = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, spell(value)]),
        )
        const heard = await ask(app.url, spell(path), {
          headers: { ...spelled, ...(cookie === '' ? {} : { cookie }) },
        })
        asked.push(path)
        const known =
          heard.body.includes(TITLE) ||
          heard.body.includes(owner.email ?? '-') ||
          heard.body.includes(owner.id)
        if (known || heard.status >= 500) told.push(`${heard.status} ${path} ${JSON.stringify(headers)}`)
      }
    }
  }
  expect(told).toEqual([])
  expect(asked).toHaveLength(2 * PATHS.length * HEADERS.length)
  // to its owner it says so
  const own = await ask(app.url, `/d/${id}`, { headers: { cookie: await owner.cookie() } })
  expect(own.body).toContain(TITLE)
})

test('[X4, SEC 35] there are no server actions, and what calls one is answered with nothing', async ({
  app,
  account,
}) => {
  for (const runtime of ['node', 'edge']) {
    const manifest = JSON.parse(
      readFileSync(join(BUILD, 'server/server-reference-manifest.json'), 'utf8'),
    ) as Record<string, object>
    expect(manifest[runtime]).toEqual({})
  }
  const owner = await account(app, 'Ada')
  const id = await secretOf(owner)
  const cookie = await owner.cookie()
  const bodies = [
    '[]',
    '[{"__proto__":{"isAdmin":true}}]',
    '["$@1","$F1","$K1"]',
    `["${'x'.repeat(10 * 1_048_576)}"]`,
  ]
  for (const body of bodies) {
    for (const action of ['00'.repeat(21), '7f'.repeat(20), 'x', '__proto__']) {
      for (const type of [
        'text/plain;charset=UTF-8',
        'application/json',
        'multipart/form-data; boundary=x',
      ]) {
        const heard = await ask(app.url, `/d/${id}`, {
          method: 'POST',
          headers: { cookie, 'next-action': action, 'content-type': type, origin: 'https://evil.example' },
          body,
        }).catch(() => null)
        // a body that is too long may be answered before it has come
        if (heard === null) continue
        expect(heard.status, `${action} ${type}`).toBe(405)
        expect(heard.body).not.toContain(TITLE)
      }
    }
  }
  expect((await ask(app.url, `/d/${id}`, { headers: { cookie } })).status).toBe(200)
})

/** Pages, as a browser gets them first and as it gets them later. */
async function pagesOf(app: App, somebody: Guest | null, paths: readonly string[]): Promise<Heard[]> {
  const cookie: Record<string, string> = somebody === null ? {} : { cookie: await somebody.cookie() }
  return Promise.all(
    paths.flatMap((path) =>
      [{}, { rsc: '1' }].map((headers) => ask(app.url, path, { headers: { ...cookie, ...headers } })),
    ),
  )
}

const PAGES = ['/', '/sign-in', '/sign-up', '/account', '/forgot-password', '/reset-password', '/nothing']

test('[SEC 36] pages hold no addresses of other people and no secrets', async ({ app, account }) => {
  const [owner, reader] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await secretOf(owner)
  const invited = `somebody.${crypto.randomUUID()}@example.org`
  await owner.put(`/api/documents/${id}/members`, { email: invited, role: 'editor' })
  await owner.put(`/api/documents/${id}/link`, { role: 'viewer', password: 'a link password' })
  await owner.grant(id, reader, 'viewer')
  const secrets = readdirSync(app.dataDir)
    .filter((name) => /secret/.test(name))
    .map((name) => readFileSync(join(app.dataDir, name), 'utf8').trim())
  expect(secrets.length).toBeGreaterThan(0)
  const session = /=([^.;]+)/.exec(decodeURIComponent(await reader.cookie()))?.[1] ?? ''
  expect(session.length).toBeGreaterThan(20)
  const heard = await pagesOf(app, reader, [...PAGES, `/d/${id}`])
  expect(heard.some(({ body }) => body.includes(TITLE))).toBe(true)
  expect(heard.some(({ body }) => body.includes(reader.email ?? '-'))).toBe(true)
  for (const { body } of heard) {
    for (const secret of [
      owner.email,
      invited,
      session,
      ...secrets,
      'a link password',
      app.dataDir,
      process.cwd(),
    ])
      expect(body).not.toContain(secret)
    expect(body).not.toMatch(/\$scrypt|\$argon|passwordHash|scrypt:/i)
  }
})

test('[SEC 37] no cache keeps what is one person’s, and the address of a visitor’s browser is not believed', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await secretOf(ada)
  const api = [
    '/api/me',
    '/api/documents',
    '/api/me/sessions',
    `/api/documents/${id}`,
    '/api/auth/get-session',
    '/healthz',
  ]
  for (const somebody of [ada, bob, null]) {
    for (const { headers, status } of await pagesOf(app, somebody, [...PAGES, `/d/${id}`, ...api])) {
      expect(headers['cache-control'] ?? '', `${status} ${JSON.stringify(headers)}`).toMatch(/no-store/)
      expect(headers['cache-control']).not.toMatch(/public|s-maxage/)
    }
  }
  // one after the other on the same address, as by one proxy
  for (const path of ['/', '/account', `/d/${id}`]) {
    const [adas, bobs] = [await pagesOf(app, ada, [path]), await pagesOf(app, bob, [path])]
    for (const { body } of adas) expect(body).not.toContain(bob.email)
    for (const { body } of bobs) for (const theirs of [ada.email, TITLE]) expect(body).not.toContain(theirs)
  }
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  for (const path of [...PAGES, `/d/${id}`, '/d', '/sign-in/', '/api/auth/sign-in/social', '/icon.svg']) {
    const heard = await ask(app.url, path, { headers })
    expect(`${JSON.stringify(heard.headers)}${heard.body}`, path).not.toContain('evil.example')
  }
})

test('[SEC 38, F3] pictures are fetched and shrunk for nobody', async ({ app, account }) => {
  const ada = await account(app, 'Ada')
  const targets = [
    `${app.url}/api/me`,
    'http://127.0.0.1:1/',
    'http://[::1]/x.png',
    'http://169.254.169.254/latest/meta-data',
    '//evil.example/x.png',
    '/icon.svg',
    '/api/me',
    'file:///etc/passwd',
    'data:image/svg+xml,<svg/>',
  ]
  for (const target of targets) {
    for (const query of ['w=64&q=75', 'w=3840&q=100', 'w=100000000&q=1', 'w=-1&q=0']) {
      const heard = await ask(app.url, `/_next/image?url=${encodeURIComponent(target)}&${query}`, {
        headers: { cookie: await ada.cookie() },
      })
      expect([400, 404], target).toContain(heard.status)
      expect(heard.headers['content-type'] ?? '').not.toContain('image')
    }
  }
})

const ELSEWHERE = [
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  '/%09//evil.example',
  '%2f%2fevil.example',
  'javascript:alert(1)',
]

test('[SEC 39] signing in leads nowhere but here', async ({ app, account, browser }) => {
  const ada = await account(app, 'Ada')
  for (const next of ELSEWHERE) {
    const context = await browser.newContext()
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(app.url)) foreign.push(request.url())
    })
    await page.goto(`${app.url}/sign-in?next=${next}`)
    await page.getByLabel('Email').fill(ada.email ?? '')
    await page.getByLabel('Password').fill('analytical engine')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    expect(page.url()).toBe(`${app.url}/`)
    expect(foreign).toEqual([])
    await context.close()
  }
})

const HIDDEN = [
  '/.env',
  '/.env.production',
  '/.git/config',
  '/.next/BUILD_ID',
  '/_next/server/app/page.js',
  '/_next/static/../server/app/page.js',
  '/_next/static/%2e%2e/server/app/page.js',
  '/_next/static/..%2fBUILD_ID',
  '/_next/BUILD_ID',
  '/_next/trace',
  '/package.json',
  '/package-lock.json',
  '/next.config.js',
  '/server/main.ts',
  '/data/log.db',
  '/api/debug',
  '/api/metrics',
  '/debug',
  '/_next/webpack-hmr',
  '/__nextjs_original-stack-frame?file=x',
  '/__nextjs_source-map?filename=x',
  '/_next/mcp',
]

test('[SEC 41] neither sources nor settings are served, and a mistake says nothing of them', async ({
  app,
  account,
}) => {
  const cookie = await (await account(app, 'Ada')).cookie()
  for (const path of HIDDEN) {
    const { status, body } = await ask(app.url, path, { headers: { cookie } })
    expect([400, 404, 405], path).toContain(status)
    expect(body, path).not.toContain(process.cwd())
  }
  const files = readdirSync(join(BUILD, 'static'), { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => name.endsWith('.map'))).toEqual([])
  const scripts = files.filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(5)
  for (const name of scripts) {
    const text = readFileSync(join(BUILD, 'static', name), 'utf8')
    expect(text, name).not.toMatch(
      /sourceMappingURL=(?!data:)|SMTP_URL|DATA_DIR|BETTER_AUTH_SECRET|OIDC_CLIENT_SECRET|node:sqlite/,
    )
    expect(text, name).not.toContain(process.cwd())
  }
  const [script = ''] = scripts
  expect((await ask(app.url, `/_next/static/${script}.map`)).status).toBe(404)
  const { headers, body } = await ask(app.url, '/d/x')
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('server')
  expect(body).not.toMatch(/react-refresh|next-devtools|hmr-client|stack/i)
})
