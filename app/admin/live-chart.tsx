'use client'

import { useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Series } from '../../lib/server-watch.ts'
import { classNames } from '../ui/class-names.ts'
import { keepDrawing } from './chart-motion.ts'
import { chartPath, HEIGHT, highest, topOf, WIDTH } from './chart-path.ts'
import { figureOf, type ServerSight } from './server-feed.ts'

const SECOND_MS = 1_000
/** Less than this is not seen, in units of the drawing. */
const LEAST_SHIFT = 0.05
const STROKES = ['stroke-accent', 'stroke-success', 'stroke-warning'] as const
const DOTS = ['bg-accent', 'bg-success', 'bg-warning'] as const

export interface LiveChartProps {
  readonly title: string
  /** The first is the figure that stands out. */
  readonly series: readonly Series[]
  readonly sight: ServerSight
  readonly spanMs: number
  readonly say: (value: number) => string
}

/** A figure with its line. Each second draws the line anew; between them it is only moved, so that it flows. */
export function LiveChart({ title, series, sight, spanMs, say }: LiveChartProps) {
  const t = useTranslations()
  const group = useRef<SVGGElement>(null)
  const { rows, heardAt } = sight
  const most = useMemo(() => highest(rows, series, spanMs), [rows, series, spanMs])
  const paths = useMemo(
    () => series.map((each) => [each, chartPath(rows, each, spanMs, topOf(most))] as const),
    [rows, series, spanMs, most],
  )
  useEffect(() => {
    let shown = Number.NaN
    return keepDrawing((now) => {
      // the newest second comes in from the edge while the next is awaited
      const age = Math.min(Math.max(0, now - heardAt), 2 * SECOND_MS)
      const shift = ((SECOND_MS - age) / spanMs) * WIDTH
      if (Math.abs(shift - shown) < LEAST_SHIFT) return
      shown = shift
      group.current?.setAttribute('transform', `translate(${shift.toFixed(2)} 0)`)
    })
  }, [heardAt, spanMs])
  const last = rows.at(-1)
  const sayOf = (each: Series): string => {
    const value = figureOf(last, each)
    return value === null ? t('admin.nothing') : say(value)
  }
  const [main] = series
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col rounded-card border border-line bg-raised p-3"
    >
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="truncate text-[13px] text-ink-soft" title={title}>
          {title}
        </h3>
        <span className="shrink-0 text-ink-faint text-xs tabular-nums">
          {t('admin.peak', { value: say(most) })}
        </span>
      </div>
      {series.length === 1 && main !== undefined ? (
        <p className="mt-0.5 font-semibold text-xl tabular-nums" data-series={main}>
          {sayOf(main)}
        </p>
      ) : (
        <dl className="mt-0.5 flex flex-wrap gap-x-3">
          {series.map((each, index) => (
            <div key={each} className="flex flex-row-reverse items-baseline justify-end gap-1.5">
              <dt className="flex items-center gap-1 text-ink-soft text-xs">
                <span aria-hidden className={classNames('size-2 rounded-full', DOTS[index])} />
                {t(`admin.series.${each}`)}
              </dt>
              <dd className="font-semibold text-base tabular-nums leading-7" data-series={each}>
                {sayOf(each)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <svg
        aria-hidden="true"
        viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        className="mt-auto block h-18 w-full overflow-hidden border-line border-b pt-2"
      >
        <g ref={group}>
          {paths.map(([each, path], index) => (
            <path
              key={each}
              d={path}
              fill="none"
              strokeWidth="1.5"
              strokeLinecap="round"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
              className={STROKES[index]}
            />
          ))}
        </g>
      </svg>
    </section>
  )
}
