import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

/** Finds a Chromium for the tests or installs one: Debian's package as root, Playwright's own elsewhere. */
if (existsSync(DEBIAN_CHROMIUM)) console.log(`Browser tests use ${DEBIAN_CHROMIUM}.`)
else if (existsSync(chromium.executablePath())) console.log(`Browser tests use ${chromium.executablePath()}.`)
else if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
  console.log('No Chromium is here: installing Debian’s package "chromium" with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit', env })
} else {
  console.log('No Chromium is here: downloading the one of Playwright.')
  execFileSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
  })
}
