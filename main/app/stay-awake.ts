import type { PowerSaveBlocker } from 'electron'

/**
 * While shops are being read, the computer does not fall asleep by itself, and macOS slows down no timers of a program
 * without windows.
 * @returns to be called whenever work may have begun or ended
 */
export function stayAwake(
  busy: () => boolean,
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): () => void {
  let held: number | null = null
  return () => {
    const wanted = busy()
    if (wanted && held === null) held = blocker.start('prevent-app-suspension')
    if (!wanted && held !== null) {
      blocker.stop(held)
      held = null
    }
  }
}
