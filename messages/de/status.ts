import type { Translation } from '../../lib/i18n/messages.ts'
import type { status as english } from '../en/status.ts'

export const status: Translation<typeof english> = {
  about: 'Wie sicher deine Änderungen sind',
  tryNow: 'Jetzt versuchen',
  label: {
    connecting: 'Wird verbunden …',
    saved: 'Gespeichert',
    saving: 'Wird gespeichert …',
    local: 'Hier gespeichert',
    reconnecting: 'Wird neu verbunden …',
    restart: 'Server startet neu …',
    busy: 'Server ist ausgelastet',
    tooMany: 'Zu viele auf einmal',
    full: 'Server ist voll',
    viewOnly: 'Nur lesen',
    commentOnly: 'Nur kommentieren',
    stopped: 'Beendet',
  },
  opening: 'Das Dokument wird geöffnet.',
  allSaved: 'Alle Änderungen liegen auf der Festplatte des Servers.',
  lastSave: 'Zuletzt gespeichert um {time}.',
  comparing: 'Der Stand wird mit dem Server abgeglichen.',
  onTheirWay: '{count, plural, one {# Änderung ist unterwegs.} other {# Änderungen sind unterwegs.}}',
  local:
    '{count, plural, one {Du bist offline. # Änderung ist auf diesem Gerät aufbewahrt und wird gesendet, sobald du wieder da bist.} other {Du bist offline. # Änderungen sind auf diesem Gerät aufbewahrt und werden gesendet, sobald du wieder da bist.}}',
  cause: {
    offline: 'Du bist offline.',
    line: 'Die Verbindung ist abgebrochen.',
    restart: 'Der Server wird aktualisiert.',
    busy: 'Der Server hat viel zu tun.',
    server: 'Der Server hat ein Problem.',
    'too-many': 'Von dir oder aus deinem Netz kommen zu viele Verbindungen.',
    full: 'Der Server hat so viele Verbindungen oder Dokumente, wie er fassen kann.',
  },
  nothingLost: 'Nichts ist verloren.',
  kept: '{count, plural, one {# Änderung ist auf diesem Gerät aufbewahrt.} other {# Änderungen sind auf diesem Gerät aufbewahrt.}}',
  onlyHere:
    '{count, plural, one {# Änderung ist nur in diesem Tab: Lass ihn offen.} other {# Änderungen sind nur in diesem Tab: Lass ihn offen.}}',
  trying: 'Neuer Versuch läuft.',
  tryingIn: 'Neuer Versuch in\u00a0{seconds}\u00a0s.',
  keepWriting: 'Du kannst weiterschreiben.',
  closeTabs: 'Es hilft, andere Tabs zu schließen.',
  readOnly: {
    owner: 'Du kannst hier gerade nicht schreiben.',
    editor: 'Du kannst hier gerade nicht schreiben.',
    commenter: 'Du kannst hier lesen und kommentieren, aber nicht bearbeiten.',
    viewer: 'Du kannst dieses Dokument lesen, aber nicht bearbeiten.',
  },
  changedBy: 'Das hat {name} geändert.',
  ownedBy: 'Es gehört {name}.',
  stopped: '{title}. Diese Seite sendet und empfängt keine Änderungen mehr.',
  saveKey: {
    saved: 'Alles ist gespeichert.',
    kept: 'Auf diesem Gerät aufbewahrt: {count, plural, one {# Änderung} other {# Änderungen}}.',
    nothing: 'Von dir ist nichts ungespeichert.',
    onlyHere: 'Nur in diesem Tab: {count, plural, one {# Änderung} other {# Änderungen}}. Lass ihn offen.',
    reaching: 'Die Seite versucht gerade, den Server zu erreichen.',
    readOnly: 'Du kannst hier nur lesen, also gibt es von dir nichts zu speichern.',
    stopped: '{title}. Von dir ist nichts ungespeichert.',
    stoppedUnsaved:
      '{title}. Nicht auf dem Server gespeichert: {count, plural, one {# Änderung} other {# Änderungen}}.',
  },
  backOnline:
    'Wieder online. {received, plural, =0 {Von anderen kam nichts dazu.} one {Von anderen kam # Änderung dazu.} other {Von anderen kamen # Änderungen dazu.}}',
  backOnlineSent:
    'Wieder online. {sent, plural, one {# deiner Änderungen wurde gesendet} other {# deiner Änderungen wurden gesendet}}; {received, plural, =0 {von anderen kam nichts dazu} one {von anderen kam # Änderung dazu} other {von anderen kamen # Änderungen dazu}}.',
}
