import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from './product.ts'

test('[SEC 47] the product calls nobody outside, its pages included', async ({ appWith, guest }) => {
  const calls = join(tmpdir(), `scriptorium-calls-${crypto.randomUUID()}`)
  writeFileSync(calls, '')
  const app = await appWith({
    NODE_OPTIONS: `--import=${resolve('tests/integration/security/report-calls.ts')}`,
    CALLS_FILE: calls,
  })
  const person = await guest(app)
  const sheet = await person.open(await person.newDocument(null))
  await sheet.write('Only here.')
  await sheet.isNow('saved')
  await app.kill()
  const called = new Set(readFileSync(calls, 'utf8').trimEnd().split('\n'))
  rmSync(calls)
  // the front door and the pages talk to each other
  expect([...called].filter((target) => !target.startsWith('file '))).toEqual(['127.0.0.1'])
})
