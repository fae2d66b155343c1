import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { LIVE_SUBPROTOCOL } from '../../../lib/live-messages.ts'
import { checkAddress } from '../../../server/doctor/check-address.ts'
import { checkData } from '../../../server/doctor/check-data.ts'
import type { Finding } from '../../../server/doctor/finding.ts'
import { upgradeLines } from '../../../server/doctor/proxy-lines.ts'
import { freePort } from '../../free-port.ts'
import { TestServer } from '../test-server.ts'
import { haveProxies, makeCertificate, TlsProxy } from './proxies.ts'

const folder = mkdtempSync(join(tmpdir(), 'scriptorium-doctor-'))
const proxies: TlsProxy[] = []
let server: TestServer
let behind: number

beforeAll(async () => {
  behind = await freePort()
  server = new TestServer({ PUBLIC_URL: `https://localhost:${behind}`, TRUST_PROXY: 'on' })
  const local = await freePort()
  server.port = local
  await server.start()
  // it prints the address that people use
  server.port = local
  server.url = `http://127.0.0.1:${local}`
})
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop()
})
afterAll(async () => {
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind)
/** What the doctor says to add, as one line. */
const locationLines = (port: number): string[] =>
  upgradeLines(port).filter((line) => /proxy_(?!pass)|client_max/.test(line))

test.skipIf(!haveProxies())(
  '[OP3] behind nginx: without the upgrade headers it says which lines to add, and with them all is well',
  async () => {
    const tls = makeCertificate(folder)
    const address = {
      origin: `https://localhost:${behind}`,
      port: server.port,
      trustProxy: true,
      ca: tls.pem,
    }
    const plain = await TlsProxy.nginx(behind, server.port, tls, [
      'proxy_set_header Host $host:$server_port;',
    ])
    proxies.push(plain)
    const [reached, upgrade] = await checkAddress(address)
    expect(reached?.kind).toBe('well')
    expect(upgrade).toMatchObject({
      kind: 'wrong',
      what: expect.stringContaining('takes the headers of the upgrade away'),
    })
    expect(upgrade?.remedy.join('\n')).toContain('proxy_set_header Upgrade $http_upgrade;')
    await plain.stop()

    proxies.push(await TlsProxy.nginx(behind, server.port, tls, locationLines(server.port)))
    expect(kinds(await checkAddress(address))).toEqual(['well', 'well'])
    const untrusted = await checkAddress({ ...address, ca: undefined as never })
    expect(untrusted).toMatchObject([{ kind: 'wrong', what: expect.stringContaining('1015') }])

    // and people get through
    const cookie = await server.guest()
    const socket = new WebSocket(`wss://localhost:${behind}/live`, LIVE_SUBPROTOCOL, {
      ca: tls.pem,
      headers: { cookie, origin: address.origin },
    })
    const hello = await new Promise((resolve, reject) => {
      socket.once('message', (data) => resolve(JSON.parse(String(data))))
      socket.once('error', reject)
    })
    expect(hello).toMatchObject({ type: 'hello' })
    socket.terminate()
  },
)

test.skipIf(!haveProxies())('[OP3] behind Caddy all is well as it comes', async () => {
  const tls = makeCertificate(folder)
  proxies.push(await TlsProxy.caddy(behind, server.port, tls))
  const address = { origin: `https://localhost:${behind}`, port: server.port, trustProxy: true, ca: tls.pem }
  expect(kinds(await checkAddress(address))).toEqual(['well', 'well'])
})

test('[OP3] nobody there, somebody else there, and an address that is not the server’s are told apart', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`
  const address = { origin: nobody, port: server.port, trustProxy: false }
  expect(await checkAddress(address)).toMatchObject([{ kind: 'wrong', what: `Nobody answers at ${nobody}.` }])
  const local = `http://127.0.0.1:${server.port}`
  const findings = await checkAddress({ ...address, origin: local })
  expect(kinds(findings)).toEqual(['well', 'wrong'])
  expect(findings[1]?.remedy.join()).toContain(`PUBLIC_URL=${local}`)
})

test('[OP3] the data: rights, room, clock and backups', async () => {
  const dataDir = join(folder, 'data')
  const backupDir = join(folder, 'backups')
  const config = { dataDir, backupDir, backupEveryMs: 0 }
  const now = Date.now()
  expect(await checkData(config, now)).toMatchObject([
    { kind: 'doubt', what: `${dataDir} is not there yet.` },
  ])
  const own = { ...config, dataDir: server.dataDir }
  expect(kinds(await checkData(own, now)).slice(1)).toEqual(['well', 'well', 'doubt'])

  mkdirSync(backupDir)
  writeFileSync(join(backupDir, 'scriptorium-2026-01-01T00-00-00Z.tar'), '')
  expect((await checkData(own, now)).at(-1)?.kind).toBe('well')
  expect((await checkData(own, now + 10 * 24 * 3_600_000)).at(-1)).toMatchObject({
    kind: 'doubt',
    what: expect.stringContaining('10 days old'),
  })
  chmodSync(join(server.dataDir, 'secret'), 0o644)
  expect((await checkData(own, now))[1]).toMatchObject({
    kind: 'doubt',
    what: expect.stringContaining('secret'),
  })
  chmodSync(join(server.dataDir, 'secret'), 0o600)

  await server.newDocument(await server.guest())
  expect((await checkData(own, now))[2]?.kind).toBe('well')
  expect((await checkData(own, now - 3_600_000))[2]).toMatchObject({
    kind: 'wrong',
    what: expect.stringContaining('The clock says'),
  })
  mkdirSync(dataDir)
  new DatabaseSync(join(dataDir, 'other.db')).close()
  writeFileSync(join(dataDir, 'log.db'), 'this is no database')
  expect((await checkData(config, now))[2]?.remedy).toEqual(['npm run fsck says what is damaged.'])
})
