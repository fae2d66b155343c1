import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PEERS } from './servers.ts'

const INSTALL_LIMIT_MS = 180_000

/** npm writes this file last; an install that is older than the lockfile is out of date. */
const INSTALLED = join(PEERS, 'node_modules/.package-lock.json')
const LOCKFILE = join(PEERS, 'package-lock.json')

/** Installs the peers from their lockfile unless they are there. @throws Error when npm fails. */
export function installPeers(say: (line: string) => void): void {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCKFILE).mtimeMs) return
  say('Installing the peers (npm ci in bench/peers, first run only) …')
  // No install script is needed: leveldown brings its binary along.
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: PEERS, encoding: 'utf8', timeout: INSTALL_LIMIT_MS, env: withOurNodeFirst() },
  )
  if (status !== 0)
    throw new Error(`npm ci failed in ${PEERS}: ${error?.message ?? ''}\n${stdout}\n${stderr}`)
  say(`Installed: ${installedVersions()}.`)
}

function withOurNodeFirst(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` }
}

function installedVersions(): string {
  return ['y-websocket', '@hocuspocus/server', 'ws']
    .map((name) => {
      const manifest: unknown = JSON.parse(
        readFileSync(join(PEERS, 'node_modules', name, 'package.json'), 'utf8'),
      )
      const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest
      return `${name} ${version ? String(manifest.version) : '?'}`
    })
    .join(', ')
}
