import { app } from 'electron'
import type { Program } from '../program/program.ts'

/**
 * What shows goes at once; runs under way are cancelled and recorded before the program goes.
 * @returns does the same without quitting, for what ends the program in its own way
 */
export function quitCleanly(
  program: Program,
  before: () => void,
  reportBug: (error: unknown) => void,
): () => Promise<void> {
  let closing: Promise<void> | null = null
  let closed = false
  const close = () => {
    if (closing === null) before()
    closing ??= program
      .close()
      .catch(reportBug)
      .finally(() => {
        closed = true
      })
    return closing
  }
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void close().then(() => app.quit())
  })
  return close
}
