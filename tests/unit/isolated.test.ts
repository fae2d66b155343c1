import { expect, test } from 'vitest'
import { isolated, withoutTurns } from '../../lib/isolated.ts'

test('[D4] a name from right to left is isolated within a sentence, one from left to right needs no signs', () => {
  expect(isolated('Ada')).toBe('Ada')
  expect(isolated('عدا')).toBe('\u2068عدا\u2069')
  expect(isolated('Ada לאה')).toBe('\u2068Ada לאה\u2069')
  expect(isolated('日本語 Ω é')).toBe('日本語 Ω é')
})

test('[D4, SEC 25] signs that turn what follows are taken out', () => {
  expect(withoutTurns('a\u202eb\u2066c\u2069d')).toBe('abcd')
  expect(isolated('\u202eexe.txt')).toBe('exe.txt')
  expect(isolated('א\u2069\u202e')).toBe('\u2068א\u2069')
})
