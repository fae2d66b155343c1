import type { Translator } from '../../../lib/i18n/translator.ts'

interface Stop {
  readonly safe: 'all' | 'restHere' | 'lastHere' | 'inTrash' | 'notAdded' | 'kept' | 'unchanged' | 'unsent'
  readonly next?: 'password' | 'address' | 'makeRoom' | 'inParts' | 'report' | 'update' | 'certificate'
  readonly action: 'try-again' | 'open-again' | 'reload' | 'sign-in' | 'home'
  /** Something the person wrote may not reach the server: the panel is red and offers the text. */
  readonly wordsInDanger: boolean
  /** A document of one's own is a way out for the text. */
  readonly mayCopy: boolean
  /** The owner can be asked for access. */
  readonly mayAsk: boolean
  /** Something is broken that whoever looks after the server can do something about. */
  readonly mayReport?: true
}

export interface StoppedWords extends Omit<Stop, 'safe' | 'next'> {
  readonly title: string
  /** What is safe. */
  readonly safe: string
  /** What to do, where the buttons do not say it. */
  readonly next?: string
}

const STOPS = {
  left: {
    safe: 'all',
    action: 'open-again',
    wordsInDanger: false,
    mayCopy: false,
    mayAsk: false,
  },
  revoked: {
    safe: 'restHere',
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  deleted: {
    safe: 'inTrash',
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
  },
  role: {
    safe: 'restHere',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  banned: {
    safe: 'restHere',
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
  },
  session: {
    safe: 'restHere',
    action: 'sign-in',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
  },
  locked: {
    safe: 'restHere',
    next: 'password',
    action: 'open-again',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  origin: {
    safe: 'restHere',
    next: 'address',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
  },
  guard: {
    safe: 'lastHere',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
    mayReport: true,
  },
  full: {
    safe: 'lastHere',
    next: 'makeRoom',
    action: 'try-again',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
  },
  tooMuch: {
    safe: 'notAdded',
    next: 'inParts',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
  },
  changed: {
    safe: 'kept',
    next: 'report',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
    mayReport: true,
  },
  compression: {
    safe: 'unchanged',
    next: 'update',
    action: 'reload',
    wordsInDanger: false,
    mayCopy: false,
    mayAsk: false,
  },
  insecure: {
    safe: 'unsent',
    next: 'certificate',
    action: 'reload',
    wordsInDanger: false,
    mayCopy: false,
    mayAsk: false,
  },
} as const satisfies Readonly<Record<string, Stop>>

type StopName = keyof typeof STOPS

const REFUSED: Readonly<Record<string, StopName>> = {
  revoked: 'revoked',
  deleted: 'deleted',
  role: 'role',
  banned: 'banned',
  session: 'session',
}

/** By the HTTP status of a refused handshake: no close code says this. */
const REFUSED_HANDSHAKE: Readonly<Record<string, StopName>> = { locked: 'locked', origin: 'origin' }

function stopName(code: number, word: string): StopName {
  switch (code) {
    case 1000:
      return 'left'
    case 403:
      return REFUSED_HANDSHAKE[word] ?? 'changed'
    case 1008:
      return REFUSED[word] ?? 'guard'
    case 1009:
      return word === 'doc-size' ? 'full' : 'tooMuch'
    case 1010:
      return 'compression'
    case 1015:
      return 'insecure'
    default:
      return 'changed'
  }
}

/** The words for a connection that ended for good with this close code, or HTTP status, and machine word. */
export function stoppedWords(t: Translator, code: number, word: string): StoppedWords {
  const name = stopName(code, word)
  const { safe, next, ...stop }: Stop = STOPS[name]
  return {
    ...stop,
    title: t(`stopped.title.${name}`),
    safe: t(`stopped.safe.${safe}`),
    ...(next === undefined ? {} : { next: t(`stopped.next.${next}`) }),
  }
}

/** What is safe, when `unsaved` edits are not on the server's disk. `isOpen`: the text is on this page. */
export function safeWords(t: Translator, words: StoppedWords, unsaved: number, isOpen: boolean): string {
  if (words.wordsInDanger) {
    if (unsaved > 0) return words.safe
    return isOpen ? t('stopped.safe.written') : t('stopped.safe.unchanged')
  }
  return unsaved > 0 ? t('stopped.safe.keptOnPage') : words.safe
}

export interface StopReport {
  readonly code: number
  readonly word: string
  readonly documentId: string
  readonly unsaved: number
  /** The address of the page, without what stands behind its path. */
  readonly page: string
  readonly browser: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** What whoever looks after the server needs to know, as lines to copy. Nothing of the text is in it. */
export const reportText = (t: Translator, report: StopReport): string =>
  t('stopped.report', {
    reason: `${report.code} ${report.word}`.trim(),
    documentId: report.documentId,
    time: new Date(report.at).toISOString(),
    unsaved: String(report.unsaved),
    page: report.page,
    browser: report.browser,
  })
