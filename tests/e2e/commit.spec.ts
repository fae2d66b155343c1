import { expect, test } from './product.ts'

test('[A2] [E2] nobody sees a change, nor calls it saved, before its commit', async ({
  heldApp,
  gate,
  guest,
}) => {
  const people = [await guest(heldApp), await guest(heldApp), await guest(heldApp)] as const
  const id = await people[0].newDocument()
  const [alice, bob] = [await people[0].open(id), await people[1].open(id)]
  await alice.isNow('saved')
  await alice.toEnd()

  await gate.hold()
  const waiting = gate.waiting()
  const seen = await alice.watchStatus()
  await alice.page.keyboard.type('Not yet')
  await waiting
  await alice.isNow('saving', 'Saving…')
  // The server has the change. What it says to Bob after that comes behind anything it would say of the change.
  const carol = await people[2].open(id)
  await expect(bob.avatars).toHaveCount(3)
  await expect(alice.paragraph).toHaveText('Not yet')
  await expect(bob.paragraph).toHaveText('')
  await expect(carol.paragraph).toHaveText('')
  await alice.isNow('saving')
  expect((await seen.jsonValue()).slice(1)).not.toContain('saved')

  await gate.release()
  await alice.isNow('saved', 'Saved')
  await expect(bob.paragraph).toHaveText('Not yet')
  await expect(carol.paragraph).toHaveText('Not yet')
})

test('[E6] leaving with unsaved changes asks first', async ({ heldApp, gate, guest }) => {
  const author = await guest(heldApp)
  const sheet = await author.open(await author.newDocument())
  const { page } = sheet
  await sheet.isNow('saved')
  await gate.hold()
  await sheet.write('Do not lose me')
  await sheet.isNow('saving')

  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(sheet.paragraph).toHaveText('Do not lose me')

  await page.getByRole('link', { name: 'Back to your documents' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('Leave before everything is saved?')
  await page.getByRole('button', { name: 'Stay' }).click()
  await expect(sheet.paragraph).toHaveText('Do not lose me')

  await gate.release()
  await sheet.isNow('saved')
  const questions: string[] = []
  page.on('dialog', async (question) => {
    questions.push(question.type())
    await question.accept()
  })
  await page.reload()
  await expect(sheet.paragraph).toHaveText('Do not lose me')
  expect(questions).toEqual([])
})

test('[E4] [E6] whoever leaves all the same finds the changes again', async ({ heldApp, gate, guest }) => {
  const author = await guest(heldApp)
  const id = await author.newDocument()
  const before = await author.open(id)
  await before.isNow('saved')
  await gate.hold()
  await before.write('Left behind')
  await before.isNow('saving')
  await before.page.getByRole('link', { name: 'Back to your documents' }).click()
  await before.page.getByRole('button', { name: 'Leave' }).click()
  await before.page.waitForURL((url) => url.pathname === '/')
  await before.page.close()

  const after = await author.open(id)
  await expect(after.paragraph).toHaveText('Left behind')
  await after.isNow('saving')
  await gate.release()
  await after.isNow('saved')
})
