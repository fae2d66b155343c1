import type { en } from '../../messages/en/index.ts'

/** All that the product says, by area and place; ICU message format. */
export type Messages = typeof en

/** The same places in another language. */
export type Translation<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : Translation<T[Key]>
}
