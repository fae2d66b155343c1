/** What is said when nothing else of a page could be loaded: every language of it is in the script, nothing in it takes values. */
export const failed = {
  title: 'Scriptorium could not start on this page',
  words: 'Nothing was lost: what was saved is on the server’s disk.',
  loadAgain: 'Load again',
  reportId: 'Report id',
} as const
