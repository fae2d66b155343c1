import type { EditorView } from '@tiptap/pm/view'

/** Pixels of the window's upper edge that header and toolbar cover, and of the lower one that a phone's toolbar does. */
const HEADER_HEIGHT = 48
const TOOLBAR_HEIGHT = 44
const PHONE_WIDTH = 640

/** Shares of what is visible of the text: a line between the first two is easy to see, and a sought one goes to the last. */
const COMFORT = { from: 0.1, to: 0.75, at: 0.35 } as const

/** The part of the window in which the text is visible, in pixels from its upper edge. */
export function textBand(): { readonly top: number; readonly bottom: number } {
  const height = window.visualViewport?.height ?? window.innerHeight
  return window.innerWidth < PHONE_WIDTH
    ? { top: HEADER_HEIGHT, bottom: height - HEADER_HEIGHT }
    : { top: HEADER_HEIGHT + TOOLBAR_HEIGHT, bottom: height }
}

/** How far the page must scroll for a line at `top` (pixels in the window) to be easy to see; 0 when it is. */
export function scrollDistance(
  top: number,
  band: { readonly top: number; readonly bottom: number },
  always: boolean,
): number {
  const height = band.bottom - band.top
  const share = (top - band.top) / height
  if (!always && share >= COMFORT.from && share <= COMFORT.to) return 0
  return top - band.top - COMFORT.at * height
}

/** Scrolls to a position of the document. Unless `always`, not when it is easy to see already. */
export function scrollToPosition(view: EditorView, position: number, always = true): void {
  const distance = scrollDistance(view.coordsAtPos(position).top, textBand(), always)
  if (Math.abs(distance) < 1) return
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  window.scrollBy({ top: distance, behavior: calm ? 'instant' : 'smooth' })
}
