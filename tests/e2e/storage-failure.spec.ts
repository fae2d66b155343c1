import { flipOctets } from '../flip-octets.ts'
import { expect, test } from './product.ts'

test('[A3] a document that cannot be read says so and shows no page to write on', async ({ app, guest }) => {
  const author = await guest(app)
  const id = await author.newDocument()
  flipOctets(app.dataDir, id)
  const sheet = await author.visit(`/d/${id}`)
  const failed = sheet.page.getByTestId('load-failed')
  await expect(failed).toContainText('The server cannot read this document now')
  await expect(sheet.page.locator('[contenteditable]')).toHaveCount(0)
  await sheet.isNow('reconnecting')
  await failed.getByRole('button', { name: 'Try now' }).click()
  await expect(failed).toBeVisible()

  // Others are not harmed, and the page opens once the disk is well again.
  const other = await author.open(await author.newDocument())
  await other.write('Fine')
  await other.isNow('saved')
  flipOctets(app.dataDir, id)
  await expect(sheet.text).toHaveAttribute('contenteditable', 'true')
  await sheet.write('Back')
  await sheet.isNow('saved')
})
