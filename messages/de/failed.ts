import type { Translation } from '../../lib/i18n/messages.ts'
import type { failed as english } from '../en/failed.ts'

export const failed: Translation<typeof english> = {
  title: 'Scriptorium konnte auf dieser Seite nicht starten',
  words: 'Nichts ist verloren: Was gespeichert war, liegt auf der Festplatte des Servers.',
  loadAgain: 'Neu laden',
  reportId: 'Meldungsnummer',
}
