import type { Language } from '../../../lib/i18n/languages.ts'
import type { Translator } from '../../../lib/i18n/translator.ts'
import { isolated } from '../../../lib/isolated.ts'
import type { DownCause, SyncStatus } from '../../../lib/sync-status.ts'
import { clockTime } from './clock-time.ts'
import { stoppedWords } from './stopped-words.ts'

export type Tone = 'quiet' | 'good' | 'busy' | 'warning' | 'danger'

export interface StatusWords {
  readonly label: string
  readonly tone: Tone
  /** What happened, what is safe, what to do. */
  readonly detail: string
  readonly canTryNow: boolean
}

const DOWN_LABEL = {
  offline: 'reconnecting',
  line: 'reconnecting',
  restart: 'restart',
  busy: 'busy',
  server: 'reconnecting',
  'too-many': 'tooMany',
  full: 'full',
} as const satisfies Readonly<Record<DownCause, string>>

/** Whole sentences, one behind the other; those that are null are left out. */
export const sentences = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(' ')

/** “Last save 12:03:21.”; null when there was none on this page. `at` in ms since the epoch. */
export const lastSave = (t: Translator, at: number | null, language: Language): string | null =>
  at === null ? null : t('status.lastSave', { time: clockTime(at, language) })

function trying(t: Translator, retryAt: number | null, now: number): string {
  const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1_000))
  return seconds === 0 ? t('status.trying') : t('status.tryingIn', { seconds: String(seconds) })
}

function safe(t: Translator, count: number, kept: boolean): string {
  if (count === 0) return t('status.nothingLost')
  return kept ? t('status.kept', { count }) : t('status.onlyHere', { count })
}

function down(t: Translator, status: Extract<SyncStatus, { kind: 'reconnecting' }>, now: number): string {
  const { cause } = status
  const next =
    cause === 'offline' || cause === 'restart' ? t('status.keepWriting') : trying(t, status.retryAt, now)
  return sentences(
    t(`status.cause.${cause}`),
    safe(t, status.count, status.kept),
    next,
    cause === 'too-many' ? t('status.closeTabs') : null,
  )
}

/** The words of the status pill. `now` in ms since the epoch. */
export function statusWords(
  t: Translator,
  status: SyncStatus,
  ownerName: string,
  now: number,
  language: Language,
): StatusWords {
  switch (status.kind) {
    case 'connecting':
      return {
        label: t('status.label.connecting'),
        tone: 'busy',
        detail: t('status.opening'),
        canTryNow: false,
      }
    case 'saved': {
      const detail = sentences(t('status.allSaved'), lastSave(t, status.at, language))
      return { label: t('status.label.saved'), tone: 'good', detail, canTryNow: false }
    }
    case 'saving': {
      const { count } = status
      const detail = count === 0 ? t('status.comparing') : t('status.onTheirWay', { count })
      return { label: t('status.label.saving'), tone: 'busy', detail, canTryNow: false }
    }
    case 'local': {
      const detail = t('status.local', { count: status.count })
      return { label: t('status.label.local'), tone: 'warning', detail, canTryNow: true }
    }
    case 'reconnecting': {
      const label = t(`status.label.${DOWN_LABEL[status.cause]}`)
      return { label, tone: 'warning', detail: down(t, status, now), canTryNow: true }
    }
    case 'read-only': {
      const { role, by } = status
      const label = role === 'commenter' ? t('status.label.commentOnly') : t('status.label.viewOnly')
      const detail = sentences(
        t(`status.readOnly.${role}`),
        by === null ? null : t('status.changedBy', { name: isolated(by) }),
        t('status.ownedBy', { name: isolated(ownerName) }),
      )
      return { label, tone: 'quiet', detail, canTryNow: false }
    }
    case 'stopped': {
      const { title } = stoppedWords(t, status.code, status.word)
      return {
        label: t('status.label.stopped'),
        tone: status.count > 0 ? 'danger' : 'quiet',
        detail: t('status.stopped', { title }),
        canTryNow: false,
      }
    }
  }
}
