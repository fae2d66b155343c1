import type { Translation } from '../../lib/i18n/messages.ts'
import type { requests as english } from '../en/requests.ts'

export const requests: Translation<typeof english> = {
  unreachable:
    'Der Server ist nicht zu erreichen. Nichts wurde geändert; prüfe deine Verbindung und versuche es noch einmal.',
  tooOften: 'Das war zu oft in kurzer Zeit. Warte einen Moment und versuche es noch einmal.',
  tooOftenFor: 'Das war zu oft in kurzer Zeit. Versuche es in {seconds} s noch einmal.',
  refused: 'Der Server konnte das nicht tun. Nichts wurde geändert; versuche es in einem Moment noch einmal.',
  contract: 'Diese Seite versteht die Antwort des Servers nicht. Lade die Seite neu.',
  origin:
    'Der Server kennt diese Adresse nicht als seine eigene, deshalb wurde nichts geändert. Öffne ihn unter der Adresse, für die er eingerichtet ist; wer sich um den Server kümmert, setzt PUBLIC_URL auf die Adresse, die alle benutzen.',
  credentials: 'Diese Adresse und dieses Passwort gehören nicht zusammen. Prüfe beide.',
  email: 'Das ist keine E-Mail-Adresse. Prüfe sie.',
  userExists: 'Mit dieser Adresse gibt es schon ein Konto. Melde dich an.',
  password: 'Das ist nicht dein bisheriges Passwort. Nichts wurde geändert.',
  token: 'Dieser Link wurde schon benutzt oder ist älter als eine Stunde. Fordere einen neuen an.',
  passwordShort: 'Das Passwort ist zu kurz. Es braucht mindestens 8 Zeichen.',
  passwordLong: 'Das Passwort ist zu lang. Es darf 256 Zeichen haben.',
  noPassword:
    'Dieses Konto hat noch kein Passwort. Wähle eins mit „Passwort vergessen?“ auf der Seite zum Anmelden.',
}
