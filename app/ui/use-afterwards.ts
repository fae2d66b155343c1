import { useEffect, useState } from 'react'

/** `value` once what it brought with it is on the screen; null until then, and as soon as it goes. */
export function useAfterwards<T>(value: T | null): T | null {
  const [shown, setShown] = useState<T | null>(null)
  useEffect(() => {
    const afterwards = setTimeout(() => setShown(value))
    return () => {
      clearTimeout(afterwards)
      setShown(null)
    }
  }, [value])
  return shown === value ? shown : null
}
