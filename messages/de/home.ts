import type { Translation } from '../../lib/i18n/messages.ts'
import type { home as english } from '../en/home.ts'

export const home: Translation<typeof english> = {
  account: 'Konto und Darstellung',
  loading: 'Deine Dokumente werden geladen',
  title: 'Deine Dokumente',
  newDocument: 'Neues Dokument',
  search: 'Nach Titel suchen',
  searchLabel: 'Deine Dokumente nach Titel durchsuchen',
  nothingFound: 'Kein Dokument hat „{search}“ im Titel.',
  guest:
    'Du bist Gast: Diese Dokumente gehören zu diesem Browser. <link>Lege ein Konto an</link>, um sie von überall zu erreichen.',
  roles: {
    owner: 'Deins',
    editor: 'Darf bearbeiten',
    commenter: 'Darf kommentieren',
    viewer: 'Darf lesen',
  },
  changed: 'Geändert {ago}',
  more: 'Mehr zu {title}',
  openInTab: 'In neuem Tab öffnen',
  delete: 'Löschen',
  deleteTitle: '„{title}“ löschen?',
  deleteWords:
    'Es kommt in den Papierkorb, und alle, die es offen haben, erfahren es. Links darauf gelten nicht mehr.',
  deleteAction: 'Dokument löschen',
  empty: {
    title: 'Ein stiller Raum, um gemeinsam zu schreiben.',
    words:
      'Beginne eine Seite und schreibe. Du brauchst kein Konto; du kannst später eins anlegen und behältst, was du geschrieben hast.',
    saved: 'Gespeichert heißt gespeichert',
    savedWords: 'Das Wort erscheint, wenn dein Text auf der Festplatte des Servers liegt, und nicht vorher.',
    together: 'Gemeinsam',
    togetherWords: 'Schick einen Link, und schreibt im selben Absatz, jeder mit eigener Schreibmarke.',
    offline: 'Auch offline',
    offlineWords: 'Eine abgebrochene Verbindung kostet nichts: Deine Änderungen warten auf diesem Gerät.',
  },
}
