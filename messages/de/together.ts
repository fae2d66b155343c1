import type { Translation } from '../../lib/i18n/messages.ts'
import type { together as english } from '../en/together.ts'

export const together: Translation<typeof english> = {
  here: 'Wer hier ist',
  everybody: 'Alle, die hier sind',
  countHere: '{count, plural, one {# Person hier} other {# Personen hier}}',
  someone: 'Jemand',
  you: 'du',
  nameAndYou: '{name} (du)',
  pressHint: 'klicken: hingehen, halten: folgen',
  goTo: 'Zu {name} gehen',
  follow: '{name} folgen',
  following: 'Du folgst {name}',
  stopFollowing: 'Aufhören',
  noCaret: '{name} hat gerade keine Schreibmarke im Text.',
  joined:
    '{count, plural, =1 {{first} ist dazugekommen.} =2 {{first} und {second} sind dazugekommen.} other {{first} und {others, plural, one {# andere Person} other {# andere}} sind dazugekommen.}}',
  left: '{count, plural, =1 {{first} ist gegangen.} =2 {{first} und {second} sind gegangen.} other {{first} und {others, plural, one {# andere Person} other {# andere}} sind gegangen.}}',
  bringEveryone: 'Alle herholen',
  asked:
    '{count, plural, =0 {Es ist sonst niemand hier, den man bitten könnte.} one {Eine Person wurde gebeten, hierher zu schauen.} other {# Personen wurden gebeten, hierher zu schauen.}}',
  notAsked:
    'Gerade gibt es keine Verbindung zum Server, darum wurde niemand gebeten. Versuche es gleich noch einmal.',
  asksYou: '{name} bittet dich, hierher zu schauen.',
  go: 'Hingehen',
  notNow: 'Jetzt nicht',
  placeGone: 'Die Stelle ist nicht mehr im Text.',
}
