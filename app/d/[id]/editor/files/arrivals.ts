/** Tells who could not show a file that it may be there now. */
export class Arrivals {
  readonly #listeners = new Set<() => void>()
  #count = 0

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Grows with each arrival. */
  readonly count = (): number => this.#count

  readonly notify = (): void => {
    this.#count += 1
    for (const listener of this.#listeners) listener()
  }
}
