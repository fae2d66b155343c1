/** The page of a document around its text. */
export const page = {
  tab: 'Document',
  loading: 'Loading the document',
  back: 'Back to your documents',
  leave: {
    title: 'Leave before everything is saved?',
    words:
      'Some of your changes are not on the server yet. They stay on this device and are sent when you open this document here again.',
    action: 'Leave',
    stay: 'Stay',
  },
  menu: {
    label: 'Menu',
    download: 'Download as Markdown',
    downloadComments: 'Download with comments',
    find: 'Find in document',
    shortcuts: 'Keyboard shortcuts',
    font: 'Text',
    sans: 'Sans serif',
    serif: 'Serif',
  },
  dismiss: 'Dismiss',
  accessChanged: 'Your access changed.',
  accessChangedBy: '{name} changed your access.',
  mayNow: {
    owner: 'You own this document now.',
    editor: 'You can edit this document now.',
    commenter: 'You can read and comment now, but not edit.',
    viewer: 'You can read this document now, but not edit it.',
  },
  youAre: 'You are {name} now. What you did here as a guest is yours.',
  notOpenYet: {
    restart: 'The server is being updated',
    busy: 'The server is busy',
    'too-many': 'Too many connections at once',
    full: 'The server is full at the moment',
    words: 'The document opens here by itself as soon as the server lets you in.',
  },
  loadFailed: {
    title: 'The server cannot read this document now',
    words:
      'The server has a problem. Nothing was changed, and this page tries again by itself. If it lasts, tell whoever looks after this server the id below.',
  },
} as const
