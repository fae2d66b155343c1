import type { Translation } from '../../lib/i18n/messages.ts'
import type { entry as english } from '../en/entry.ts'

export const entry: Translation<typeof english> = {
  loading: 'Wird geladen',
  unknown: 'Dieses Dokument ist nicht für dich offen',
  banned: {
    title: 'Dieses Dokument ist für dich geschlossen',
    words:
      'Wem es gehört, hat entschieden, dich nicht einzulassen. Was du darin geschrieben hast, bleibt darin, und alle deine anderen Dokumente sind, wie sie waren.',
    next: 'Hältst du das für einen Irrtum, sprich mit der Person, der es gehört: Nur sie kann es ändern.',
  },
  locked: {
    title: 'Dieses Dokument öffnet sich mit einem Passwort',
    words:
      'Wer dir den Link geschickt hat, kann dir das Passwort nennen. Du gibst es in diesem Browser nur einmal ein.',
    password: 'Passwort des Links',
    open: 'Dokument öffnen',
  },
  noAccess: {
    title: 'Du hast keinen Zugang zu diesem Dokument',
    words:
      'Es wurde nicht mit dir geteilt, oder nicht mehr. Du kannst bei der Person, der es gehört, Zugang anfragen.',
    signIn: 'Wurde es mit deinem Konto geteilt, melde dich an.',
  },
  asked: {
    title: 'Deine Anfrage ist angekommen',
    viewer:
      'Du hast gefragt, ob du dieses Dokument lesen darfst. Lautet die Antwort Ja, öffnet es sich hier von selbst.',
    commenter:
      'Du hast gefragt, ob du dieses Dokument kommentieren darfst. Lautet die Antwort Ja, öffnet es sich hier von selbst.',
    editor:
      'Du hast gefragt, ob du dieses Dokument bearbeiten darfst. Lautet die Antwort Ja, öffnet es sich hier von selbst.',
    look: 'Nach der Antwort sehen',
  },
  ask: {
    title: 'Zugang anfragen',
    words: 'Die Anfrage geht an die Person, der es gehört. Dein Text bleibt solange auf dieser Seite.',
    asked: 'Deine Anfrage ist angekommen.',
    openAgain: 'Wieder öffnen',
    wish: 'Was brauchst du?',
    wishes: {
      viewer: 'Lesen',
      commenter: 'Lesen und kommentieren',
      editor: 'Bearbeiten',
    },
    message: 'Ein Wort dazu',
    optional: 'Nicht nötig',
    guest: 'Du bist hier der Gast „{name}“: Sag, wer du bist.',
    asking: 'Wird angefragt …',
    send: {
      viewer: 'Lesen anfragen',
      commenter: 'Kommentieren anfragen',
      editor: 'Bearbeiten anfragen',
    },
    editAsked:
      '{name} wurde gefragt. Lautet die Antwort Ja, kannst du hier sofort schreiben; die Seite muss nicht neu geladen werden.',
  },
  guest: {
    refused: 'Du konntest nicht als Gast eingelassen werden',
  },
  account: {
    title: 'Melde dich an, um dieses Dokument zu öffnen',
    words: 'Dieser Server lässt nur Menschen mit einem Konto ein.',
    start: 'Zur Startseite',
  },
  join: {
    signUpWords: 'Du bleibst auf dieser Seite, und deine Dokumente kommen mit.',
    signInWords: 'Du bleibst auf dieser Seite, und was du als Gast geschrieben hast, kommt mit.',
    textStays: 'Dein Text bleibt solange auf dieser Seite.',
    signUpInstead: 'Stattdessen ein Konto anlegen',
    signInInstead: 'Stattdessen anmelden',
    refused: 'Du konntest nicht angemeldet werden. Es wurde nichts geändert; versuche es noch einmal.',
    loadAgain: 'Du bist angemeldet. Lade diese Seite neu, um als du weiterzumachen.',
  },
}
