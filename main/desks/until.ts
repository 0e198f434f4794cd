/** How often it is looked (ms). */
const lookEveryMs = 25

/**
 * Looks until something is so that nobody tells of.
 * @param isSo what it throws ends the looking
 * @returns whether it came to be so within that time (ms)
 */
export async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; ; ) {
    if (await isSo()) return true
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
