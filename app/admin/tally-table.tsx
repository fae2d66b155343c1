'use client'

import { useTranslations } from 'use-intl'
import type { Messages } from '../../lib/i18n/messages.ts'
import type { TallyLine } from '../../lib/server-watch.ts'
import type { FigureWords } from './figure-words.ts'

type Area = 'answers' | 'closes'
type Meaning<A extends Area> = keyof Messages['admin'][A] & string

/** Places of the catalogue that say what a word, or else a number, means. */
const ANSWERS: ReadonlySet<string> = new Set<Meaning<'answers'>>([
  '101',
  'method',
  'upgrade',
  'version',
  'malformed',
  'origin',
  'no-endpoint',
  'session',
  'no-document',
  'banned',
  'locked',
  'no-access',
  'rate',
  'draining',
  'overload',
  'memory',
  'full',
])
const CLOSES: ReadonlySet<string> = new Set<Meaning<'closes'>>([
  '1000',
  '1001',
  '1005',
  '1006',
  '1009',
  'left',
  'stop',
  'idle',
  'framing',
  'text-frame',
  'binary-frame',
  'malformed',
  'role',
  'revoked',
  'deleted',
  'banned',
  'session',
  'guard',
  'message-size',
  'doc-size',
  'compression',
  'storage',
  'internal',
  'restart',
  'rate',
  'chat-rate',
  'slow',
  'overload',
])

/** What a line of a tally means: by its word, else by its number. */
function meaningOf<A extends Area>(known: ReadonlySet<string>, what: string): Meaning<A> {
  const found = what
    .split(' ')
    .toReversed()
    .find((part) => known.has(part))
  return (found ?? 'other') as Meaning<A>
}

/** How often connections were answered or ended with what, in words. */
export function TallyTable({
  area,
  lines,
  words,
}: {
  area: Area
  lines: readonly TallyLine[]
  words: FigureWords
}) {
  const t = useTranslations()
  const meaning = (what: string): string =>
    area === 'answers'
      ? t(`admin.answers.${meaningOf<'answers'>(ANSWERS, what)}`)
      : t(`admin.closes.${meaningOf<'closes'>(CLOSES, what)}`)
  if (lines.length === 0) return <p className="text-ink-soft">{t(`admin.${area}.none`)}</p>
  return (
    <table className="w-full text-start text-[13px]">
      <thead>
        <tr className="border-line border-b text-ink-soft">
          <th className="py-1.5 pe-3 text-start font-medium">{t(`admin.${area}.code`)}</th>
          <th className="w-24 py-1.5 ps-3 text-end font-medium">{t('admin.answers.minute')}</th>
          <th className="w-24 py-1.5 ps-3 text-end font-medium">{t('admin.answers.total')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ endpoint, what, total, minute }) => (
          <tr key={`${endpoint} ${what}`} className="border-line border-b last:border-0">
            <th scope="row" className="py-1.5 pe-3 text-start font-normal">
              {meaning(what)}
              <span className="block text-ink-faint text-xs">
                {`${what.split(' ')[0]} · ${t(`admin.answers.${endpoint}`)}`}
              </span>
            </th>
            <td className="py-1.5 ps-3 text-end tabular-nums">{words.count(minute)}</td>
            <td className="py-1.5 ps-3 text-end tabular-nums">{words.count(total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
