import type { Translation } from '../../lib/i18n/messages.ts'
import type { files as english } from '../en/files.ts'

export const files: Translation<typeof english> = {
  file: 'Datei',
  elsewhere: 'Diese Datei ist nicht in diesem Dokument.',
  remove: '{name} entfernen',
  download: '{name} herunterladen',
  upload: {
    progress: 'Wie viel von {name} gesendet ist',
    sending: '{size} · Wird gesendet …',
    cancel: '{name} abbrechen',
    makeRoom: 'Platz schaffen',
    offline: 'Dateien brauchen eine Verbindung. Diese bleibt auf dieser Seite, bis du wieder da bist.',
    tooLarge: 'Diese Datei hat {size}; eine Datei darf {most} haben. Es wurde nichts eingefügt.',
    unreachable: 'Der Server ist nicht zu erreichen. Die Datei bleibt auf dieser Seite.',
    notUnderstood:
      'Der Server hat etwas geantwortet, das diese Seite nicht versteht. Die Datei bleibt auf dieser Seite.',
    noRight:
      'Du darfst in diesem Dokument nicht mehr schreiben, deshalb wurde sie nicht eingefügt. Sie bleibt auf dieser Seite.',
    tooLargeToShow: 'Dieses Bild ist zu groß, um es zu zeigen. Es wurde stattdessen als Datei angehängt.',
    leftBehind: 'Bilder oder Dateien des anderen Dokuments sind nicht mitgekommen. {message}',
  },
  list: {
    title: 'Dateien dieses Dokuments',
    loading: 'Wird geladen …',
    used: '{used} von {most} sind belegt.',
    inText: 'Im Text',
    remove: 'Entfernen',
    removeForGood: '{name} endgültig entfernen',
    words:
      'Was im Text ist, geht, sobald du es dort herausnimmst. Was du hier entfernst, holt Rückgängig nicht zurück.',
  },
  picture: {
    label: 'Bild',
    alignLeft: 'Linksbündig',
    alignCenter: 'Zentriert',
    alignRight: 'Rechtsbündig',
    download: 'Herunterladen',
    remove: 'Entfernen',
    removePicture: 'Bild entfernen',
    width: 'Breite des Bildes',
    ownWidth: 'eigene Breite',
    percentOfText: '{percent} Prozent der Textbreite',
    percent: '{percent} %',
    elsewhere: 'Dieses Bild gehört nicht zu den Dateien dieses Dokuments.',
    failed: 'Dieses Bild konnte nicht geladen werden.',
    foreign: 'Ein Bild von {host}. Es wird nicht von dort geladen.',
    open: 'Öffnen',
    words: 'Texte zum Bild',
    addAlt: 'Alt-Text hinzufügen',
    altAndCaption: 'Texte zum Bild',
    alt: 'Alternativtext',
    altHint: 'Was zu sehen ist, für alle, die es nicht sehen können',
    caption: 'Bildunterschrift',
    captionHint: 'Steht unter dem Bild',
  },
}
