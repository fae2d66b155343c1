import type { Language } from '../../../lib/i18n/languages.ts'
import type { Translator } from '../../../lib/i18n/translator.ts'
import type { MergeReport } from '../../../lib/merge-tally.ts'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import { lastSave, sentences, statusWords } from './status-words.ts'
import { stoppedWords } from './stopped-words.ts'

/** What Ctrl+S answers. Everything is sent as it is typed: the answer says how far it has come. Times as in {@link statusWords}. */
export function saveAnswer(t: Translator, status: SyncStatus, now: number, language: Language): string {
  switch (status.kind) {
    case 'saved':
      return sentences(t('status.saveKey.saved'), lastSave(t, status.at, language))
    case 'saving':
    case 'connecting':
      return statusWords(t, status, '', now, language).detail
    case 'local':
      return sentences(t('status.saveKey.kept', { count: status.count }), t('status.saveKey.reaching'))
    case 'reconnecting':
      return sentences(unsent(t, status), t('status.saveKey.reaching'))
    case 'read-only':
      return t('status.saveKey.readOnly')
    case 'stopped': {
      const { title } = stoppedWords(t, status.code, status.word)
      if (status.count === 0) return t('status.saveKey.stopped', { title })
      return t('status.saveKey.stoppedUnsaved', { title, count: status.count })
    }
  }
}

function unsent(t: Translator, { count, kept }: Extract<SyncStatus, { kind: 'reconnecting' }>): string {
  if (count === 0) return t('status.saveKey.nothing')
  return kept ? t('status.saveKey.kept', { count }) : t('status.saveKey.onlyHere', { count })
}

/** What met when the page came back. */
export const mergeWords = (t: Translator, { sent, received }: MergeReport): string =>
  sent === 0 ? t('status.backOnline', { received }) : t('status.backOnlineSent', { sent, received })
