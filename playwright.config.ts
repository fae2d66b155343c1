import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** Debian's Chromium where it is installed (`scripts/browser.ts`), Playwright's own elsewhere. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium'
const system = existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 120_000,
  // A page that lost its server tries again after up to 10 s.
  expect: { timeout: 20_000 },
  // Each worker has a server of its own.
  workers: 2,
  // What passes only the second time is listed as flaky: a race of the product or of the test, to be found.
  retries: 1,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...system,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
})
