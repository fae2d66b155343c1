/** What stands between a person and a document, and the ways in. */
export const entry = {
  loading: 'Loading',
  unknown: 'This document is not open to you',
  banned: {
    title: 'This document is closed to you',
    words:
      'Its owner has decided not to let you in. What you wrote in it stays in it, and all your other documents are as they were.',
    next: 'If you think that it is a mistake, talk to the owner: only they can change it.',
  },
  locked: {
    title: 'This document opens with a password',
    words: 'Whoever sent you the link can tell you the password. You give it once in this browser.',
    password: 'Password of the link',
    open: 'Open the document',
  },
  noAccess: {
    title: 'You do not have access to this document',
    words: 'It has not been shared with you, or no longer is. You can ask its owner to let you in.',
    signIn: 'If it was shared with your account, sign in.',
  },
  asked: {
    title: 'The owner was asked',
    viewer: 'You asked to view this document. When the answer is yes, it opens here by itself.',
    commenter: 'You asked to comment this document. When the answer is yes, it opens here by itself.',
    editor: 'You asked to edit this document. When the answer is yes, it opens here by itself.',
    look: 'Look for the answer',
  },
  ask: {
    title: 'Ask for access',
    words: 'The owner is told. Your text stays on this page meanwhile.',
    asked: 'The owner was asked.',
    openAgain: 'Open again',
    wish: 'What do you need?',
    wishes: {
      viewer: 'To view',
      commenter: 'To view and comment',
      editor: 'To edit',
    },
    message: 'A word to the owner',
    optional: 'Not needed',
    guest: 'You are the guest “{name}” here: say who you are.',
    asking: 'Asking…',
    send: {
      viewer: 'Ask to view',
      commenter: 'Ask to comment',
      editor: 'Ask to edit',
    },
    editAsked:
      '{name} was asked. When the answer is yes, you can write here at once; the page need not be loaded again.',
  },
  guest: {
    refused: 'You could not be let in as a guest',
  },
  account: {
    title: 'Sign in to open this document',
    words: 'This server lets people in with an account only.',
    start: 'Go to the start page',
  },
  join: {
    signUpWords: 'You stay on this page, and your documents come with you.',
    signInWords: 'You stay on this page, and what you wrote as a guest comes with you.',
    textStays: 'Your text stays on this page meanwhile.',
    signUpInstead: 'Create an account instead',
    signInInstead: 'Sign in instead',
    refused: 'You could not be signed in. Nothing was changed; try again.',
    loadAgain: 'You are signed in. Load this page again to go on as you.',
  },
} as const
