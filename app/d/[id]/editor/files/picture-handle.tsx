import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { boundedWidth, LEAST_WIDTH, MOST_WIDTH } from '../../../../../lib/file-nodes.ts'

/** Percent that a key changes the width by. */
const STEP = 5

export interface PictureHandleProps {
  readonly side: 'left' | 'right'
  readonly frame: RefObject<HTMLElement | null>
  /** Percent; null for a picture of its own width. */
  readonly width: number | null
  readonly isCentred: boolean
  readonly onDrag: (percent: number | null) => void
  readonly onWidth: (percent: number) => void
  readonly onLeave: () => void
}

/** Makes a picture wider or narrower, with the pointer or with the arrow keys. */
export function PictureHandle(props: PictureHandleProps) {
  const t = useTranslations()
  const { side, frame, width, isCentred, onDrag, onWidth, onLeave } = props
  const held = useRef<{ readonly x: number; readonly width: number; percent: number | null } | null>(null)

  const room = (): number => frame.current?.parentElement?.clientWidth ?? 0
  const percentOf = (pixels: number): number =>
    boundedWidth((100 * pixels) / Math.max(1, room())) ?? MOST_WIDTH
  const shownPercent = (): number => width ?? percentOf(frame.current?.clientWidth ?? 0)

  const onKeyDown = (event: KeyboardEvent) => {
    const now = shownPercent()
    const wanted = {
      ArrowRight: now + STEP,
      ArrowUp: now + STEP,
      ArrowLeft: now - STEP,
      ArrowDown: now - STEP,
      Home: LEAST_WIDTH,
      End: MOST_WIDTH,
    }[event.key]
    if (event.key === 'Escape') onLeave()
    const percent = boundedWidth(wanted)
    if (percent === null) return
    event.preventDefault()
    if (percent !== now) onWidth(percent)
  }
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, width: frame.current?.clientWidth ?? 0, percent: null }
  }
  const onPointerMove = (event: PointerEvent) => {
    const start = held.current
    if (start === null) return
    const outward = (event.clientX - start.x) * (side === 'right' ? 1 : -1)
    start.percent = percentOf(start.width + outward * (isCentred ? 2 : 1))
    onDrag(start.percent)
  }
  const release = (keep: boolean) => {
    const percent = held.current?.percent ?? null
    held.current = null
    if (keep && percent !== null) onWidth(percent)
    else onDrag(null)
  }
  // one of the two is enough for the keyboard
  const forKeys = side === 'right'
  return (
    <button
      type="button"
      role="slider"
      className="picture-handle"
      data-side={side}
      aria-hidden={!forKeys}
      tabIndex={forKeys ? 0 : -1}
      aria-label={t('files.picture.width')}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuenow={width ?? MOST_WIDTH}
      aria-valuetext={
        width === null
          ? t('files.picture.ownWidth')
          : t('files.picture.percentOfText', { percent: String(width) })
      }
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => release(true)}
      onPointerCancel={() => release(false)}
    />
  )
}
