import { expect, test } from 'vitest'
import { compiledMessages } from '../../app/i18n/compiled-messages.ts'
import { LANGUAGES } from '../../lib/i18n/languages.ts'

/** Places of objects that React does not take from a server component to one of the browser. */
const unsendable = (value: unknown, place: string): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype ? [] : [place]
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => unsendable(inner, `${place}.${key}`))]
}

test.each(LANGUAGES)('[I2] the messages of a page in %s can be sent to it', (language) => {
  expect(unsendable(compiledMessages(language), language)).toEqual([])
})
