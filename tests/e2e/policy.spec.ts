import { expect, test } from './product.ts'

test('[X2] pages run their own scripts and no other, and say so without complaint', async ({
  app,
  guest,
}) => {
  const visitor = await guest(app)
  const id = await visitor.newDocument()
  const page = await visitor.context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  for (const path of ['/', '/sign-in', '/sign-up', `/d/${id}`]) {
    const answer = await page.goto(`${app.url}${path}`)
    const headers = answer?.headers() ?? {}
    expect(headers['content-security-policy']).toContain("script-src 'self' 'nonce-")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    await page.waitForLoadState('networkidle')
  }
  await page.locator('.tiptap').waitFor()
  expect(complaints).toEqual([])
  // What gets into a page by another way does not run.
  await page.evaluate(() => {
    document.body.append(document.createElement('div'))
    document.body.lastElementChild?.setHTMLUnsafe('<img src="/nothing" onerror="window.__ran = true">')
  })
  await expect
    .poll(() => complaints.filter((text) => text.includes('Content Security Policy')).length)
    .toBeGreaterThan(0)
  expect(await page.evaluate(() => '__ran' in window)).toBe(false)
})
