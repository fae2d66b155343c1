import type { Translation } from '../../lib/i18n/messages.ts'
import type { refusals as english } from '../en/refusals.ts'

export const refusals: Translation<typeof english> = {
  origin: 'Eine andere Seite darf das nicht für dich tun. Nichts wurde geändert.',
  bodySize: 'Eine Anfrage darf {octets} Bytes haben. Nichts wurde geändert.',
  metricsToken: 'Die Messwerte brauchen das Token aus METRICS_TOKEN, als Bearer.',
  noEndpoint: 'Unter dieser Adresse gibt es nichts.',
  pageMethod: 'Seiten werden nur gelesen. Es wurde nichts geändert.',
  internal:
    'Der Server hat ein Problem und konnte das nicht tun. Nichts wurde geändert; versuche es noch einmal.',
  session: 'Du bist nicht angemeldet, oder nicht mehr. Melde dich neu an.',
  tooOften: 'Das war zu oft in kurzer Zeit. Warte einen Moment und versuche es noch einmal.',
  storage: 'Die Festplatte des Servers antwortet nicht. Nichts wurde geändert; versuche es noch einmal.',
  contentType: 'Sende JSON, mit Content-Type application/json. Nichts wurde geändert.',
  notJson: 'Die Anfrage ist kein gültiges JSON. Nichts wurde geändert.',
  invalid: '{problems}. Nichts wurde geändert.',
  documentId: 'Die Kennung des Dokuments ist fehlerhaft.',
  noDocument: 'Unter dieser Adresse gibt es kein Dokument.',
  banned: 'Dieses Dokument ist für dich gesperrt.',
  locked: 'Dieses Dokument öffnet sich mit einem Passwort.',
  noAccess: 'Du hast keinen Zugang zu diesem Dokument.',
  role: 'Du darfst dieses Dokument {role, select, viewer {nur lesen} commenter {nur lesen und kommentieren} editor {nur bearbeiten} other {besitzen}}; das reicht dafür nicht. Nichts wurde geändert.',
  linkEndsInPast: 'expiresAt: liegt in der Vergangenheit. Nichts wurde geändert.',
  linkPassword: 'Das ist nicht das Passwort dieses Links.',
  noSession: 'Diese Anmeldung ist schon beendet. Nichts wurde geändert.',
  noUser: 'Diese Person gibt es hier nicht. Nichts wurde geändert.',
  operator: 'Das ist für die, die den Server betreiben. Nichts wurde geändert.',
  operateRate: 'Das war viel auf einmal. Warte einen Moment.',
  noRoom: 'Niemand hat dieses Dokument mehr offen. Nichts wurde geändert.',
  ownerStays: 'Das Dokument gehört derselben Person, bis sie es übergibt. Nichts wurde geändert.',
  onlyOwnerRemoves: 'Andere entfernen kann nur, wer das Dokument besitzt. Nichts wurde geändert.',
  guestOwns: 'Einem Gast kann kein Dokument von anderen gehören. Nichts wurde geändert.',
  noRequest: 'Diese Anfrage ist schon beantwortet. Nichts wurde geändert.',
  chat: {
    gone: 'Diese Nachricht gibt es nicht mehr. Es wurde nichts geändert.',
    notYours: 'Diese Nachricht ist von jemand anderem. Es wurde nichts geändert.',
    off: 'Der Chat ist ausgeschaltet. Es wurde nichts geändert.',
    tooOften:
      'Das sind viele Nachrichten in kurzer Zeit. Es wurde nichts gesagt; warte einen Moment und versuche es noch einmal.',
    searches: 'Das sind viele Suchen in kurzer Zeit. Warte einen Moment und versuche es noch einmal.',
    noPicture: 'Das ist kein Bild, das hier gezeigt werden kann. Es wurde nichts hinzugefügt.',
  },
  comments: {
    gone: 'Diesen Kommentar gibt es nicht mehr. Nichts wurde geändert.',
    notYours: 'Dieser Kommentar ist von jemand anderem. Nichts wurde geändert.',
    full: 'Hier gibt es schon zu viele Kommentare. Nichts wurde hinzugefügt.',
    decided: 'Dieser Vorschlag wurde schon angenommen oder abgelehnt. Nichts wurde geändert.',
    off: 'Hier kann gerade niemand schreiben. Nichts wurde geändert.',
    tooOften:
      'Das sind viele Kommentare in kurzer Zeit. Nichts wurde geändert; warte einen Moment und versuch es noch einmal.',
  },
  files: {
    contentType:
      'Sende die Datei selbst, mit Content-Type application/octet-stream. Nichts wurde hinzugefügt.',
    tooOften:
      'Das sind viele Dateien in kurzer Zeit. Nichts wurde hinzugefügt; warte einen Moment und versuche es noch einmal.',
    empty: 'Diese Datei ist leer. Nichts wurde hinzugefügt.',
    none: 'Diese Datei gibt es in diesem Dokument nicht.',
    noneChanged: 'Diese Datei gibt es in diesem Dokument nicht. Nichts wurde geändert.',
    notShown: 'Dieses Bild ist zu groß zum Zeigen oder von unbekannter Art. Lade es stattdessen herunter.',
    from: 'from: ist keine Kennung eines Dokuments. Nichts wurde geändert.',
    disk: 'Die Festplatte des Servers nimmt sie nicht. Nichts wurde hinzugefügt; versuche es später noch einmal.',
    size: 'Eine Datei darf {most} haben. Nichts wurde hinzugefügt.',
    count: 'Ein Dokument darf {most} Dateien haben, und so viele hat dieses. Nichts wurde hinzugefügt.',
    full: 'Die Dateien eines Dokuments dürfen zusammen {most} haben, und {used} sind schon da. Nichts wurde hinzugefügt.',
  },
  handshake: {
    origin:
      'Diese Seite darf sich hier nicht verbinden. Öffne das Dokument unter der eigenen Adresse dieses Servers.',
    elsewhere: 'Unter dieser Adresse gibt es keinen WebSocket.',
    tooMany: 'Es wurden zu viele Verbindungen geöffnet. Nichts ist verloren; versuche es gleich noch einmal.',
    draining: 'Der Server startet neu. Nichts ist verloren; versuche es gleich noch einmal.',
    overload: 'Der Server hat zu viel zu tun. Nichts ist verloren; versuche es gleich noch einmal.',
    memory:
      'Der Server hat keinen Speicher für ein weiteres Dokument. Nichts ist verloren; versuche es gleich noch einmal.',
    full: 'Der Server hat so viele Verbindungen, wie er halten kann. Versuche es gleich noch einmal.',
    internal: 'Der Server hat ein Problem. Nichts ist verloren; versuche es noch einmal.',
    method: 'Verbinde dich mit GET.',
    upgrade: 'Diese Adresse spricht WebSocket.',
    version: 'Diese Adresse spricht WebSocket in Version 13.',
    http: 'Ein Handshake ist HTTP/1.1, mit einem Host.',
    key: 'Sec-WebSocket-Key fehlt oder ist fehlerhaft.',
    address: 'Die Adresse ist fehlerhaft.',
    query: 'Die Adresse ist hinter dem Fragezeichen fehlerhaft.',
  },
  noPages: {
    title: 'Die Seiten sind noch nicht da',
    words:
      'Der Server startet oder wird gerade aktualisiert. Was du geschrieben hast, ist sicher. Lade gleich neu.',
  },
  notices: {
    tooOften: 'Du fragst sehr oft nach deinen Mitteilungen. Es ist nichts verloren; warte einen Moment.',
    token: 'Diese Adresse bestellt keine Briefe ab. In deinem Konto kannst du das tun.',
  },
}
