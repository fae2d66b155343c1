/** What the doctor has looked at. `remedy` says what to do, line by line; none when all is well. */
export interface Finding {
  readonly kind: 'well' | 'doubt' | 'wrong'
  readonly what: string
  readonly remedy: readonly string[]
}

export const well = (what: string): Finding => ({ kind: 'well', what, remedy: [] })
export const doubt = (what: string, ...remedy: string[]): Finding => ({ kind: 'doubt', what, remedy })
export const wrong = (what: string, ...remedy: string[]): Finding => ({ kind: 'wrong', what, remedy })

const SIGNS = { well: '✓', doubt: '!', wrong: '✗' } as const

/** As text for a terminal. */
export const shown = ({ kind, what, remedy }: Finding): string =>
  [`${SIGNS[kind]} ${what}`, ...remedy.map((line) => `    ${line}`)].join('\n')
