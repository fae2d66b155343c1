/** Mentions of people and documents in the text. */
export const mentions = {
  label: 'People and documents',
  people: 'People',
  documents: 'Documents',
  nothing: 'Nobody and nothing by that name',
  nobody: 'Nobody by that name',
  noDocument: 'No document by that title',
  found: '{count, plural, one {1 person or document} other {# people and documents}}',
  here: 'here',
  isHere: '{name}, here now',
  isAway: '{name} is not here now.',
} as const
