/** Something that is drawn again with each frame of the screen. */
export type Draw = (now: number) => void

const drawn = new Set<Draw>()
let frame = 0

/**
 * Draws with each frame until what this returns is called; all charts in one turn. Nothing moves for who wants that
 * nothing moves.
 */
export function keepDrawing(draw: Draw): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => undefined
  drawn.add(draw)
  if (frame === 0) frame = requestAnimationFrame(turn)
  return () => {
    drawn.delete(draw)
    if (drawn.size > 0) return
    cancelAnimationFrame(frame)
    frame = 0
  }
}

function turn(now: number): void {
  for (const draw of drawn) draw(now)
  frame = requestAnimationFrame(turn)
}
