import { app, type BrowserWindow, powerMonitor } from 'electron'

export interface SessionEnd {
  /** The session may end: what is stored is put in order, nothing stops. */
  readonly prepare: () => Promise<void>
  /** It ends. */
  readonly end: () => Promise<void>
  readonly onBroken: (error: unknown) => void
}

/**
 * Shutting the computer down and logging off are no quitting: Linux and macOS wait if they are asked to, Windows tells only
 * windows and waits for nothing.
 */
export function whenSessionEnds({ prepare, end, onBroken }: SessionEnd): void {
  // Its types leave the event out.
  ;(powerMonitor as NodeJS.EventEmitter).on('shutdown', (event: Electron.Event) => {
    event.preventDefault()
    void end().catch(onBroken)
  })
  app.on('browser-window-created', (_, window: BrowserWindow) => {
    window.on('query-session-end', () => void prepare().catch(onBroken))
    window.on('session-end', () => void end().catch(onBroken))
  })
}
