import type { MergeReport } from '../../../lib/merge-tally.ts'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import { changes, lastSave, statusWords } from './status-words.ts'
import { stoppedWords } from './stopped-words.ts'

const NOT_SENT = 'It tries to reach the server now.'

/** What Ctrl+S answers. Everything is sent as it is typed: the answer says how far it has come. Times as in {@link statusWords}. */
export function saveAnswer(status: SyncStatus, now: number): string {
  switch (status.kind) {
    case 'saved':
      return `Everything is saved.${lastSave(status.at)}`
    case 'saving':
    case 'connecting':
      return statusWords(status, '', now).detail
    case 'local':
      return `Kept on this device: ${changes(status.count)}. ${NOT_SENT}`
    case 'reconnecting':
      if (status.count === 0) return `Nothing of yours is unsaved. ${NOT_SENT}`
      if (status.kept) return `Kept on this device: ${changes(status.count)}. ${NOT_SENT}`
      return `Only in this tab: ${changes(status.count)}. Keep it open. ${NOT_SENT}`
    case 'read-only':
      return 'You can only read here, so there is nothing of yours to save.'
    case 'stopped': {
      const { title } = stoppedWords(status.code, status.word)
      if (status.count === 0) return `${title}. Nothing of yours is unsaved.`
      return `${title}. Not saved on the server: ${changes(status.count)}.`
    }
  }
}

/** What met when the page came back. */
export function mergeWords({ sent, received }: MergeReport): string {
  const were = sent === 1 ? 'was' : 'were'
  const own = sent === 0 ? '' : `${sent} of your changes ${were} sent`
  const others = received === 0 ? 'nothing by others came in' : `${changes(received)} by others came in`
  return `Back online. ${own === '' ? others.replace(/^n/, 'N') : `${own}; ${others}`}.`
}
