'use client'

import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { RoomKey } from '../../lib/live-messages.ts'
import type { Series } from '../../lib/server-watch.ts'
import { useLiveState } from '../live/live-line.ts'
import { localTime } from '../local-time.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/problem.tsx'
import { type FigureWords, figureWords } from './figure-words.ts'
import { LiveChart } from './live-chart.tsx'
import { RoomRows } from './room-rows.tsx'
import { HOUR_MS, NOTHING_YET, ServerFeed, type ServerSight } from './server-feed.ts'
import { ServerState } from './server-state.tsx'
import { TallyTable } from './tally-table.tsx'
import { TellEverybody } from './tell-everybody.tsx'

const RANGES = [
  ['minutes', HOUR_MS / 12],
  ['hour', HOUR_MS],
] as const

type ChartName =
  | 'people'
  | 'connections'
  | 'rooms'
  | 'updates'
  | 'traffic'
  | 'ack'
  | 'loop'
  | 'commits'
  | 'fsync'
  | 'cpu'
  | 'memory'
  | 'uncommitted'
  | 'slow'

const CHARTS: readonly (readonly [name: ChartName, series: readonly Series[], as: keyof FigureWords])[] = [
  ['people', ['people'], 'count'],
  ['connections', ['sync', 'live'], 'count'],
  ['rooms', ['rooms'], 'count'],
  ['updates', ['updates'], 'rate'],
  ['traffic', ['octetsOut', 'octetsIn'], 'octets'],
  ['ack', ['ackP99', 'ackP50'], 'duration'],
  ['commits', ['commits'], 'rate'],
  ['fsync', ['fsyncP99'], 'duration'],
  ['loop', ['loopP99'], 'duration'],
  ['cpu', ['cpu'], 'percent'],
  ['memory', ['rss', 'heap', 'roomOctets'], 'octets'],
  ['uncommitted', ['uncommitted'], 'octets'],
  ['slow', ['slow'], 'count'],
]

/** The server at work, for who runs it. */
export function ServerView() {
  const t = useTranslations()
  const language = useLocale()
  const words = useMemo(() => figureWords(language), [language])
  const [feed] = useState(() => new ServerFeed())
  const sight = useSyncExternalStore(
    (tell) => feed.watch(tell),
    () => feed.sight,
    () => NOTHING_YET,
  )
  useEffect(() => feed.open(), [feed])
  const [by, setBy] = useState<RoomKey>('people')
  const [range, setRange] = useState<(typeof RANGES)[number]>(RANGES[1])
  const sort = (key: RoomKey): void => {
    setBy(key)
    feed.sortRooms(key)
  }
  if (sight.isRefused) return <Problem words={t('admin.refused')} className="mt-6" />
  return (
    <>
      <LineState hasFigures={sight.rows.length > 0} />
      <div className="mt-4">
        <ServerState sight={sight} words={words} />
      </div>
      <div className="mt-6 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold text-base">{t('admin.figures')}</h2>
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t('admin.range.label')}</legend>
          {RANGES.map((each) => (
            <Button
              key={each[0]}
              look={each === range ? 'plain' : 'quiet'}
              aria-pressed={each === range}
              onClick={() => setRange(each)}
            >
              {t(`admin.range.${each[0]}`)}
            </Button>
          ))}
        </fieldset>
      </div>
      <div className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-3">
        {CHARTS.map(([name, series, as]) => (
          <LiveChart
            key={name}
            title={t(`admin.charts.${name}`)}
            series={series}
            sight={sight}
            spanMs={range[1]}
            say={words[as]}
          />
        ))}
      </div>
      <Part title={t('admin.rooms.heading')} hint={t('admin.rooms.words')}>
        <RoomRows shown={sight.rooms} by={by} words={words} onSort={sort} />
      </Part>
      <div className="grid gap-x-8 md:grid-cols-2">
        <Part title={t('admin.answers.heading')}>
          <TallyTable area="answers" lines={sight.facts?.handshakes ?? []} words={words} />
        </Part>
        <Part title={t('admin.closes.heading')}>
          <TallyTable area="closes" lines={sight.facts?.closes ?? []} words={words} />
        </Part>
      </div>
      <Part title={t('admin.tell.heading')} hint={t('admin.tell.words')}>
        <TellEverybody />
      </Part>
      <Part title={t('admin.errors.heading')} hint={t('admin.errors.words')}>
        <Errors sight={sight} />
      </Part>
    </>
  )
}

function LineState({ hasFigures }: { hasFigures: boolean }) {
  const t = useTranslations()
  const state = useLiveState()
  if (state.kind === 'stopped') {
    return (
      <Problem words={t('admin.stopped', { code: String(state.code), word: state.word })} className="mt-4" />
    )
  }
  if (state.kind === 'waiting') return <Problem words={t('admin.waiting')} className="mt-4" />
  if (hasFigures) return null
  return (
    <p role="status" className="mt-4 text-ink-soft">
      {t('admin.connecting')}
    </p>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="font-semibold text-base">{title}</h2>
      {hint === undefined ? null : <p className="text-[13px] text-ink-soft">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  )
}

function Errors({ sight }: { sight: ServerSight }) {
  const t = useTranslations()
  const language = useLocale()
  const errors = sight.facts?.errors ?? []
  if (errors.length === 0) return <p className="text-ink-soft">{t('admin.errors.none')}</p>
  return (
    <ul className="divide-y divide-line rounded-card border border-line text-[13px]">
      {errors.map(({ id, at, message, cause }) => (
        <li key={id} className="flex flex-wrap gap-x-3 px-3 py-1.5">
          <span className="text-ink-soft tabular-nums">
            {localTime(new Date(at).toISOString(), language)}
          </span>
          <span className="min-w-0 break-words">{message}</span>
          {cause === null ? null : <code className="text-ink-soft">{cause}</code>}
        </li>
      ))}
    </ul>
  )
}
