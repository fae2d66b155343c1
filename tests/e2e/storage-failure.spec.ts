import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from './product.ts'

/** Changes what is stored of a document without its checksum, as a failing disk does; once more repairs it. */
function flipOctets(dataDir: string, document: string): void {
  const log = new DatabaseSync(join(dataDir, 'log.db'), { timeout: 5_000 })
  const rows = log
    .prepare(
      'SELECT records.log, seq, bytes FROM records JOIN logs ON logs.id = records.log WHERE document = ?',
    )
    .all(document)
  for (const { log: id, seq, bytes } of rows) {
    if (!(bytes instanceof Uint8Array)) throw new Error('no octets')
    const flipped = bytes.map((octet) => octet ^ 0xff)
    log
      .prepare('UPDATE records SET bytes = ? WHERE log = ? AND seq = ?')
      .run(flipped, Number(id), Number(seq))
  }
  log.close()
  if (rows.length === 0) throw new Error('no such document')
}

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
