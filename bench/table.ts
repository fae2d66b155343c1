/** A text table: the first column to the left, the others to the right. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? ''
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')
}

const MIB = 1024 * 1024
const KIB = 1024

/** Three significant digits, never in exponents. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(digits, 3))
}

export const percent = (share: number): string => `${number(share * 100)} %`
export const mebibytes = (bytes: number): string => number(bytes / MIB)
export const kibibytes = (bytes: number): string => number(bytes / KIB)
/** `value` in units of `ours`, as in "5.2×"; a dash where ours was not measured. */
export const times = (value: number, ours: number | undefined): string =>
  ours === undefined || ours === 0 ? '–' : `${number(value / ours)}×`
