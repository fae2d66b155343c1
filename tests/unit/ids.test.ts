import { getRandomValues } from 'node:crypto'
import { expect, test } from 'vitest'
import { newDocumentId, parseDocumentId } from '../../lib/ids.ts'

const random = (count: number): Uint8Array => getRandomValues(new Uint8Array(count))
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

test('[SEC 3, SEC 44] an id carries at least 120 random bits: every one of its 26 characters takes 32 values, each as often', () => {
  const counts = Array.from({ length: 26 }, () => new Map<string, number>())
  // each octet value once in each place: as uniform as the source is
  for (let octet = 0; octet < 256; octet++) {
    const id = newDocumentId((count) => new Uint8Array(count).fill(octet))
    for (const [at, char] of [...id].entries()) counts[at]?.set(char, (counts[at]?.get(char) ?? 0) + 1)
  }
  for (const count of counts) {
    expect([...count.keys()].sort().join('')).toBe(CROCKFORD)
    expect(new Set(count.values())).toEqual(new Set([8]))
  }
  expect(26 * Math.log2(32)).toBeGreaterThanOrEqual(120)
})

test('every octet of the source tells in the id, and no other source is asked', () => {
  let asked = 0
  const ids = Array.from({ length: 26 }, (_, at) =>
    newDocumentId((count) => {
      asked += count
      const octets = new Uint8Array(count)
      octets[at] = 1
      return octets
    }),
  )
  expect(new Set(ids).size).toBe(26)
  expect(asked).toBe(26 * 26)
})

test('what is made can be parsed, and none is made twice', () => {
  const ids = Array.from({ length: 1_000 }, () => newDocumentId(random))
  for (const id of ids) expect(parseDocumentId(id)).toBe(id)
  expect(new Set(ids).size).toBe(1_000)
})

const ID = '0123456789abcdefghjkmnpqrs'

test.each([
  '',
  ID.slice(1),
  `${ID}0`,
  `${ID}\n`,
  ` ${ID.slice(1)}`,
  ID.toUpperCase(),
  `i${ID.slice(1)}`,
  `l${ID.slice(1)}`,
  `o${ID.slice(1)}`,
  `u${ID.slice(1)}`,
  `-${ID.slice(1)}`,
  `..%2f${ID.slice(5)}`,
  `é${ID.slice(1)}`,
  `٣${ID.slice(1)}`,
])('[H5] there is one spelling per document: %j is none', (text) => {
  expect(parseDocumentId(text)).toBeNull()
})
