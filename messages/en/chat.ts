export const chat = {
  empty: {
    words: 'Nothing has been said here yet.',
  },
} as const
