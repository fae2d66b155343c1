import type { Translation } from '../../lib/i18n/messages.ts'
import type { size as english } from '../en/size.ts'

export const size: Translation<typeof english> = {
  bytes: '{count, plural, one {#\u00a0Byte} other {#\u00a0Byte}}',
  kilobytes: '{amount}\u00a0KB',
  megabytes: '{amount}\u00a0MB',
  about: 'Größe des Dokuments',
  partlyFull: 'Dieses Dokument ist zu {percent}\u00a0% voll: {size} von {cap}.',
  full: 'Dieses Dokument ist voll: {size} von {cap}. Lösche etwas, um Platz zu schaffen.',
  notAdded: 'Dieses Dokument ist voll, darum wurde nichts eingefügt. Lösche etwas, um Platz zu schaffen.',
  whatIsLarge: 'Was groß ist',
  total: 'Das Dokument hat {size}.',
  sections: 'Abschnitte',
  blocks: 'Blöcke',
  rest: 'Alles andere, darunter Spuren von gelöschtem Text: {size}.',
  unnamed:
    '{kind, select, paragraph {(Absatz)} heading {(Überschrift)} bulletList {(Liste)} orderedList {(nummerierte Liste)} taskList {(Aufgabenliste)} blockquote {(Zitat)} codeBlock {(Code)} horizontalRule {(Trennlinie)} callout {(Hinweis)} toggle {(Aufklappbereich)} table {(Tabelle)} tableOfContents {(Inhaltsverzeichnis)} blockMath {(Formel)} embed {(Video)} image {(Bild)} file {(Datei)} other {({name})}}',
  several: '{count, plural, one {{name} (# Block)} other {{name} (# Blöcke)}}',
  goTo: 'Hingehen',
  goToPart: 'Zu {part} gehen',
  delete: 'Löschen',
  deletePart: '{part} löschen',
  deleteIt: 'Ja, löschen',
  keep: 'Behalten',
}
