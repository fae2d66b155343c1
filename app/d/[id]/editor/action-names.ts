import type { Messages } from '../../../../lib/i18n/messages.ts'

/** The names of all that can be done with the text: what it is called is in the catalogue. */
export type ActionName = keyof Messages['editor']['actions']

/** The names of those that menus offer as blocks, with words to find them by. */
export type BlockName = keyof Messages['editor']['search']

export type TableActionName = keyof Messages['tables']['actions']
