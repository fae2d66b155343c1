import type { Translation } from '../../lib/i18n/messages.ts'
import type { find as english } from '../en/find.ts'

export const find: Translation<typeof english> = {
  label: 'In diesem Dokument suchen',
  find: 'Suchen',
  matchCase: 'Groß- und Kleinschreibung beachten',
  wholeWords: 'Ganze Wörter',
  previous: 'Voriger Treffer',
  next: 'Nächster Treffer',
  replaceWith: 'Ersetzen durch',
  replace: 'Ersetzen',
  all: 'Alle',
  nothing: 'Nichts gefunden',
  counted: '{at} von {count}',
  replaced: '{count} ersetzt',
}
