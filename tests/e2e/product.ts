import { test as base } from '@playwright/test'
import { App } from './app.ts'
import { Guest } from './guest.ts'

interface WorkerFixtures {
  /** The product as `npm start` runs it, one for all tests of a worker. Each test makes its own documents. */
  readonly app: App
  /** The product with a gate in front of its disk, see `held-app.ts`. */
  readonly heldApp: App
}

interface Fixtures {
  /** The product set up in another way, ended after the test. Ask for it before anybody enters. */
  readonly appWith: (env: Readonly<Record<string, string>>) => Promise<App>
  /** Lets somebody new in, with a browser of their own that is closed after the test. */
  readonly guest: (app: App) => Promise<Guest>
  /** Lets somebody with an account in, likewise. */
  readonly account: (app: App, name: string) => Promise<Guest>
  /** The gate of `heldApp`; it is open again after the test. */
  readonly gate: { hold(): Promise<void>; release(): Promise<void>; waiting(): Promise<void> }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern.
    async ({}, use) => {
      const app = await App.start()
      await use(app)
      await app.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  heldApp: [
    // `app` builds the pages when they are not built.
    async ({ app: _ }, use) => {
      const app = await App.start('tests/e2e/held-app.ts')
      await use(app)
      await app.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  appWith: async ({ app: _ }, use) => {
    const apps: App[] = []
    await use(async (env) => {
      const app = await App.start('scripts/start.ts', env)
      apps.push(app)
      return app
    })
    for (const app of apps) await app.stop()
  },
  guest: async ({ browser }, use) => {
    const guests: Guest[] = []
    await use(async (app) => {
      const guest = await Guest.enter(await browser.newContext(), app.url)
      guests.push(guest)
      return guest
    })
    for (const { context } of guests) await context.close()
  },
  account: async ({ browser }, use) => {
    const people: Guest[] = []
    await use(async (app, name) => {
      const person = await Guest.register(await browser.newContext(), app.url, name)
      people.push(person)
      return person
    })
    for (const { context } of people) await context.close()
  },
  gate: async ({ heldApp }, use) => {
    await use({
      hold: () => heldApp.order('hold'),
      release: () => heldApp.order('release'),
      waiting: () => heldApp.heard('waiting'),
    })
    await heldApp.order('release')
  },
})

export { expect } from '@playwright/test'
