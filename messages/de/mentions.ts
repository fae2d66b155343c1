import type { Translation } from '../../lib/i18n/messages.ts'
import type { mentions as english } from '../en/mentions.ts'

/** Mentions of people and documents in the text. */
export const mentions: Translation<typeof english> = {
  label: 'Personen und Dokumente',
  people: 'Personen',
  documents: 'Dokumente',
  nothing: 'Niemand und nichts mit diesem Namen',
  nobody: 'Niemand mit diesem Namen',
  noDocument: 'Kein Dokument mit diesem Titel',
  found: '{count, plural, one {1 Person oder Dokument} other {# Personen und Dokumente}}',
  here: 'hier',
  isHere: '{name}, gerade hier',
  isAway: '{name} ist gerade nicht hier.',
}
