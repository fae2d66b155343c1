import { expect, test } from 'vitest'
import { scrollSpeed } from '../../app/d/[id]/editor/use-block-drag.ts'

test('[M4] a block held at an edge of the window scrolls the page, faster the nearer it is', () => {
  const at = (y: number) => scrollSpeed(y, 800, 92)
  expect(at(400)).toBe(0)
  expect(at(790)).toBeGreaterThan(at(750))
  expect(at(750)).toBeGreaterThan(0)
  expect(at(100)).toBeLessThan(0)
  expect(at(-500)).toBe(at(-50))
  expect(at(2_000)).toBe(-at(-500))
})
