import type { Attrs, Mark, MarkType, NodeType, Schema } from '@tiptap/pm/model'
import { toBase64 } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'

/** Formatting of a text as Yjs holds it: values by key, null where there is none. */
export type Attributes = Readonly<Record<string, unknown>>

/** The mark that stands for a key which is no mark of the schema. */
export const UNKNOWN_FORMAT = 'unknownFormat'

/** Marks of a kind that may overlap have a key each: the name and eight letters. */
const HASHED = /^(.+)--[A-Za-z0-9+/=]{8}$/

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Equality of values as JSON can say them. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]))
}

/** Throws when a value is none that the kind takes, as `validate` in its specification says (ProseMirror's AttributeSpec). */
export function checkAttributes(type: NodeType | MarkType, attributes: Attrs): void {
  for (const [name, { validate }] of Object.entries(type.spec.attrs ?? {})) {
    const value: unknown = attributes[name]
    const kind = value === null ? 'null' : typeof value
    if (typeof validate === 'function') validate(value)
    else if (validate !== undefined && !validate.split('|').includes(kind)) throw new RangeError(name)
  }
}

function markOf(key: string, value: unknown, schema: Schema): Mark | null {
  const type = schema.marks[HASHED.exec(key)?.[1] ?? key]
  const unknown = schema.marks[UNKNOWN_FORMAT]
  if (type !== undefined && type !== unknown) {
    try {
      const mark = type.create(isObject(value) ? value : null)
      checkAttributes(type, mark.attrs)
      return mark
    } catch {
      // values that the kind of mark does not take: as unknown as a kind that is not there
    }
  }
  return unknown?.create({ key, value }) ?? null
}

/** The marks that show `attributes` in a block of kind `parent`. What excludes another hides it. */
export function marksOf(attributes: Attributes, parent: NodeType): readonly Mark[] {
  let marks: readonly Mark[] = []
  // in the order of their keys: everybody has to see the same
  for (const key of Object.keys(attributes).sort()) {
    const mark = attributes[key] == null ? null : markOf(key, attributes[key], parent.schema)
    if (mark !== null && parent.allowsMarkType(mark.type)) marks = mark.addToSet(marks)
  }
  return marks
}

function keyOf(mark: Mark): string {
  if (mark.type.name === UNKNOWN_FORMAT) return String(mark.attrs.key)
  if (mark.type.excludes(mark.type)) return mark.type.name
  const octets = digest(new TextEncoder().encode(JSON.stringify(mark.toJSON())))
  return `${mark.type.name}--${toBase64(octets.subarray(0, 6))}`
}

export function attributesOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(
    marks.map((mark) => [keyOf(mark), mark.type.name === UNKNOWN_FORMAT ? mark.attrs.value : mark.attrs]),
  )
}

/** What has to be set, null to take away, so that text shown with `before` is shown with `after`. */
export function formatChange(before: readonly Mark[], after: readonly Mark[]): Record<string, unknown> {
  const [was, is] = [attributesOf(before), attributesOf(after)]
  const change: Record<string, unknown> = {}
  for (const key of Object.keys(was)) if (!(key in is)) change[key] = null
  for (const [key, value] of Object.entries(is)) if (!sameValue(was[key], value)) change[key] = value
  return change
}
