import type { Translation } from '../../lib/i18n/messages.ts'
import type { page as english } from '../en/page.ts'

export const page: Translation<typeof english> = {
  tab: 'Dokument',
  loading: 'Das Dokument wird geladen',
  back: 'Zurück zu deinen Dokumenten',
  leave: {
    title: 'Gehen, bevor alles gespeichert ist?',
    words:
      'Einige deiner Änderungen sind noch nicht auf dem Server. Sie bleiben auf diesem Gerät und werden gesendet, wenn du dieses Dokument hier wieder öffnest.',
    action: 'Gehen',
    stay: 'Bleiben',
  },
  menu: {
    label: 'Menü',
    download: 'Als Markdown herunterladen',
    downloadComments: 'Mit Kommentaren herunterladen',
    find: 'Im Dokument suchen',
    shortcuts: 'Tastenkürzel',
    font: 'Schrift',
    sans: 'Ohne Serifen',
    serif: 'Mit Serifen',
  },
  dismiss: 'Ausblenden',
  accessChanged: 'Dein Zugang hat sich geändert.',
  accessChangedBy: '{name} hat deinen Zugang geändert.',
  mayNow: {
    owner: 'Dieses Dokument gehört jetzt dir.',
    editor: 'Du kannst dieses Dokument jetzt bearbeiten.',
    commenter: 'Du kannst jetzt lesen und kommentieren, aber nicht bearbeiten.',
    viewer: 'Du kannst dieses Dokument jetzt lesen, aber nicht bearbeiten.',
  },
  youAre: 'Du bist jetzt {name}. Was du hier als Gast getan hast, gehört dir.',
  notOpenYet: {
    restart: 'Der Server wird aktualisiert',
    busy: 'Der Server ist ausgelastet',
    'too-many': 'Zu viele Verbindungen auf einmal',
    full: 'Der Server ist im Moment voll',
    words: 'Das Dokument öffnet sich hier von selbst, sobald der Server dich einlässt.',
  },
  loadFailed: {
    title: 'Der Server kann dieses Dokument gerade nicht lesen',
    words:
      'Der Server hat ein Problem. Es wurde nichts geändert, und diese Seite versucht es von selbst wieder. Bleibt es so, nenne der Person, die diesen Server betreut, die Nummer unten.',
  },
}
