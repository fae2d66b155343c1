export interface FileNodeOptions {
  /** The document whose files the text shows. */
  readonly documentId: string
}
