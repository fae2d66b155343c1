import type { Translation } from '../../lib/i18n/messages.ts'
import type { account as english } from '../en/account.ts'

export const account: Translation<typeof english> = {
  name: 'Name',
  email: 'E-Mail',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  currentPassword: 'Bisheriges Passwort',
  nameHint: 'Sehen alle, mit denen du schreibst',
  passwordHint: 'Mindestens {least} Zeichen',
  loading: 'Wird geladen',
  signIn: {
    title: 'Anmelden',
    words: 'Dokumente, die du hier als Gast geschrieben hast, kommen mit.',
    refused: '{provider} hat dich nicht angemeldet. Versuche es noch einmal, oder nimm dein Passwort.',
    action: 'Anmelden',
    busy: 'Wird angemeldet …',
    forgot: 'Passwort vergessen?',
    other: 'Noch kein Konto? <link>Lege eins an</link>',
  },
  signUp: {
    title: 'Konto anlegen',
    words:
      'Behalte deine Dokumente, auch die, die du hier als Gast geschrieben hast, und erreiche sie von überall.',
    action: 'Konto anlegen',
    busy: 'Wird angelegt …',
    other: 'Du hast ein Konto? <link>Melde dich an</link>',
  },
  provider: {
    action: 'Weiter mit {provider}',
    unreachable:
      '{provider} ist gerade nicht zu erreichen. Versuche es noch einmal, oder nimm dein Passwort.',
    or: 'oder mit einer E-Mail-Adresse',
  },
  forgot: {
    title: 'Neues Passwort wählen',
    words:
      'Gib die Adresse deines Kontos an. Dorthin geht ein Brief mit einem Link, um ein neues Passwort zu wählen.',
    action: 'Brief schicken',
    busy: 'Wird geschickt …',
    back: 'Zurück zur Anmeldung',
    sent: 'Hat {email} hier ein Konto, ist ein Brief unterwegs.',
    sentWords:
      'Der Link darin gilt eine Stunde. Dein altes Passwort gilt, bis du ein neues wählst. Nichts gekommen? Sieh bei den unerwünschten Mails nach, oder prüfe die Adresse.',
    again: 'Andere Adresse nehmen',
  },
  reset: {
    tab: 'Neues Passwort',
    title: 'Dein neues Passwort',
    words: 'Es ersetzt das alte. Überall, wo du jetzt angemeldet bist, wirst du abgemeldet.',
    action: 'Neues Passwort speichern',
    busy: 'Wird gespeichert …',
    done: 'Dein Passwort ist geändert.',
    doneWords: 'Du wurdest überall abgemeldet. Melde dich mit dem neuen an.',
    noKey: 'In dieser Adresse fehlt der Schlüssel: Öffne den ganzen Link aus dem Brief.',
    oldWorks: 'Dein altes Passwort gilt weiter.',
    askAgain: 'Neuen Brief anfordern',
  },
  page: {
    title: 'Dein Konto',
    guestTitle: 'Du bist Gast',
    guestWords: 'Deine Dokumente gehören zu diesem Browser, solange er dich kennt.',
  },
  offer: {
    title: 'Ein Konto daraus machen',
    words:
      'Deine Dokumente kommen mit, und du erreichst sie von jedem Gerät. Andere können mit deiner Adresse teilen.',
  },
  profile: {
    title: 'Profil',
    words: 'So sehen dich alle, mit denen du schreibst: sofort und überall.',
    nameLength: 'Mindestens ein Zeichen',
    color: 'Farbe',
    preview: 'So sehen andere<caret></caret> deine Schreibmarke.',
    yourName: 'Dein Name',
    save: 'Profil speichern',
    saving: 'Wird gespeichert …',
    saved: 'Gespeichert',
  },
  colors: {
    blue: 'Blau',
    rust: 'Rost',
    green: 'Grün',
    berry: 'Beere',
    violet: 'Violett',
    olive: 'Oliv',
    red: 'Rot',
    petrol: 'Petrol',
  },
  change: {
    title: 'Passwort',
    words: 'Wenn du es änderst, wirst du überall sonst abgemeldet.',
    action: 'Passwort ändern',
    busy: 'Wird geändert …',
    done: 'Geändert. Du bist überall sonst abgemeldet.',
  },
  sessions: {
    title: 'Wo du angemeldet bist',
    words: 'Melde ab, was du nicht kennst oder nicht mehr brauchst.',
    endOthers: 'Überall sonst abmelden',
    endOthersTitle: 'Überall sonst abmelden?',
    endOthersWords:
      'Deine anderen Browser und Geräte werden sofort abgemeldet. Was gespeichert war, bleibt gespeichert.',
    noOthers: 'Du bist nirgendwo sonst angemeldet.',
    thisDevice: 'Dieses Gerät',
    lastSeen: 'Zuletzt da: {time}',
    here: 'Hier',
    end: '{device} abmelden',
    device: '{browser} auf {system}',
    unknownDevice: 'Unbekanntes Gerät',
  },
}
