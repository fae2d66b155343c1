import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What makes elements of a text: a page may read HTML into an inert document, and nothing else. */
const WRITERS =
  /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment|\beval\(|new Function\(/
/** Yjs writes attributes into markup as they are. */
const MARKUP = /(?:getXmlFragment\([^)]*\)|[fF]ragment|[eE]lement)\.toString\(\)/

test('[SEC 23] nothing is written into a page, a letter or a file as markup', () => {
  const sources = ['app', 'lib', 'server'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )
  expect(sources.length).toBeGreaterThan(100)
  const found = sources.filter((path) => {
    const text = readFileSync(path, 'utf8')
    return WRITERS.test(text) || MARKUP.test(text)
  })
  // a function of ours, as a script of the page; nothing that anybody gave
  expect(found).toEqual(['app/script-watch.tsx'])
})
