/** Cells that a paste may bring; more stay text. */
const MAX_CELLS = 50_000

/**
 * The fields of text with separators (RFC 4180): a field in quotes may hold separators, line ends and doubled quotes.
 * Null when a quote is not closed or something follows one.
 */
export function parseDelimited(text: string, separator: string): readonly (readonly string[])[] | null {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')
  const rows: string[][] = [[]]
  let at = 0
  while (at <= source.length) {
    const row = rows[rows.length - 1] ?? []
    let field: string
    if (source[at] === '"') {
      let end = at + 1
      while (end < source.length && (source[end] !== '"' || source[end + 1] === '"')) {
        end += source[end] === '"' ? 2 : 1
      }
      if (source[end] !== '"') return null
      field = source.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
      if (at < source.length && source[at] !== separator && source[at] !== '\n') return null
    } else {
      let end = at
      while (end < source.length && source[end] !== separator && source[end] !== '\n') end += 1
      field = source.slice(at, end)
      at = end
    }
    row.push(field)
    if (at >= source.length) break
    if (source[at] === '\n') rows.push([])
    at += 1
  }
  return rows
}

type Rows = readonly (readonly string[])[]

/** At least two rows of at least two cells, all of one length. */
const isGrid = (rows: Rows | null): rows is Rows =>
  rows !== null &&
  rows.length >= 2 &&
  (rows[0]?.length ?? 0) >= 2 &&
  rows.every((row) => row.length === rows[0]?.length) &&
  rows.length * (rows[0]?.length ?? 0) <= MAX_CELLS

const hasHeads = ([first]: Rows): boolean => first?.every((field) => field.trim() !== '') === true

/** Prose and program text have commas too: with a blank beside them, or between brackets that they cut apart. */
const isProseOrCode = (field: string): boolean =>
  field !== field.trim() || field.length > 200 || /[{}=]|[;:]$/.test(field) || !isBalanced(field)

function isBalanced(field: string): boolean {
  const count = (sign: string): number => field.split(sign).length
  return count('(') === count(')') && count('[') === count(']') && count('<') === count('>')
}

/**
 * The rows of text that is clearly a table: tabs as spreadsheets write them, or comma or semicolon separated values.
 * Within a table any tab or comma is taken for the border of a cell, as long as the rows are of one length.
 */
export function delimitedRows(text: string, isInTable: boolean): Rows | null {
  if (text.includes('\t')) {
    // a line that begins with a tab is indented
    const rows = /^\t/m.test(text) && !isInTable ? null : parseDelimited(text, '\t')
    if (isGrid(rows) && (isInTable || hasHeads(rows))) return rows
    return isInTable && rows !== null && rows.length === 1 && (rows[0]?.length ?? 0) > 1 ? rows : null
  }
  const isQuoted = /(^|[,;\n])"/.test(text)
  for (const separator of [',', ';']) {
    const rows = parseDelimited(text, separator)
    if (!isGrid(rows) || !hasHeads(rows)) continue
    if (isInTable) return rows
    const isLarge = rows.length * (rows[0]?.length ?? 0) >= 6
    if ((isLarge || isQuoted) && !rows.flat().some(isProseOrCode)) return rows
  }
  return null
}

/** Whether the first row looks like names of columns: different words, none a number, above numbers or dates. */
export function beginsWithHeads(rows: Rows): boolean {
  const [first = [], ...rest] = rows
  const isNumber = (field: string): boolean => /\d/.test(field) && !/[^\d\s.,:%€$£/+-]/.test(field)
  if (new Set(first).size < first.length || first.some((field) => field.trim() === '' || isNumber(field)))
    return false
  return rest.some((row) => row.some(isNumber))
}
