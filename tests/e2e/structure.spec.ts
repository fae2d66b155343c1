import { expect, test } from './product.ts'

test('[E18] three people change and write one paragraph, one of them without the server', async ({
  app,
  guest,
}) => {
  const people = [await guest(app), await guest(app), await guest(app)] as const
  const id = await people[0].newDocument()
  const alice = await people[0].open(id)
  await alice.toEnd()
  await alice.page.keyboard.type('The agenda')
  await alice.page.keyboard.press('Enter')
  await alice.page.keyboard.type('Below')
  await alice.isNow('saved')
  const [bob, carol] = [await people[1].open(id), await people[2].open(id)]
  const errors: string[] = []
  for (const { page } of [alice, bob, carol]) page.on('pageerror', (error) => errors.push(String(error)))
  const line = (sheet: typeof alice) => sheet.text.locator('p', { hasText: 'The' })
  await alice.setOffline(true)
  await line(alice).click()
  await alice.page.keyboard.press('End')
  await alice.page.keyboard.type(' for Monday')
  await line(bob).click()
  await bob.page.keyboard.press('Control+Alt+2')
  await expect(carol.text.locator('h2')).toHaveText('The agenda')
  await carol.text.locator('h2').click()
  await carol.page.keyboard.press('Home')
  await carol.page.keyboard.type('Draft: ')
  await expect(bob.text.locator('h2')).toHaveText('Draft: The agenda')
  await alice.setOffline(false)
  for (const sheet of [alice, bob, carol])
    await expect(sheet.text.locator('h2')).toHaveText('Draft: The agenda for Monday')
  await alice.isNow('saved')
  expect(await alice.blocks()).toEqual(await bob.blocks())
  expect(await carol.blocks()).toEqual(await bob.blocks())
  await bob.page.reload()
  await expect(bob.text.locator('h2')).toHaveText('Draft: The agenda for Monday')
  expect(errors).toEqual([])
})
