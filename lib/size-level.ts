/** Shares of the cap, in percent, that people are told about. */
export type SizeLevel = 0 | 80 | 90 | 100

const LEVELS = [100, 90, 80] as const

/** How full a document of `bytes` octets is when it may have `cap`: the highest level that it has reached. */
export const sizeLevel = (bytes: number, cap: number): SizeLevel =>
  LEVELS.find((level) => bytes * 100 >= cap * level) ?? 0
