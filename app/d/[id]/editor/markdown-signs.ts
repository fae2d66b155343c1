/** A hundred of the same sign in a row: drawn lines, or made to keep a parser busy. */
const TOO_MANY = /([[\]>*_`~<(!])(?:[ \t]*\1){100}/

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/
const DELIMITER_ROW = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const HEADING = /^ {0,3}(#{1,6})[ \t]+\S/
const BULLET = /^ {0,3}[-*+][ \t]+\S/
const NUMBER = /^ {0,3}(\d{1,9})[.)][ \t]+\S/
const TASK = /^ {0,3}[-*+][ \t]+\[[ xX]\][ \t]+\S/
const LINK = /\[[^\]\n]+\]\((?:https?:\/\/|mailto:|#|\.{0,2}\/)[^\s)]*(?:[ \t]+"[^"\n]*")?\)/

type Lines = readonly string[]

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''

const hasFence = (lines: Lines): boolean => lines.filter((line) => FENCE.test(line)).length >= 2

const hasTable = (lines: Lines): boolean =>
  lines.some((line, i) => {
    const below = lines[i + 1]
    return line.includes('|') && below?.includes('|') === true && DELIMITER_ROW.test(below)
  })

/** One sign stands before comments of many languages too: it must stand alone then. */
const hasHeading = (lines: Lines): boolean =>
  lines.some((line, i) => {
    const signs = HEADING.exec(line)?.[1]
    if (signs === undefined || !isBlank(lines[i - 1])) return false
    return signs.length > 1 || isBlank(lines[i + 1])
  })

/** Two items one after the other; lines that are indented or blank belong to the first. */
function hasList(lines: Lines): boolean {
  let before: number | 'bullet' | null = null
  for (const line of lines) {
    if (TASK.test(line)) return true
    const number = NUMBER.exec(line)?.[1]
    if (BULLET.test(line)) {
      if (before === 'bullet') return true
      before = 'bullet'
    } else if (number !== undefined) {
      if (before === Number(number) - 1) return true
      before = Number(number)
    } else if (!isBlank(line) && !/^[ \t]/.test(line)) before = null
  }
  return false
}

/** Whether text is clearly Markdown: a heading, a list, a fence, a table or a link in it. Everything else stays text. */
export function looksLikeMarkdown(text: string): boolean {
  if (TOO_MANY.test(text)) return false
  if (LINK.test(text)) return true
  const lines = text.split(/\r\n?|\n/)
  return hasFence(lines) || hasTable(lines) || hasHeading(lines) || hasList(lines)
}
