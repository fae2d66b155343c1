/** What the server tells people who have a document open. */
export const notices = {
  asksForAccess: '{name} asks for access. Answer it under Share.',
  gatheredTooOften: 'You have just asked everybody. Wait a moment before you ask again.',
  revoked: '{name} took away your access.',
  banned: '{name} closed this document to you.',
  deleted: '{name} moved this document to the trash.',
} as const
