export interface StoppedWords {
  readonly title: string
  /** What is safe. */
  readonly safe: string
  /** What to do, where the buttons do not say it. */
  readonly next?: string
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

const HERE = 'What you wrote until then was saved; the rest is here on this page.'

const REFUSED: Readonly<Record<string, StoppedWords>> = {
  revoked: {
    title: 'You no longer have access',
    safe: HERE,
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  deleted: {
    title: 'This document was deleted',
    safe: 'It is in its owner’s trash, with all that was saved. Your text is still on this page.',
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
  },
  role: {
    title: 'This document is now view only for you',
    safe: HERE,
    action: 'reload',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  banned: {
    title: 'The owner closed this document to you',
    safe: HERE,
    action: 'home',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: false,
  },
  session: {
    title: 'You were signed out',
    safe: HERE,
    action: 'sign-in',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
  },
}

/** By the HTTP status of a refused handshake: no close code says this. */
const REFUSED_HANDSHAKE: Readonly<Record<string, StoppedWords>> = {
  locked: {
    title: 'This document opens with a password now',
    safe: HERE,
    next: 'Open it again and give the password; whoever sent you the link can tell it.',
    action: 'open-again',
    wordsInDanger: true,
    mayCopy: true,
    mayAsk: true,
  },
  origin: {
    title: 'The server does not know this address as its own',
    safe: HERE,
    next: 'Open the document at the address that the server is set up for. Whoever looks after the server sets PUBLIC_URL to the address that people use.',
    action: 'reload',
    wordsInDanger: true,
    mayCopy: false,
    mayAsk: false,
  },
}

const GUARD: StoppedWords = {
  title: 'The server did not take your last change',
  safe: 'Everything until then is saved; the last change is here on this page.',
  action: 'reload',
  wordsInDanger: true,
  mayCopy: true,
  mayAsk: false,
  mayReport: true,
}

const FULL: StoppedWords = {
  title: 'This document is full',
  safe: 'Everything until then is saved; the last change is here on this page.',
  next: 'Delete something to make room, then try again.',
  action: 'try-again',
  wordsInDanger: true,
  mayCopy: true,
  mayAsk: false,
}

const TOO_MUCH: StoppedWords = {
  title: 'That is too much at once',
  safe: 'It was not added; the rest is saved. Your text is here on this page.',
  next: 'Insert it in parts.',
  action: 'reload',
  wordsInDanger: true,
  mayCopy: false,
  mayAsk: false,
}

const CHANGED: StoppedWords = {
  title: 'Something between you and the server changed the data',
  safe: 'Your last changes are kept here.',
  next: 'Reload the page; if it happens again, copy a report for whoever looks after the server.',
  action: 'reload',
  wordsInDanger: true,
  mayCopy: false,
  mayAsk: false,
  mayReport: true,
}

/** The words for a connection that ended for good with this close code, or HTTP status, and machine word. */
export function stoppedWords(code: number, word: string): StoppedWords {
  switch (code) {
    case 1000:
      return {
        title: 'You left this document',
        safe: 'Everything is saved.',
        action: 'open-again',
        wordsInDanger: false,
        mayCopy: false,
        mayAsk: false,
      }
    case 403:
      return REFUSED_HANDSHAKE[word] ?? CHANGED
    case 1008:
      return REFUSED[word] ?? GUARD
    case 1009:
      return word === 'doc-size' ? FULL : TOO_MUCH
    case 1010:
      return {
        title: 'This server needs a newer connection',
        safe: 'Nothing was changed.',
        next: 'Update the browser, or the proxy between you and the server: it must let WebSocket compression through.',
        action: 'reload',
        wordsInDanger: false,
        mayCopy: false,
        mayAsk: false,
      }
    case 1015:
      return {
        title: 'The connection is not secure',
        safe: 'Nothing was sent.',
        next: 'Check the certificate of this address.',
        action: 'reload',
        wordsInDanger: false,
        mayCopy: false,
        mayAsk: false,
      }
    default:
      return CHANGED
  }
}

const NOTHING_OPEN = 'Everything you wrote until then is saved.'
const NEVER_OPEN = 'Nothing was changed.'
const KEPT = 'Your last changes are kept here on this page.'

/** What is safe, when `unsaved` edits are not on the server's disk. `isOpen`: the text is on this page. */
export function safeWords(words: StoppedWords, unsaved: number, isOpen: boolean): string {
  if (words.wordsInDanger) {
    if (unsaved > 0) return words.safe
    return isOpen ? NOTHING_OPEN : NEVER_OPEN
  }
  return unsaved > 0 ? KEPT : words.safe
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
export const reportText = (report: StopReport): string =>
  [
    `Scriptorium: the connection ended with ${report.code} ${report.word}`.trim(),
    `Document: ${report.documentId}`,
    `Time: ${new Date(report.at).toISOString()}`,
    `Changes not saved: ${report.unsaved}`,
    `Page: ${report.page}`,
    `Browser: ${report.browser}`,
  ].join('\n')
