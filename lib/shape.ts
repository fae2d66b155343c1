/**
 * What a value that comes from outside must be. Small enough for every page; the server checks what it is asked
 * with zod. Fields that are not named are left out of what is read.
 */
export interface Shape<T> {
  readonly safeParse: (value: unknown) => Read<T>
  /** @throws TypeError when the value is something else. */
  readonly parse: (value: unknown) => T
}

export type Read<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly data?: undefined }

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never

const NO: Read<never> = { success: false }

function shape<T>(safeParse: (value: unknown) => Read<T>): Shape<T> {
  return {
    safeParse,
    parse: (value) => {
      const read = safeParse(value)
      if (!read.success) throw new TypeError('This is not what it should be')
      return read.data
    },
  }
}

const when = <T>(is: (value: unknown) => boolean): Shape<T> =>
  shape((value) => (is(value) ? { success: true, data: value as T } : NO))

export const anything = when<unknown>(() => true)
export const text = when<string>((value) => typeof value === 'string')
/** At most `most` UTF-16 units. */
export const textUpTo = (most: number) =>
  when<string>((value) => typeof value === 'string' && value.length <= most)
export const webAddress = when<string>(
  (value) => typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
)
export const number = when<number>((value) => Number.isFinite(value))
/** A whole number from 0 on that is exact. */
export const count = when<number>((value) => Number.isSafeInteger(value) && (value as number) >= 0)
export const truth = when<boolean>((value) => typeof value === 'boolean')

export const oneOf = <const T extends string | number>(...values: readonly T[]): Shape<T> =>
  when((value) => (values as readonly unknown[]).includes(value))

export const orNull = <T>(of: Shape<T>): Shape<T | null> =>
  shape<T | null>((value) => (value === null ? { success: true, data: null } : of.safeParse(value)))

export const listOf = <T>(of: Shape<T>): Shape<T[]> =>
  shape((value) => {
    if (!Array.isArray(value)) return NO
    const data: T[] = []
    for (const entry of value) {
      const read = of.safeParse(entry)
      if (!read.success) return NO
      data.push(read.data)
    }
    return { success: true, data }
  })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Any names, any values. */
export const record = when<Record<string, unknown>>(isRecord)

type Fields = Readonly<Record<string, Shape<unknown>>>
type Whole<F extends Fields> = { [K in keyof F]: Of<F[K]> }

function readFields(fields: Fields, value: unknown, mayLack: boolean): Read<Record<string, unknown>> {
  if (!isRecord(value)) return NO
  const data: Record<string, unknown> = {}
  for (const [name, of] of Object.entries(fields)) {
    const field = Object.hasOwn(value, name) ? value[name] : undefined
    if (field === undefined && mayLack) continue
    const read = of.safeParse(field)
    if (!read.success) return NO
    data[name] = read.data
  }
  return { success: true, data }
}

export interface ObjectShape<F extends Fields> extends Shape<Whole<F>> {
  readonly fields: F
}

export const object = <F extends Fields>(fields: F): ObjectShape<F> => ({
  ...shape((value) => readFields(fields, value, false) as Read<Whole<F>>),
  fields,
})

/** Any of the fields may be missing. */
export const partial = <F extends Fields>(fields: F): Shape<Partial<Whole<F>>> =>
  shape((value) => readFields(fields, value, true) as Read<Partial<Whole<F>>>)

/** An object of one of several types, which its field `type` tells. */
export function ofType<F extends Readonly<Record<string, Fields>>>(types: F) {
  type Typed = { [K in keyof F]: { type: K } & Whole<F[K]> }[keyof F]
  return shape((value): Read<Typed> => {
    const type = isRecord(value) ? value.type : undefined
    const fields = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined
    if (fields === undefined) return NO
    const read = readFields(fields, value, false)
    return read.success ? { success: true, data: { type, ...read.data } as Typed } : NO
  })
}
