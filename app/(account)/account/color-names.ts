import { PRESENCE_COLORS } from '../../../lib/presence-color.ts'

export type PresenceColor = (typeof PRESENCE_COLORS)[number]

/** What the eight are called in `messages/`. */
export const COLOR_NAMES = {
  '#1f6feb': 'blue',
  '#b3541e': 'rust',
  '#0f7b6c': 'green',
  '#a0366e': 'berry',
  '#6b4fbb': 'violet',
  '#5a6b00': 'olive',
  '#b42318': 'red',
  '#0b7285': 'petrol',
} as const satisfies Readonly<Record<PresenceColor, string>>

/** The one of the eight that `color` is; the first when it is none. */
export const presenceColorOf = (color: string): PresenceColor =>
  PRESENCE_COLORS.find((known) => known === color) ?? PRESENCE_COLORS[0]
