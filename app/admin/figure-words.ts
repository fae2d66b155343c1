/** How figures are said in a language. */
export interface FigureWords {
  readonly count: (value: number) => string
  readonly rate: (value: number) => string
  /** Milliseconds. */
  readonly duration: (value: number) => string
  readonly octets: (value: number) => string
  readonly percent: (value: number) => string
}

const OCTET_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const THOUSAND = 1_000
const MS_PER_SECOND = 1_000

export function figureWords(language: string): FigureWords {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const rough = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const unit = (of: string) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: of,
      // the short name of an octet is a whole word, and not the plural
      unitDisplay: of === 'byte' ? 'narrow' : 'short',
      maximumSignificantDigits: 3,
    })
  const [ms, seconds, percent] = [unit('millisecond'), unit('second'), unit('percent')]
  const octetUnits = OCTET_UNITS.map(unit)
  return {
    count: (value) => whole.format(value),
    rate: (value) => (value < 10 ? rough : whole).format(value),
    duration: (value) => (value < MS_PER_SECOND ? ms.format(value) : seconds.format(value / MS_PER_SECOND)),
    octets: (value) => {
      let at = 0
      let rest = value
      while (rest >= THOUSAND && at < OCTET_UNITS.length - 1) {
        rest /= THOUSAND
        at++
      }
      return octetUnits[at]?.format(at === 0 ? Math.round(rest) : rest) ?? ''
    },
    percent: (value) => percent.format(value),
  }
}
