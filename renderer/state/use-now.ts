import { useEffect, useState } from 'react'

/** The time, anew at each full second (or minute): for countdowns and ages. */
export function useNow(everyMs: 1000 | 60_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const toNext = everyMs - (now.getTime() % everyMs)
    const timer = setTimeout(() => setNow(new Date()), toNext)
    return () => clearTimeout(timer)
  }, [now, everyMs])
  return now
}
