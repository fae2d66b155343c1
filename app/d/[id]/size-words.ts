import type { Language } from '../../../lib/i18n/languages.ts'
import type { Translator } from '../../../lib/i18n/translator.ts'
import { isolated } from '../../../lib/isolated.ts'
import { type SizeLevel, sizeLevel } from '../../../lib/size-level.ts'

const KILOBYTE = 1_024
const MEGABYTE = 1_048_576

/** One digit behind the point below ten, none above. */
const amountWords = (amount: number, language: Language): string => {
  const digits = amount < 10 ? 1 : 0
  return amount.toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  })
}

/** Octets as people read them: “1.2 MB”, “340 KB”, “17 bytes”. The number stays with its unit. */
export function octetWords(t: Translator, octets: number, language: Language): string {
  if (octets >= MEGABYTE) return t('size.megabytes', { amount: amountWords(octets / MEGABYTE, language) })
  if (octets >= KILOBYTE) return t('size.kilobytes', { amount: amountWords(octets / KILOBYTE, language) })
  return t('size.bytes', { count: octets })
}

export interface Fullness {
  readonly level: Exclude<SizeLevel, 0>
  /** Whole percent, at most 100. */
  readonly percent: number
  readonly words: string
}

/** How full a document of `bytes` octets of at most `cap` is; null below 80 %, where nobody need know. */
export function fullness(t: Translator, bytes: number, cap: number, language: Language): Fullness | null {
  const level = sizeLevel(bytes, cap)
  if (level === 0) return null
  const percent = Math.min(100, Math.floor((bytes / cap) * 100))
  const sizes = { size: octetWords(t, bytes, language), cap: octetWords(t, cap, language) }
  const words =
    level === 100 ? t('size.full', sizes) : t('size.partlyFull', { percent: String(percent), ...sizes })
  return { level, percent, words }
}

/** What a part of the text is called: the words that it begins with, or its kind. */
export function partWords(
  t: Translator,
  part: {
    readonly label: string
    readonly kind: string
    readonly elements: { length: number }
  },
): string {
  const { label, kind } = part
  const count = part.elements.length
  const spaced = kind.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  const name = label === '' ? t('size.unnamed', { kind, name: spaced }) : isolated(label)
  return count === 1 ? name : t('size.several', { name, count })
}
