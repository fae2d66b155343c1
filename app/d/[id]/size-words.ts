import { type SizeLevel, sizeLevel } from '../../../lib/size-level.ts'

const UNITS = [
  [1_048_576, 'MB'],
  [1_024, 'KB'],
] as const

/** Octets as people read them: “1.2 MB”, “340 KB”, “17 bytes”. The number stays with its unit. */
export function octetWords(octets: number): string {
  for (const [size, unit] of UNITS) {
    if (octets < size) continue
    const amount = octets / size
    return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)}\u00a0${unit}`
  }
  return `${octets}\u00a0${octets === 1 ? 'byte' : 'bytes'}`
}

export interface Fullness {
  readonly level: Exclude<SizeLevel, 0>
  /** Whole percent, at most 100. */
  readonly percent: number
  readonly words: string
}

/** How full a document of `bytes` octets of at most `cap` is; null below 80 %, where nobody need know. */
export function fullness(bytes: number, cap: number): Fullness | null {
  const level = sizeLevel(bytes, cap)
  if (level === 0) return null
  const percent = Math.min(100, Math.floor((bytes / cap) * 100))
  const sizes = `${octetWords(bytes)} of ${octetWords(cap)}`
  const words =
    level === 100
      ? `This document is full: ${sizes}. Delete something to make room.`
      : `This document is ${percent}\u00a0% full: ${sizes}.`
  return { level, percent, words }
}

/** What a part of the text is called: the words that it begins with, or its kind. */
export function partWords(part: {
  readonly label: string
  readonly kind: string
  readonly elements: { length: number }
}): string {
  const kind = part.kind.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  const name = part.label === '' ? `(${kind})` : part.label
  return part.elements.length === 1 ? name : `${name} (${part.elements.length} blocks)`
}
