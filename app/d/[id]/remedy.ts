/** What a person can do at once about a problem that they are told. */
export interface Remedy {
  readonly label: string
  readonly run: () => void
}

/** Tells the person something that went wrong, as a sentence. */
export type TellProblem = (words: string, remedy?: Remedy) => void
