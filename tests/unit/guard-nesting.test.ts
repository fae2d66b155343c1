import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { docOf } from './random-editing.ts'

/** An update with `depth` elements, each in the one before; the first in the root `default`. 8 octets each. */
function nested(depth: number): Uint8Array {
  const client = 7
  const encoder = encoding.createEncoder()
  for (const count of [1, depth, client, 0]) encoding.writeVarUint(encoder, count)
  for (let clock = 0; clock < depth; clock++) {
    encoding.writeUint8(encoder, 7) // a shared type, no origins
    encoding.writeVarUint(encoder, clock === 0 ? 1 : 0)
    if (clock === 0) encoding.writeVarString(encoder, 'default')
    else for (const parent of [client, clock - 1]) encoding.writeVarUint(encoder, parent)
    encoding.writeVarUint(encoder, 3) // XmlElement
    encoding.writeVarString(encoder, 'p')
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test('elements within elements as deep as people make them are taken', () => {
  const update = nested(50)
  expect(judgeUpdate(new DocumentState(), update, { roots: null }).kind).toBe('new')
  expect(docOf(update).getXmlFragment('default').toString()).toHaveLength(50 * '<p></p>'.length)
})

test('elements nested so deep that no browser can show or delete them are refused', () => {
  const update = nested(10_000)
  expect(() => docOf(update).getXmlFragment('default').toString()).toThrow(RangeError)
  expect(judgeUpdate(new DocumentState(), update, { roots: null }).kind).toBe('forbidden')
})
