import type { Translation } from '../../lib/i18n/messages.ts'
import type { audit as english } from '../en/audit.ts'

export const audit: Translation<typeof english> = {
  created: '{actor} hat dieses Dokument angelegt',
  granted:
    '{actor} lässt {known, select, yes {{whom}} other {jemanden}} {role, select, owner {das Dokument besitzen} editor {bearbeiten} commenter {kommentieren} viewer {lesen} other {das Dokument öffnen}}',
  removed: '{actor} hat {known, select, yes {{whom}} other {jemanden}} entfernt',
  left: '{actor} hat das Dokument verlassen',
  invited:
    '{actor} hat {known, select, yes {{whom}} other {jemanden}} {role, select, owner {zum Besitzen} editor {zum Bearbeiten} commenter {zum Kommentieren} viewer {zum Lesen} other {zum Öffnen}} eingeladen',
  uninvited: '{actor} hat die Einladung an {known, select, yes {{whom}} other {jemanden}} zurückgezogen',
  joined:
    '{actor} hat eine Einladung {role, select, owner {zum Besitzen} editor {zum Bearbeiten} commenter {zum Kommentieren} viewer {zum Lesen} other {zum Öffnen}} angenommen',
  linkOff: '{actor} hat den Link abgeschaltet',
  link: '{actor} lässt alle, die den Link haben, {role, select, owner {das Dokument besitzen} editor {bearbeiten} commenter {kommentieren} viewer {lesen} other {das Dokument öffnen}}{ends, select, yes {, bis {end}} other {}}{password, select, set {, mit neuem Passwort} removed {, ohne Passwort} other {}}',
  opened:
    '{actor} kam über den Link {role, select, owner {zum Besitzen} editor {zum Bearbeiten} commenter {zum Kommentieren} viewer {zum Lesen} other {zum Öffnen}}',
  requested:
    '{actor} hat gebeten, {role, select, owner {das Dokument besitzen} editor {bearbeiten} commenter {kommentieren} viewer {lesen} other {das Dokument öffnen}} zu dürfen',
  refused: '{actor} hat die Anfrage von {known, select, yes {{whom}} other {jemandem}} abgelehnt',
  banned: '{actor} hat {known, select, yes {{whom}} other {jemanden}} ausgesperrt',
  unbanned: '{actor} hat {known, select, yes {{whom}} other {jemanden}} wieder hereingelassen',
  transferred: '{actor} hat das Dokument an {known, select, yes {{whom}} other {jemanden}} übergeben',
  closed: '{actor} hat dieses Dokument für den Betrieb des Servers kurz geschlossen',
  chatCleared: '{actor} hat den Chat geleert',
  chatOn: '{actor} hat den Chat eingeschaltet',
  chatOff: '{actor} hat den Chat abgeschaltet',
  trashed: '{actor} hat dieses Dokument in den Papierkorb gelegt',
}
