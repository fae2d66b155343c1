import type { Translation } from '../../lib/i18n/messages.ts'
import type { inbox as english } from '../en/inbox.ts'

export const inbox: Translation<typeof english> = {
  open: 'Mitteilungen',
  openUnread: '{count, plural, one {Mitteilungen, # ungelesen} other {Mitteilungen, # ungelesen}}',
  title: 'Mitteilungen',
  list: 'Mitteilungen, die neueste zuerst',
  readAll: 'Alle gelesen',
  unread: 'Ungelesen',
  more: 'Ältere Mitteilungen zeigen',
  empty: 'Nichts Neues für dich',
  emptyWords: 'Wenn dich jemand erwähnt, dir antwortet oder ein Dokument mit dir teilt, steht es hier.',
  failed: 'Die Mitteilungen konnten nicht geladen werden. Es ist nichts verloren.',
  again: 'Noch einmal versuchen',
  today: 'Heute',
  yesterday: 'Gestern',
  justNow: 'gerade eben',
  arrived: '{count, plural, one {# neue Mitteilung} other {# neue Mitteilungen}}',
  somebody: 'Jemand',
  hidden: 'ein Dokument, das für dich nicht offen ist',
  browser: {
    offer: 'Auch im Hintergrund Bescheid sagen',
    on: 'Dieser Browser sagt dir Bescheid, wenn die Seite im Hintergrund ist.',
    off: 'Ausschalten',
    denied: 'Dieser Browser erlaubt dieser Seite keine Mitteilungen. Neben der Adresse kannst du das ändern.',
  },
  says: {
    mention: '<who>{name}</who> hat dich in <doc>{title}</doc> erwähnt',
    mentioned: 'Du wurdest in <doc>{title}</doc> erwähnt',
    mentionInChat: '<who>{name}</who> hat dich im Chat erwähnt: <doc>{title}</doc>',
    mentionInComment: '<who>{name}</who> hat dich in einem Kommentar erwähnt: <doc>{title}</doc>',
    reply: '<who>{name}</who> hat auf einen Kommentar geantwortet: <doc>{title}</doc>',
    thread: '<who>{name}</who> hat einen Kommentar geschrieben: <doc>{title}</doc>',
    chat: '<who>{name}</who> hat im Chat geschrieben: <doc>{title}</doc>',
    share:
      '<who>{name}</who> hat {role, select, owner {dir ein Dokument übergeben} editor {ein Dokument zum Bearbeiten mit dir geteilt} commenter {ein Dokument zum Kommentieren mit dir geteilt} other {ein Dokument zum Lesen mit dir geteilt}}: <doc>{title}</doc>',
    shared:
      'Das kannst du jetzt {role, select, owner {verwalten} editor {bearbeiten} commenter {kommentieren} other {lesen}}: <doc>{title}</doc>',
    request:
      '<who>{name}</who> bittet um Zugang zum {role, select, editor {Bearbeiten} commenter {Kommentieren} other {Lesen}}: <doc>{title}</doc>',
    answer:
      '<who>{name}</who> hat ja gesagt. Das kannst du jetzt {role, select, editor {bearbeiten} commenter {kommentieren} other {lesen}}: <doc>{title}</doc>',
    declined: 'Deine Bitte um Zugang wurde abgelehnt: <doc>{title}</doc>',
    resolved: '<who>{name}</who> hat einen Kommentar erledigt: <doc>{title}</doc>',
    accepted: '<who>{name}</who> hat einen Vorschlag angenommen: <doc>{title}</doc>',
    rejected: '<who>{name}</who> hat einen Vorschlag abgelehnt: <doc>{title}</doc>',
  },
  watching: {
    title: 'Mitteilungen zu diesem Dokument',
    watch: 'Alles, was gesagt wird',
    default: 'Was mich betrifft',
    mute: 'Nichts',
  },
  letter: {
    subject:
      '{count, plural, one {# ungelesene Mitteilung} other {# ungelesene Mitteilungen}} in Scriptorium',
    greeting: 'Hallo {name},',
    intro: 'das hast du noch nicht gelesen:',
    stop: 'Du möchtest diese Briefe nicht mehr? Hier kannst du sie abbestellen: {address}',
  },
  account: {
    title: 'Briefe',
    words:
      'Was du nach einer Weile noch nicht gelesen hast, kommt per E-Mail, höchstens einmal in der Stunde.',
    toggle: 'Briefe über Ungelesenes schicken',
    noPost: 'Dieser Server verschickt keine Briefe.',
  },
  stop: {
    title: 'Briefe über Mitteilungen',
    words: 'Keine Briefe mehr über Ungelesenes? Die Mitteilungen selbst bleiben.',
    action: 'Briefe abbestellen',
    done: 'Du bekommst diese Briefe nicht mehr. In deinem Konto kannst du sie wieder bestellen.',
    wrong: 'Diese Adresse ist nicht vollständig. In deinem Konto kannst du die Briefe abbestellen.',
    account: 'Zum Konto',
  },
}
