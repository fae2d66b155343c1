import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../lib/i18n/languages.ts'
import { CATALOGUES } from '../../lib/i18n/translator.ts'
import { wantedLanguage } from '../../lib/i18n/wanted-language.ts'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )

/** The names of what a message is given, tags too, each once. */
function given(elements: readonly MessageFormatElement[]): Set<string> {
  const names = new Set<string>()
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) names.add(element.value)
    const inner = 'options' in element ? Object.values(element.options).map(({ value }) => value) : []
    for (const part of 'children' in element ? [element.children] : inner) {
      for (const name of given(part)) names.add(name)
    }
  }
  return names
}

const english = flat(CATALOGUES.en)

describe('[I1] each language', () => {
  test.each(LANGUAGES)('%s says something at every place, and is given what English is', (language) => {
    const own = new Map(flat(CATALOGUES[language]))
    expect([...own.keys()].sort()).toEqual(english.map(([key]) => key).sort())
    for (const [key, message] of english) {
      const translated = own.get(key) ?? ''
      expect(translated.trim(), key).not.toBe('')
      expect([...given(parse(translated))].sort(), key).toEqual([...given(parse(message))].sort())
    }
  })

  test.each(LANGUAGES)('%s has no straight quotes and no three dots', (language) => {
    for (const [key, message] of flat(CATALOGUES[language])) {
      expect(message.replaceAll("'{", '').replaceAll("}'", ''), key).not.toMatch(/["']|\.\.\./)
    }
  })
})

test('[I3] no label of a component is in it', () => {
  const label =
    /\b(?:aria-label|aria-description|title|placeholder|alt|label|words|hint)=(?:"[^"]*\p{L}{2}|\{['`][^'`$]*\p{L}{2})/u
  const found = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const lines = readFileSync(join('app', file), 'utf8').split('\n')
      return lines.filter((line) => label.test(line)).map((line) => `${file}: ${line.trim()}`)
    })
  expect(found).toEqual([])
})

test('[I2] the language is the one that was chosen, else the best that the browser asks for, else English', () => {
  expect(wantedLanguage('de', 'en')).toBe('de')
  expect(wantedLanguage(undefined, 'fr-FR, de-AT;q=0.8, en;q=0.5')).toBe('de')
  expect(wantedLanguage('klingon', 'fr')).toBe('en')
  expect(wantedLanguage(undefined, null)).toBe('en')
  expect(wantedLanguage(undefined, ';;;,q=')).toBe('en')
})
