import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Files that may print, each with the reason why. Nothing below the edge does today. */
const MAY_PRINT: ReadonlySet<string> = new Set()

interface Line {
  /** Path from the root of the project, with `/`. */
  readonly file: string
  readonly number: number
  readonly text: string
}

interface Import extends Line {
  /** A path from the root for what is ours, else the name of the package. */
  readonly target: string
}

function linesOf(folder: string): Line[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .flatMap((path) => {
      const file = join(folder, path).split(sep).join('/')
      return readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .map((text, i) => ({ file, number: i + 1, text }))
    })
}

const IMPORTED = [
  /\bfrom\s*(['"])(?<name>[^'"]+)\1/, // import … from, export … from, the last line of either
  /^\s*import\s*(['"])(?<name>[^'"]+)\1/, // for its effects
  /\b(?:import|require)\s*\(\s*(['"`])(?<name>[^'"`]+)\1/,
]

const isComment = ({ text }: Line): boolean => /^\s*(\/\/|\/?\*)/.test(text)

function importsOf(lines: readonly Line[]): Import[] {
  return lines.flatMap((line) => {
    if (isComment(line)) return []
    return IMPORTED.flatMap((pattern) => {
      const name = pattern.exec(line.text)?.groups?.name
      if (name === undefined) return []
      const target = name.startsWith('.') ? join(dirname(line.file), name) : name.replace(/^@\//, '')
      return [{ ...line, target: target.split(sep).join('/') }]
    })
  })
}

const where = ({ file, number, text }: Line): string => `${file}:${number}: ${text.trim()}`
const inside = (folder: string, target: string): boolean =>
  target === folder || target.startsWith(`${folder}/`)

const app = linesOf('app')
const lib = linesOf('lib')
const server = linesOf('server')

test('the walk finds import lines of each kind', () => {
  const line = (text: string): Line => ({ file: 'server/api/app.ts', number: 1, text })
  const targets = importsOf([
    line("import { can } from '../../lib/roles.ts'"),
    line("} from '../room.ts'"),
    line("export type { Role } from '../../lib/roles.ts'"),
    line("import 'server-only'"),
    line("const x = await import('../../app/api.ts')"),
    line("  readonly doc: import('yjs').Doc"),
    line("// taken from '../../app/api.ts'"),
  ]).map(({ target }) => target)
  const expected = ['lib/roles.ts', 'server/room.ts', 'lib/roles.ts', 'server-only', 'app/api.ts', 'yjs']
  expect(targets).toEqual(expected)
  for (const lines of [app, lib, server]) expect(importsOf(lines).length).toBeGreaterThan(10)
})

test('app imports nothing of server: they meet over HTTP and WebSocket', () => {
  expect(
    importsOf(app)
      .filter(({ target }) => inside('server', target))
      .map(where),
  ).toEqual([])
})

test('server imports nothing of app, next or react', () => {
  const forbidden = ['app', 'next', 'react', 'react-dom']
  expect(
    importsOf(server)
      .filter(({ target }) => forbidden.some((folder) => inside(folder, target)))
      .map(where),
  ).toEqual([])
})

test('lib imports nothing of app, server, node, next or react', () => {
  const forbidden = ['app', 'server', 'next', 'react', 'react-dom']
  const builtIn = new Set(process.getBuiltinModule('node:module').builtinModules)
  const breaches = importsOf(lib).filter(
    ({ target }) =>
      target.startsWith('node:') || builtIn.has(target) || forbidden.some((folder) => inside(folder, target)),
  )
  expect(breaches.map(where)).toEqual([])
})

test('of all server code only the workers build a Y.Doc, and the check of all data, a process of its own', () => {
  const builds = (line: Line): boolean => !isComment(line) && /\bnew\s+(Y\s*\.\s*)?Doc\b/.test(line.text)
  const built = server.filter(builds)
  expect(built.length, 'the pattern finds those of the workers').toBeGreaterThan(0)
  expect(
    built
      .filter(({ file }) => !inside('server/workers', file) && file !== 'server/backup/fsck.ts')
      .map(where),
  ).toEqual([])
})

test('the server’s hot path takes nothing of y-protocols, whose Awareness holds a timer', () => {
  expect(
    importsOf(server)
      .filter(({ target }) => inside('y-protocols', target))
      .map(where),
  ).toEqual([])
})

test('no V2 function of yjs is called on the server', () => {
  const calls = (line: Line): boolean => !isComment(line) && /\bY\.\w+V2\b/.test(line.text)
  expect(server.filter(calls).map(where)).toEqual([])
})

test('nothing below the edge prints', () => {
  const prints = (line: Line): boolean =>
    !isComment(line) && !MAY_PRINT.has(line.file) && /\bconsole\s*\./.test(line.text)
  expect([...server, ...lib].filter(prints).map(where)).toEqual([])
})

test('server and lib import files by their whole name: Node adds no extension', () => {
  const paths = new Set([...app, ...lib, ...server].map(({ file }) => file))
  const missing = importsOf([...lib, ...server]).filter(
    ({ target }) => (inside('lib', target) || inside('server', target)) && !paths.has(target),
  )
  expect(missing.map(where)).toEqual([])
})
