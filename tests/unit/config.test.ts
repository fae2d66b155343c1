import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type Config, readConfig } from '../../server/config.ts'

const MIB = 1024 * 1024
const MEMORY = 2_048 * MIB

function read(env: Record<string, string | undefined>): Config {
  const result = readConfig(env, MEMORY)
  if (!result.ok) throw new Error(result.problems.join('; '))
  return result.config
}

const problems = (env: Record<string, string>): readonly string[] => {
  const result = readConfig(env)
  return result.ok ? [] : result.problems
}

test('nothing needs configuring: the defaults are those of the documented interface', () => {
  expect(read({})).toEqual({
    port: 3000,
    backupDir: resolve('backups'),
    backupEveryMs: 0,
    backupKeep: 7,
    metricsToken: null,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    nextUrl: null,
    noticeLetterMinutes: 15,
    operators: null,
    publicOrigin: null,
    trustProxy: false,
    guests: true,
    rateLimits: true,
    smtpUrl: null,
    mailFrom: 'Scriptorium <scriptorium@localhost>',
    oidc: null,
    maxMessageBytes: 4 * MIB,
    maxDocumentBytes: 10 * MIB,
    maxFileBytes: 20 * MIB,
    maxFilesBytes: 200 * MIB,
    maxRoomBytes: 512 * MIB,
    maxConnections: 10_000,
    maxConnectionsPerUser: 200,
    updatesPerSecond: 100,
    compression: 'off',
    documentRoots: new Set(['default', 'meta']),
    historyDays: 30,
    logLevel: 'info',
  })
})

test('an empty variable counts as not set, and variables of others are left alone', () => {
  const names = ['PORT', 'NEXT_URL', 'GUESTS', 'DOCUMENT_ROOTS', 'MAX_MESSAGE_BYTES', 'LOG_LEVEL', 'DATA_DIR']
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  expect(read({ ...empty, HOST: undefined, HOME: '/root', PATH: '' })).toEqual(read({}))
})

test('every problem is listed at once, with the variable and what it was set to', () => {
  const bad = {
    PORT: '70000',
    TRUST_PROXY: 'yes',
    NEXT_URL: 'localhost:3001',
    PUBLIC_URL: 'ftp://docs.example',
    MAX_MESSAGE_BYTES: '4 MiB',
    DOCUMENT_ROOTS: 'default,,meta',
    LOG_LEVEL: 'loud',
    HISTORY_DAYS: '-1',
    HOST: 'docs.example',
  }
  const found = problems(bad).map((line) => line.split(':')[0])
  expect(found.sort()).toEqual([
    'DOCUMENT_ROOTS=default,,meta',
    'HISTORY_DAYS=-1',
    'LOG_LEVEL=loud',
    'MAX_MESSAGE_BYTES=4 MiB',
    'NEXT_URL=localhost',
    'PORT=70000',
    'PUBLIC_URL=ftp',
    'TRUST_PROXY=yes',
  ])
  for (const line of problems(bad)) expect(line).toMatch(/^[A-Z_]+=.*: .{5,}$/)
})

test.each([
  ['PORT', '0', '65535', '65536'],
  ['MAX_MESSAGE_BYTES', '1024', String(256 * MIB), String(256 * MIB + 1)],
  ['MAX_DOCUMENT_BYTES', '1024', String(1024 * MIB), '1023'],
  ['MAX_FILE_BYTES', '1', String(1024 * MIB), '0'],
  ['MAX_FILES_BYTES', '1', String(MIB * MIB), '0'],
  ['MAX_ROOM_BYTES', String(MIB), String(MIB * MIB), String(MIB - 1)],
  ['MAX_CONNECTIONS', '1', '1000000', '0'],
  ['MAX_CONNECTIONS_PER_USER', '1', '1000000', '0'],
  ['UPDATES_PER_SECOND', '1', '1000000', '0'],
  ['HISTORY_DAYS', '0', '36500', '36501'],
])('%s is taken from %s to %s, not %s', (name, least, most, beyond) => {
  expect(problems({ [name]: least })).toEqual([])
  expect(problems({ [name]: most })).toEqual([])
  for (const value of [beyond, '1e3', '3000 ', ' 3000', '0x10', '1.5', '+1', '-1', 'NaN', '9'.repeat(400)]) {
    expect(problems({ [name]: value }), value).toHaveLength(1)
  }
})

test('on and off are the only switches', () => {
  expect(read({ GUESTS: 'off', RATE_LIMITS: 'off', TRUST_PROXY: 'on' })).toMatchObject({
    guests: false,
    rateLimits: false,
    trustProxy: true,
  })
  for (const value of ['true', '1', 'ON', 'no']) expect(problems({ GUESTS: value })).toHaveLength(1)
})

test('compression is off, on or required', () => {
  for (const compression of ['off', 'on', 'required'] as const) {
    expect(read({ COMPRESSION: compression }).compression).toBe(compression)
  }
  for (const value of ['yes', 'ON', '1', 'deflate']) expect(problems({ COMPRESSION: value })).toHaveLength(1)
})

test('[G8] root names are a list of at most 16, and a star is any', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`).join(',')
  expect(read({ DOCUMENT_ROOTS: ' default , notes' }).documentRoots).toEqual(new Set(['default', 'notes']))
  expect(read({ DOCUMENT_ROOTS: '*' }).documentRoots).toBeNull()
  expect(read({ DOCUMENT_ROOTS: names(16) }).documentRoots?.size).toBe(16)
  for (const roots of [names(17), ',', 'default,', 'x'.repeat(65)]) {
    expect(problems({ DOCUMENT_ROOTS: roots }), roots).toHaveLength(1)
  }
})

test('[H6] the public address is reduced to an origin as browsers spell it', () => {
  const origin = (PUBLIC_URL: string) => read({ PUBLIC_URL }).publicOrigin
  expect(origin('https://Docs.Example/path?x#y')).toBe('https://docs.example')
  expect(origin('https://docs.example:443/')).toBe('https://docs.example')
  expect(origin('http://docs.example:8080')).toBe('http://docs.example:8080')
})

test('[OP4] operators are a list of addresses, however they are spelt', () => {
  const operators = new Set(['ada@example.org', 'olga@example.org'])
  expect(read({ OPERATORS: 'Ada@example.org, olga@Example.org' })).toMatchObject({ operators })
  expect(problems({ OPERATORS: 'ada' })).toEqual([expect.stringContaining('OPERATORS')])
})
