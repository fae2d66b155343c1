/**
 * Levels of shared types within each other that a document may have. A browser that is given thousands overflows its
 * stack and can neither show nor delete them.
 */
export const MAX_NESTING = 100
