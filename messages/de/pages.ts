import type { Translation } from '../../lib/i18n/messages.ts'
import type { pages as english } from '../en/pages.ts'

export const pages: Translation<typeof english> = {
  error: {
    title: 'Diese Seite konnte nicht gezeigt werden',
    words:
      'Der Server hat nicht geantwortet, wie er sollte. Was gespeichert war, liegt auf seiner Festplatte; Änderungen, die er noch nicht hat, bleiben auf diesem Gerät.',
  },
  forbidden: {
    tab: 'Kein Zugang',
    title: 'Du hast keinen Zugang zu dieser Seite',
    words: 'Sie ist für jemand anderen. Wurde sie mit deinem Konto geteilt, melde dich an.',
  },
  notFound: {
    tab: 'Nicht hier',
    title: 'Unter dieser Adresse gibt es nichts',
    words: 'Das Dokument wurde gelöscht, oder der Link ist nicht vollständig.',
    next: 'Hat dir jemand den Link geschickt, bitte noch einmal darum.',
  },
}
