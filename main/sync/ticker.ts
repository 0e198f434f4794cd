/** Says for each shop at most so often that it is time: pages come faster than anybody can read. */
export function createTicker(everyMs: number) {
  const last = new Map<number, number>()
  return {
    isTime(shopId: number): boolean {
      const now = performance.now()
      if (now - (last.get(shopId) ?? Number.NEGATIVE_INFINITY) < everyMs) return false
      last.set(shopId, now)
      return true
    },
  }
}
