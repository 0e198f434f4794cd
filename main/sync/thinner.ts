/** Hands on figures at most so often; the last ones always come, be it a little later. */
export function createThinner<Figures>(everyMs: number, tell: (figures: Figures) => void) {
  let toldAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null
  let latest: Figures
  const tellLatest = () => {
    timer = null
    toldAt = performance.now()
    tell(latest)
  }
  return {
    tell(figures: Figures): void {
      latest = figures
      if (timer) return
      const wait = toldAt + everyMs - performance.now()
      if (wait <= 0) tellLatest()
      else timer = setTimeout(tellLatest, wait)
    },
    /** Nothing is told any more. */
    stop(): void {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
