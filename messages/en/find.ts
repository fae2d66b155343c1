export const find = {
  label: 'Find in this document',
  find: 'Find',
  matchCase: 'Match case',
  wholeWords: 'Whole words',
  previous: 'Previous match',
  next: 'Next match',
  replaceWith: 'Replace with',
  replace: 'Replace',
  all: 'All',
  nothing: 'Nothing found',
  counted: '{at} of {count}',
  replaced: 'Replaced {count}',
} as const
