/** Root types of a document: the text is TipTap's fragment … */
export const TEXT_ROOT = 'default'
/** … and what is said about the document a map. */
export const META_ROOT = 'meta'
