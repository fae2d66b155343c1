'use client'

import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

export interface Settled<T> {
  readonly value: T
  /** Changes the value now; what was said to come still comes. */
  readonly change: Dispatch<SetStateAction<T>>
  /** Says what the value becomes `ms` milliseconds from now, or at once; what was said before and has not come is void. */
  readonly become: (next: SetStateAction<T>, ms?: number) => void
  /** What was said before and has not come is void. */
  readonly stay: () => void
}

/** A value that changes when something has been as it is for a while, such as a pointer over a link. */
export function useSettled<T>(first: T): Settled<T> {
  const [value, setValue] = useState(first)
  const [{ become, stay }] = useState(() => settling(setValue))
  useEffect(() => stay, [stay])
  return { value, change: setValue, become, stay }
}

function settling<T>(set: Dispatch<SetStateAction<T>>): Pick<Settled<T>, 'become' | 'stay'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stay = (): void => clearTimeout(timer)
  return {
    stay,
    become: (next, ms) => {
      stay()
      if (ms === undefined) set(next)
      else timer = setTimeout(() => set(next), ms)
    },
  }
}
