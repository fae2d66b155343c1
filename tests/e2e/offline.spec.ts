import { expect, test } from './product.ts'

test('[E2] [E4] one is offline, both write, it returns: nothing is lost or doubled', async ({
  app,
  guest,
}) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await alice.write('Together. ')
  await bob.reads('Together. ')

  await first.context.setOffline(true)
  await alice.isNow('reconnecting', 'Reconnecting…')
  const seen = await alice.watchStatus()
  await alice.write('Alone A. ')
  await alice.isNow('local', 'Saved on this device')
  await bob.write('Alone B. ')
  await bob.isNow('saved')
  await bob.reads('Together. Alone B. ')
  await alice.reads('Together. Alone A. ')
  expect(await seen.jsonValue()).not.toContain('saved')

  await first.context.setOffline(false)
  for (const sheet of [alice, bob]) {
    await expect(sheet.paragraph).toHaveText(/^Together\. (Alone A\. Alone B\. |Alone B\. Alone A\. )$/)
    await sheet.isNow('saved', 'Saved')
  }
  expect(await alice.blocks()).toEqual(await bob.blocks())
})

test('[E4] what was written offline outlives the page', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [before, bob] = [await first.open(id), await second.open(id)]
  await before.write('Together. ')
  await bob.reads('Together. ')

  await first.context.setOffline(true)
  await before.write('Alone A. ')
  await before.isNow('local')
  await before.page.close()
  await bob.write('Alone B. ')
  await bob.isNow('saved')
  await first.context.setOffline(false)

  const after = await first.open(id)
  for (const sheet of [after, bob]) {
    await expect(sheet.paragraph).toHaveText(/^Together\. (Alone A\. Alone B\. |Alone B\. Alone A\. )$/)
    await sheet.isNow('saved')
  }
})

test('[E2] [E7] what one tab of a browser tells another is not called saved', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [online, offline] = [await first.open(id), await first.open(id)]
  const bob = await second.open(id)
  await online.write('Both. ')
  await offline.reads('Both. ')

  await offline.setOffline(true)
  await offline.isNow('reconnecting')
  const seen = await offline.watchStatus()
  await offline.write('Offline. ')
  await offline.isNow('local', 'Saved on this device')
  await online.write('Online. ')
  await online.isNow('saved')
  // What the tab that is online calls saved has been to the server: somebody else has it too.
  await bob.reads('Both. Online. ')
  await online.reads('Both. Online. ')
  await offline.reads('Both. Offline. ')
  await offline.isNow('local')
  expect(await seen.jsonValue()).not.toContain('saved')

  await offline.setOffline(false)
  for (const sheet of [online, offline, bob]) {
    await expect(sheet.paragraph).toHaveText(/^Both\. (Online\. Offline\. |Offline\. Online\. )$/)
    await sheet.isNow('saved')
  }
})

test('[E2] [E7] a tab that finds what an offline tab wrote sends it before it says saved', async ({
  app,
  guest,
}) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [online, offline] = [await first.open(id), await first.open(id)]
  const bob = await second.open(id)
  await offline.setOffline(true)
  await offline.write('Offline. ')
  await offline.isNow('local')
  await online.page.reload()
  await online.isNow('saved')
  await online.reads('Offline. ')
  await bob.reads('Offline. ')
  await offline.isNow('local')
  await offline.setOffline(false)
  await offline.isNow('saved')
  for (const sheet of [online, offline, bob]) await sheet.reads('Offline. ')
})
