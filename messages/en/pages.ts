export const pages = {
  error: {
    title: 'This page could not be shown',
    words:
      'The server did not answer as it should. What was saved is on its disk, and changes it has not taken yet are kept on this device.',
  },
  forbidden: {
    tab: 'No access',
    title: 'You do not have access to this page',
    words: 'It is for somebody else. If it was shared with your account, sign in.',
  },
  notFound: {
    tab: 'Not here',
    title: 'There is nothing at this address',
    words: 'The document was deleted, or the link is not complete.',
    next: 'If somebody sent you the link, ask them for it again.',
  },
} as const
