import { MAX_DOCUMENT_PAGE_BYTES, scriptsOf, weightOf } from '../../scripts/page-weight.ts'
import { expect, test } from './product.ts'

const WRITABLE = '.tiptap[contenteditable="true"]'

test('[E28] the document page is small until one can write in it', async ({ app, guest }) => {
  const visitor = await guest(app)
  const url = `${app.url}/d/${await visitor.newDocument()}`
  const scripts = await scriptsOf(await visitor.context.newPage(), url, WRITABLE)
  expect(scripts.length).toBeGreaterThan(0)
  expect(weightOf(scripts)).toBeLessThanOrEqual(MAX_DOCUMENT_PAGE_BYTES)
})
