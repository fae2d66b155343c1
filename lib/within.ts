/** What `work` resolves to, or `otherwise` when that takes longer than `ms` milliseconds. Rejects as `work` does. */
export function within<T, U>(ms: number, work: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
