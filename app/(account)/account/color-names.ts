import { PRESENCE_COLORS } from '../../../lib/presence-color.ts'

export type PresenceColor = (typeof PRESENCE_COLORS)[number]

export const COLOR_NAMES: Readonly<Record<PresenceColor, string>> = {
  '#1f6feb': 'Blue',
  '#b3541e': 'Rust',
  '#0f7b6c': 'Green',
  '#a0366e': 'Berry',
  '#6b4fbb': 'Violet',
  '#5a6b00': 'Olive',
  '#b42318': 'Red',
  '#0b7285': 'Petrol',
}

/** The one of the eight that `color` is; the first when it is none. */
export const presenceColorOf = (color: string): PresenceColor =>
  PRESENCE_COLORS.find((known) => known === color) ?? PRESENCE_COLORS[0]
