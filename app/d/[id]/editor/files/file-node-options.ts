export interface FileNodeOptions {
  /** The document whose files the text shows. */
  readonly documentId: string
}

/** An attribute that the node's own rules read from HTML and write to it, all together. */
export const attribute = (fallback: unknown) => ({
  default: fallback,
  rendered: false,
  parseHTML: () => null,
})
