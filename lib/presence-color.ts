/** Eight colours that stay apart for colour-blind eyes and carry white text (contrast of 4.5 and more). */
export const PRESENCE_COLORS = [
  '#1f6feb',
  '#b3541e',
  '#0f7b6c',
  '#a0366e',
  '#6b4fbb',
  '#5a6b00',
  '#b42318',
  '#0b7285',
] as const

/** Always the same colour for one person, spread over the eight by a hash (FNV-1a). */
export function presenceColor(userId: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < userId.length; i++) hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193) >>> 0
  return PRESENCE_COLORS[hash % PRESENCE_COLORS.length] as string
}
