import { expect, test } from './product.ts'
import { Sheet } from './sheet.ts'

test('[E1] one click from the start page a person writes, and it is saved', async ({ app, page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'New document' }).first().click()
  const sheet = new Sheet(page)
  await sheet.text.waitFor()
  await page.keyboard.type('My first page')
  await expect(sheet.title).toHaveText('My first page')
  await sheet.isNow('saved', 'Saved')
  await page.reload()
  await expect(sheet.title).toHaveText('My first page')
})

test('[E1] a person writes without a mouse', async ({ app, page }) => {
  await page.goto(app.url)
  const button = page.getByRole('button', { name: 'New document' }).first()
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(button).toBeFocused({ timeout: 1 })
  }).toPass({ intervals: [0] })
  await page.keyboard.press('Enter')
  const sheet = new Sheet(page)
  await expect(sheet.text).toBeFocused()
  await page.keyboard.type('By hand')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and by hand alone')
  await expect(sheet.title).toHaveText('By hand')
  await expect(sheet.paragraph).toHaveText('and by hand alone')
  await sheet.isNow('saved')
})

test('[A1] [E4] a reload in the middle of typing keeps every character', async ({ app, guest }) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  const words = ['one ', 'two ', 'three ', 'four ', 'five ', 'six ', 'seven ', 'eight.']
  for (const word of words) {
    await sheet.write(word)
    await sheet.page.reload()
    await sheet.text.waitFor()
  }
  await expect(sheet.paragraph).toHaveText(words.join(''))
  await sheet.isNow('saved')
})
