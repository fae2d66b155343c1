/** When a connection has ended for good: what happened, what is safe, what to do. */
export const stopped = {
  title: {
    left: 'You left this document',
    revoked: 'You no longer have access',
    deleted: 'This document was deleted',
    role: 'This document is now view only for you',
    banned: 'The owner closed this document to you',
    session: 'You were signed out',
    locked: 'This document opens with a password now',
    origin: 'The server does not know this address as its own',
    guard: 'The server did not take your last change',
    full: 'This document is full',
    tooMuch: 'That is too much at once',
    changed: 'Something between you and the server changed the data',
    compression: 'This server needs a newer connection',
    insecure: 'The connection is not secure',
  },
  safe: {
    all: 'Everything is saved.',
    written: 'Everything you wrote until then is saved.',
    restHere: 'What you wrote until then was saved; the rest is here on this page.',
    lastHere: 'Everything until then is saved; the last change is here on this page.',
    inTrash: 'It is in its owner’s trash, with all that was saved. Your text is still on this page.',
    notAdded: 'It was not added; the rest is saved. Your text is here on this page.',
    kept: 'Your last changes are kept here.',
    keptOnPage: 'Your last changes are kept here on this page.',
    unchanged: 'Nothing was changed.',
    unsent: 'Nothing was sent.',
  },
  next: {
    password: 'Open it again and give the password; whoever sent you the link can tell it.',
    address:
      'Open the document at the address that the server is set up for. Whoever looks after the server sets PUBLIC_URL to the address that people use.',
    makeRoom: 'Delete something to make room, then try again.',
    inParts: 'Insert it in parts.',
    report: 'Reload the page; if it happens again, copy a report for whoever looks after the server.',
    update:
      'Update the browser, or the proxy between you and the server: it must let WebSocket compression through.',
    certificate: 'Check the certificate of this address.',
    keepAsOwn: 'You are signed in as somebody else now: keep the text as a document of your own.',
  },
  openAgain: 'Open again',
  reload: 'Reload',
  discard: 'Open without my last changes',
  download: 'Download my text',
  copyText: 'Copy my text',
  copyReport: 'Copy a report',
  copied: 'Copied',
  notCopied: 'Could not copy',
  report:
    'Scriptorium: the connection ended with {reason}\nDocument: {documentId}\nTime: {time}\nChanges not saved: {unsaved}\nPage: {page}\nBrowser: {browser}',
  saveAsOwn: {
    action: 'Save as my own document',
    busy: 'Saving your copy…',
    signInFirst: 'Sign in first: the copy will be yours. Your text stays on this page.',
    notAll:
      'The copy could not be saved as a whole. Your text is still on this page: try again, or copy or download it.',
    textAlone:
      'So its pictures and files cannot come along. Your text is still on this page: press again to save the text alone.',
  },
} as const
