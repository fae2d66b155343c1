import type { CSSProperties } from 'react'
import type { Picture } from '../../../../../lib/file-nodes.ts'

/** How wide a picture stands: as much of the text as somebody chose, else as wide as it is. */
export const frameStyle = (width: number | null, pixels: Picture['pixels']): CSSProperties => {
  if (width !== null) return { width: `${width}%` }
  return pixels === null ? {} : { width: `min(100%, ${pixels.width}px)` }
}
