import type { Translation } from '../../lib/i18n/messages.ts'
import type { common as english } from '../en/common.ts'

export const common: Translation<typeof english> = {
  name: 'Scriptorium',
  promise: 'Gemeinsam schreiben. Was „gespeichert“ heißt, liegt auf der Festplatte.',
  homeLink: 'Scriptorium, Startseite',
  untitled: 'Ohne Titel',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  createAccount: 'Konto anlegen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  loadAgain: 'Neu laden',
  toDocuments: 'Zu deinen Dokumenten',
  partMissing:
    'Dieser Teil der Seite ist noch nicht da: Der Server ist nicht erreichbar. Nichts ist verloren, und er öffnet sich von selbst, sobald er da ist.',
  scriptsMissing:
    'Ein Teil dieser Seite ist nicht angekommen, deshalb geht sie noch nicht. Nichts ist verloren: Was geschrieben wurde, ist sicher.',
  opening: 'Wird geöffnet …',
  justNow: 'gerade eben',
  reportId: 'Meldungsnummer {id}',
  guestName: '{name}, Gast',
  profile: 'Dein Name und deine Farbe',
  account: 'Dein Konto',
  canBe: {
    owner: 'Besitzt es',
    editor: 'Darf bearbeiten',
    commenter: 'Darf kommentieren',
    viewer: 'Darf lesen',
  },
  appearance: {
    heading: 'Darstellung',
    system: 'Wie das System',
    light: 'Hell',
    dark: 'Dunkel',
    language: 'Sprache',
  },
}
