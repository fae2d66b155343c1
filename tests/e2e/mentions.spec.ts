import { expect, test } from './product.ts'

test('[N3, N4, N5] two people: a mention by keyboard, the way to a caret, a link to a document', async ({
  app,
  account,
  guest,
}) => {
  const [ada, visitor] = [await account(app, 'Ada'), await guest(app)]
  const id = await ada.newDocument()
  const data = { title: 'Plan of the year' }
  const made = await ada.context.request.post(`${app.url}/api/documents`, { data })
  const { id: plan } = (await made.json()) as { id: string }

  const sheet = await ada.open(id)
  await sheet.write('first line')
  const theirs = await visitor.open(id)
  await theirs.toEnd()
  await expect(sheet.avatars).toHaveCount(2)

  const { page } = sheet
  await page.keyboard.press('Enter')
  await page.keyboard.type(`ask @${visitor.name.slice(0, 3).toLowerCase()}`)
  const list = page.getByRole('listbox', { name: 'People and documents' })
  await expect(list.getByRole('option').first()).toHaveAccessibleName(new RegExp(visitor.name))
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
  await page.keyboard.type('about /document')
  await page.getByRole('option', { name: 'Link to a document' }).click()
  await expect(list.getByRole('option', { name: 'Plan of the year' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  const words = `ask @${visitor.name} about Plan of the year `
  for (const each of [sheet, theirs]) await expect.poll(async () => (await each.blocks())[2]).toBe(words)
  await sheet.isNow('saved')

  // whoever is mentioned is here, with the caret in the first line
  await expect(theirs.text.getByRole('button', { name: visitor.name })).toHaveAttribute('data-self', '')
  await sheet.text.getByRole('button', { name: visitor.name }).click()
  await expect(sheet.carets).toHaveAttribute('data-sought', '')

  // the visitor may not open the other document: its new title stays between those who may
  const changed = await ada.open(plan)
  await changed.title.click()
  await changed.page.keyboard.press('End')
  await changed.page.keyboard.type(', secret')
  await changed.isNow('saved')
  await page.reload()
  await expect(sheet.text.getByRole('link')).toHaveText('Plan of the year, secret')
  await theirs.page.reload()
  await expect(theirs.text.getByRole('link')).toHaveText('Plan of the year')
  const opened = page.waitForEvent('popup')
  await sheet.text.getByRole('link').click()
  await expect(page).toHaveURL(`${app.url}/d/${id}`)
  expect((await opened).url()).toBe(`${app.url}/d/${plan}`)
})
