import type { Translation } from '../../lib/i18n/messages.ts'
import type { stopped as english } from '../en/stopped.ts'

export const stopped: Translation<typeof english> = {
  title: {
    left: 'Du hast dieses Dokument verlassen',
    revoked: 'Du hast keinen Zugang mehr',
    deleted: 'Dieses Dokument wurde gelöscht',
    role: 'Dieses Dokument kannst du jetzt nur noch lesen',
    banned: 'Dieses Dokument wurde für dich geschlossen',
    session: 'Du wurdest abgemeldet',
    locked: 'Dieses Dokument öffnet sich jetzt mit einem Passwort',
    origin: 'Der Server kennt diese Adresse nicht als seine eigene',
    guard: 'Der Server hat deine letzte Änderung nicht angenommen',
    full: 'Dieses Dokument ist voll',
    tooMuch: 'Das ist zu viel auf einmal',
    changed: 'Etwas zwischen dir und dem Server hat die Daten verändert',
    compression: 'Dieser Server braucht eine neuere Verbindung',
    insecure: 'Die Verbindung ist nicht sicher',
  },
  safe: {
    all: 'Alles ist gespeichert.',
    written: 'Alles, was du bis dahin geschrieben hast, ist gespeichert.',
    restHere: 'Was du bis dahin geschrieben hast, ist gespeichert; der Rest ist hier auf dieser Seite.',
    lastHere: 'Alles bis dahin ist gespeichert; die letzte Änderung ist hier auf dieser Seite.',
    inTrash:
      'Mit allem, was gespeichert war, liegt es im Papierkorb der Person, der es gehört. Dein Text ist noch auf dieser Seite.',
    notAdded: 'Es wurde nicht eingefügt; der Rest ist gespeichert. Dein Text ist hier auf dieser Seite.',
    kept: 'Deine letzten Änderungen sind hier aufbewahrt.',
    keptOnPage: 'Deine letzten Änderungen sind hier auf dieser Seite aufbewahrt.',
    unchanged: 'Es wurde nichts geändert.',
    unsent: 'Es wurde nichts gesendet.',
  },
  next: {
    password:
      'Öffne es noch einmal und gib das Passwort ein; wer dir den Link geschickt hat, kann es dir nennen.',
    address:
      'Öffne das Dokument unter der Adresse, für die der Server eingerichtet ist. Wer den Server betreut, setzt PUBLIC_URL auf die Adresse, die alle benutzen.',
    makeRoom: 'Lösche etwas, um Platz zu schaffen, und versuche es dann noch einmal.',
    inParts: 'Füge es in Teilen ein.',
    report:
      'Lade die Seite neu; passiert es wieder, kopiere einen Bericht für die Person, die den Server betreut.',
    update:
      'Aktualisiere den Browser oder den Proxy zwischen dir und dem Server: Er muss WebSocket-Kompression durchlassen.',
    certificate: 'Prüfe das Zertifikat dieser Adresse.',
    keepAsOwn: 'Du bist jetzt als jemand anderes angemeldet: Behalte den Text als eigenes Dokument.',
  },
  openAgain: 'Wieder öffnen',
  reload: 'Neu laden',
  discard: 'Ohne meine letzten Änderungen öffnen',
  download: 'Text herunterladen',
  copyText: 'Text kopieren',
  copyReport: 'Bericht kopieren',
  copied: 'Kopiert',
  notCopied: 'Kopieren ging nicht',
  report:
    'Scriptorium: Die Verbindung endete mit {reason}\nDokument: {documentId}\nZeit: {time}\nNicht gespeicherte Änderungen: {unsaved}\nSeite: {page}\nBrowser: {browser}',
  saveAsOwn: {
    action: 'Als eigenes Dokument speichern',
    busy: 'Deine Kopie wird gespeichert …',
    signInFirst: 'Melde dich zuerst an: Die Kopie wird dir gehören. Dein Text bleibt auf dieser Seite.',
    notAll:
      'Die Kopie konnte nicht ganz gespeichert werden. Dein Text ist noch auf dieser Seite: Versuche es noch einmal, oder kopiere ihn oder lade ihn herunter.',
    textAlone:
      'Darum können Bilder und Dateien nicht mitkommen. Dein Text ist noch auf dieser Seite: Drücke noch einmal, um nur den Text zu speichern.',
  },
}
