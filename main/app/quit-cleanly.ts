import { app } from 'electron'
import type { Program } from '../program/program.ts'

export type Quit = ReturnType<typeof quitCleanly>

/**
 * Quits in good order: first the windows, one of which may stay (changes that were not saved), and then nothing else
 * happens; then what shows and what runs, which is cancelled and recorded; the archive last.
 * @param closeWindows whether all went
 */
export function quitCleanly(
  program: Program,
  closeWindows: () => Promise<boolean>,
  reportBug: (error: unknown) => void,
) {
  const first: (() => void)[] = []
  let closing: Promise<boolean> | null = null
  let closed = false

  const closeAll = async (): Promise<boolean> => {
    if (!(await closeWindows())) {
      closing = null
      return false
    }
    for (const work of first.splice(0)) work()
    await program.close().catch(reportBug)
    closed = true
    return true
  }
  const close = (): Promise<boolean> => {
    closing ??= closeAll()
    return closing
  }
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void close().then((all) => {
      if (all) app.quit()
    })
  })
  return {
    /** Has something done before the program closes, after what was named earlier. */
    before: (...work: readonly (() => void)[]): void => void first.push(...work),
    /** The system ends, and asks no window: what runs is cancelled and recorded, the archive closed. */
    async atOnce(): Promise<void> {
      if (closed) return
      closed = true
      for (const work of first.splice(0)) work()
      await program.close().catch(reportBug)
      app.exit(0)
    },
    isUnderWay: (): boolean => closing !== null,
    /** The same without quitting, for what ends the program in its own way. @returns false when a window stayed */
    close,
  }
}
