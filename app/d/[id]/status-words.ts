import type { Role } from '../../../lib/roles.ts'
import type { DownCause, SyncStatus } from '../../../lib/sync-status.ts'
import { stoppedWords } from './stopped-words.ts'

export type Tone = 'quiet' | 'good' | 'busy' | 'warning' | 'danger'

export interface StatusWords {
  readonly label: string
  readonly tone: Tone
  /** What happened, what is safe, what to do. */
  readonly detail: string
  readonly canTryNow: boolean
}

const DOWN_LABEL: Readonly<Record<DownCause, string>> = {
  offline: 'Reconnecting…',
  line: 'Reconnecting…',
  restart: 'Restarting…',
  busy: 'Server is busy',
  server: 'Reconnecting…',
  'too-many': 'Too many at once',
  full: 'Server is full',
}

export const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** “ Last save 12:03:21.”; nothing when there was none on this page. `at` in ms since the epoch. */
export const lastSave = (at: number | null): string => (at === null ? '' : ` Last save ${time.format(at)}.`)

function trying(retryAt: number | null, now: number): string {
  if (retryAt === null) return 'Trying now.'
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1_000))
  // the number stays with its unit, and both with the word before them
  return seconds === 0 ? 'Trying now.' : `Trying again in\u00a0${seconds}\u00a0s.`
}

function safe(count: number, kept: boolean): string {
  if (count === 0) return 'Nothing is lost.'
  if (kept) return `${changes(count)} ${count === 1 ? 'is' : 'are'} kept on this device.`
  return `${changes(count)} ${count === 1 ? 'is' : 'are'} only in this tab: keep it open.`
}

function down(status: Extract<SyncStatus, { kind: 'reconnecting' }>, now: number): string {
  const rest = `${safe(status.count, status.kept)} ${trying(status.retryAt, now)}`
  switch (status.cause) {
    case 'offline':
      return `You are offline. ${safe(status.count, status.kept)} You can keep writing.`
    case 'restart':
      return `The server is being updated. ${safe(status.count, status.kept)} You can keep writing.`
    case 'busy':
      return `The server has much to do. ${rest}`
    case 'server':
      return `The server has a problem. ${rest}`
    case 'too-many':
      return `You, or your network, have too many connections. ${rest} Closing other tabs helps.`
    case 'full':
      return `The server has all the connections or documents that it can take. ${rest}`
    case 'line':
      return `The connection was lost. ${rest}`
  }
}

const READ_ONLY: Readonly<Record<Role, readonly [label: string, detail: string]>> = {
  owner: ['View only', 'You cannot write here now.'],
  editor: ['View only', 'You cannot write here now.'],
  commenter: ['Comment only', 'You can read and comment here, not edit.'],
  viewer: ['View only', 'You can read this document, not edit it.'],
}

/** The words of the status pill. `now` in ms since the epoch. */
export function statusWords(status: SyncStatus, ownerName: string, now: number): StatusWords {
  switch (status.kind) {
    case 'connecting':
      return { label: 'Connecting…', tone: 'busy', detail: 'Opening the document.', canTryNow: false }
    case 'saved': {
      const detail = `All changes are on the server’s disk.${lastSave(status.at)}`
      return { label: 'Saved', tone: 'good', detail, canTryNow: false }
    }
    case 'saving': {
      const detail =
        status.count === 0
          ? 'Comparing with the server.'
          : `${changes(status.count)} on ${status.count === 1 ? 'its' : 'their'} way.`
      return { label: 'Saving…', tone: 'busy', detail, canTryNow: false }
    }
    case 'local': {
      const [are, they] = status.count === 1 ? ['is', 'it'] : ['are', 'they']
      const kept = `${changes(status.count)} ${are} kept on this device`
      const detail = `You are offline. ${kept}, and ${they} will be sent when you are back.`
      return { label: 'Saved on this device', tone: 'warning', detail, canTryNow: true }
    }
    case 'reconnecting':
      return { label: DOWN_LABEL[status.cause], tone: 'warning', detail: down(status, now), canTryNow: true }
    case 'read-only': {
      const [label, detail] = READ_ONLY[status.role]
      const by = status.by === null ? '' : ` ${status.by} changed that.`
      return { label, tone: 'quiet', detail: `${detail}${by} ${ownerName} owns it.`, canTryNow: false }
    }
    case 'stopped':
      return {
        label: 'Stopped',
        tone: status.count > 0 ? 'danger' : 'quiet',
        detail: `${stoppedWords(status.code, status.word).title}. This page no longer sends or receives changes.`,
        canTryNow: false,
      }
  }
}
