import { expect, test } from '@playwright/test'
import { App } from './app.ts'

test('[E1] one click from the start page a person writes, and it is saved', async ({ page }) => {
  const app = await App.start()
  try {
    await page.goto(app.url)
    await page.getByRole('button', { name: 'New document' }).first().click()
    await page.locator('.tiptap').waitFor()
    await page.keyboard.type('My first page')
    await expect(page.locator('.tiptap')).toContainText('My first page')
    await expect(page.getByTestId('status')).toHaveAttribute('data-status', 'saved')
    await page.reload()
    await expect(page.locator('.tiptap')).toContainText('My first page')
  } finally {
    await app.stop()
  }
})
