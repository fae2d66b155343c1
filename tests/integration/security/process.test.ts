import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'

/** The user `nobody`, who owns no file. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scriptorium-process-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test.skipIf(!isRoot)(
  '[SEC 47] it runs as a user who may write its data directory and nothing else',
  async () => {
    // temporary files would have nowhere to go
    const server = new TestServer({ HOME: '/', TMPDIR: '/nowhere' }, { uid: NOBODY, gid: NOBODY })
    chownSync(server.dataDir, NOBODY, NOBODY)
    await server.start()
    const cookie = await server.guest()
    const document = await server.newDocument(cookie, 'By nobody')
    const client = await SyncClient.join(server, { document, cookie })
    client.type('written by nobody')
    await eventually(() => expect(client.saved).toBe(1))
    await client.line.leave()
    expect(await server.end('SIGTERM')).toBe(0)
    expect(server.errors).toBe('')
    await server.dispose()
  },
)

test('[SEC 47] the server calls nobody outside, neither at its start nor at work', async () => {
  const calls = join(directory, 'calls')
  writeFileSync(calls, '')
  const server = new TestServer({
    NODE_OPTIONS: `--import=${resolve('tests/integration/security/report-calls.ts')}`,
    CALLS_FILE: calls,
    // somebody that it does call, so that the report is known to work
    NEXT_URL: 'http://127.0.0.1:9',
  })
  await server.start()
  const cookie = await server.guest()
  const document = await server.newDocument(cookie)
  await (await SyncClient.join(server, { document, cookie })).line.leave()
  expect((await server.request(cookie, 'GET', '/d/x')).status).toBe(502)
  await server.end('SIGTERM')
  expect(readFileSync(calls, 'utf8').split('\n')).toEqual(['127.0.0.1', ''])
  await server.dispose()
})

/** Another Node that runs npm here, older than the one that we need. */
function olderNode(): string | null {
  for (const folder of ['/usr/bin', '/usr/local/bin']) {
    try {
      const node = join(folder, 'node')
      const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
      if (Number(version.split('.')[0]) < 26) return node
    } catch (error) {
      // not there
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return null
}

const older = olderNode()

/** Our start script beside a package `node` whose step `bringing` runs. */
function installedWithoutScripts(bringing: string): string {
  mkdirSync(join(directory, 'scripts'))
  mkdirSync(join(directory, 'node_modules', '.bin'), { recursive: true })
  mkdirSync(join(directory, 'node_modules', 'node'))
  copyFileSync('scripts/node-26.cjs', join(directory, 'scripts', 'node-26.cjs'))
  writeFileSync(join(directory, 'node_modules', 'node', 'installArchSpecificPackage.js'), bringing)
  writeFileSync(
    join(directory, 'told.ts'),
    'const told: string = process.versions.node\nconsole.log(told, process.argv[2])\n',
  )
  chmodSync(join(directory, 'scripts', 'node-26.cjs'), 0o644)
  return join(directory, 'scripts', 'node-26.cjs')
}

const run = (node: string, script: string): string =>
  execFileSync(node, [script, 'told.ts', 'word'], { cwd: directory, encoding: 'utf8', stdio: 'pipe' })

test('[SEC 47] with Node 26 a script is run as it is', () => {
  expect(run(process.execPath, installedWithoutScripts('throw new Error()'))).toBe(
    `${process.versions.node} word\n`,
  )
})

test.skipIf(older === null)('[SEC 47] installed without scripts, the start brings Node 26 itself', () => {
  const script = installedWithoutScripts(
    `require('fs').mkdirSync('bin'); require('fs').symlinkSync(${JSON.stringify(process.execPath)}, 'bin/node')`,
  )
  const [, said] = run(older ?? '', script)
    .trimEnd()
    .split('\n')
  expect(said).toBe(`${process.versions.node} word`)
  // and has it from then on
  const link = join(directory, 'node_modules', '.bin', 'node')
  expect(execFileSync(link, ['-p', '1'], { encoding: 'utf8' })).toBe('1\n')
  expect(run(older ?? '', script)).toBe(`${process.versions.node} word\n`)
})

test.skipIf(older === null)('[SEC 47] where it cannot be had that is said in words', () => {
  const script = installedWithoutScripts('process.exit(1)')
  expect(() => run(older ?? '', script)).toThrow(/Scriptorium cannot start: Node 26 could not be fetched/)
})
