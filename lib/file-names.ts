import type { Language } from './i18n/languages.ts'

/** Characters of a file's name. */
const MAX_LENGTH = 200
/** Longest ending that is kept when a name is cut, its dot included. */
const MAX_ENDING = 20
/** Controls, and what turns the direction of text: it can make `exe` look like `txt`. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu
const UNNAMED = 'file'

/** A name that people may see and save under, made of what somebody says a file is called. Never empty. */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').replace(UNSEEN, '').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '')
  if (name === '') return UNNAMED
  const letters = [...name]
  if (letters.length <= MAX_LENGTH) return name
  const ending = /\.[^.]+$/.exec(name)?.[0] ?? ''
  const kept = [...ending].length <= MAX_ENDING ? ending : ''
  return letters.slice(0, MAX_LENGTH - [...kept].length).join('') + kept
}

/** A size as people read it. */
export function sizeWords(octets: number, language: Language = 'en'): string {
  if (octets < 1_000) return `${octets} B`
  if (octets < 999_500) return `${Math.round(octets / 1_000)} KB`
  const megabytes = octets / 1_000_000
  const digits = megabytes < 10 ? 1 : 0
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
  return `${megabytes.toLocaleString(language, format)} MB`
}
