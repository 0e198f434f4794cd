/** Electron's switch for a process that has no screen to draw on. */
const headless = '--ozone-platform=headless'

/** Whether Electron would find no display here, and end with SIGSEGV before `ready`. */
export function lacksDisplay(): boolean {
  if (process.platform !== 'linux' || process.argv.some((arg) => arg.startsWith('--ozone-platform')))
    return false
  return !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

/**
 * Begins anew without a display, in the place of this process: with its number, its signals, and its input and output.
 * (Electron has chosen its platform before any JavaScript runs: a switch appended now would come too late.)
 */
export function beginWithoutDisplay(): void {
  process.execve?.(process.execPath, [process.execPath, ...process.argv.slice(1), headless], process.env)
}
