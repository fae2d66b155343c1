import { App } from './app.ts'
import { expect, test } from './product.ts'

const WORDS = 'Every single letter of this sentence is still here after the lights went out twice.'

test('[A1] [E2] the server is killed while two people type, and nothing is lost', async ({ guest }) => {
  const app = await App.start()
  try {
    const [first, second] = [await guest(app), await guest(app)]
    const id = await first.newDocument()
    const [alice, bob] = [await first.open(id), await second.open(id)]
    await alice.toEnd()
    const seen = await alice.watchStatus()
    const typing = alice.page.keyboard.type(WORDS, { delay: 20 })
    for (const letters of ['Every', 'Every single letter of this']) {
      await expect(bob.paragraph).toContainText(letters)
      await app.kill()
      await alice.isNow('reconnecting')
      await bob.isNow('reconnecting', 'Reconnecting…')
      await app.restart()
      for (const sheet of [alice, bob])
        await expect(sheet.status).not.toHaveAttribute('data-status', 'reconnecting')
    }
    await typing
    for (const sheet of [alice, bob]) {
      await sheet.isNow('saved', 'Saved')
      await expect(sheet.paragraph).toHaveText(WORDS)
    }
    const statuses = await seen.jsonValue()
    expect(statuses).toContain('reconnecting')
    const third = await (await guest(app)).open(id)
    await expect(third.paragraph).toHaveText(WORDS)
  } finally {
    await app.stop()
  }
})

test('[E2] [E4] what is written while the server is gone arrives when it is back', async ({ guest }) => {
  const app = await App.start()
  try {
    const [first, second] = [await guest(app), await guest(app)]
    const id = await first.newDocument()
    const [alice, bob] = [await first.open(id), await second.open(id)]
    await alice.isNow('saved')
    await app.kill()
    await alice.isNow('reconnecting')
    const seen = await alice.watchStatus()
    await alice.write('Written in the dark')
    await alice.isNow('reconnecting', 'Reconnecting…')
    await alice.status.click()
    await expect(alice.page.getByText('kept on this device')).toBeVisible()
    expect(await seen.jsonValue()).not.toContain('saved')
    await app.restart()
    await alice.isNow('saved')
    await expect(bob.paragraph).toHaveText('Written in the dark')
    await bob.isNow('saved')
  } finally {
    await app.stop()
  }
})
