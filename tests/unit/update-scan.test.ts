import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { scanUpdate } from '../../server/update-scan.ts'

function sample(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'hello wörld 😀')
  doc.getText('default').delete(2, 3)
  return Y.encodeStateAsUpdate(doc)
}

test('[G1] an update cut at any octet does not decode', () => {
  const update = sample()
  expect(scanUpdate(update).kind).toBe('update')
  for (let end = 0; end < update.length; end++) {
    expect(scanUpdate(update.subarray(0, end)).kind, `cut at ${end}`).toBe('malformed')
  }
})

test('[G2] a declared count beyond the octets is refused without an allocation', () => {
  expect(scanUpdate(new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 6, 0, 0])).kind).toBe('malformed')
})
