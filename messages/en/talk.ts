/** The panel beside the text. */
export const talk = {
  label: 'Conversation',
  close: 'Close the panel',
  tabs: {
    comments: 'Comments',
    chat: 'Chat',
  },
  newsOfAll: '{count, plural, one {Conversation, 1 thing is new} other {Conversation, # things are new}}',
  /** Names of the buttons that open the tabs, while something is new there. */
  news: {
    comments: '{count, plural, one {Comments, 1 new} other {Comments, # new}}',
    chat: '{count, plural, one {Chat, 1 new message} other {Chat, # new messages}}',
  },
} as const
