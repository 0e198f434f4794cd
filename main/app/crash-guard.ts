import { app, type BrowserWindow, type WebContents } from 'electron'
import type { NewAlert } from '../words/alert.ts'
import type { ProgramLog } from './program-log.ts'

export interface CrashGuardOptions {
  readonly log: ProgramLog
  readonly onAlert: (alert: NewAlert) => void
  /** Whether it is a window that the operator sees; a print's hidden page tells its print (`print-orders.ts`). */
  readonly isShown: (webContentsId: number) => boolean
  /** Opens a window's page anew. */
  readonly reopen: (webContentsId: number) => void
  /** A page that dies again and again cannot be helped by loading it once more. */
  readonly giveUp: () => void
}

const most = 3
const withinMs = 60_000

/**
 * No error ends in a dead window: what nobody expected is written down and told, and a window whose page
 * died or hangs is opened anew. Runs live in the other threads and go on.
 */
export function guardAgainstCrashes({ log, onAlert, isShown, reopen, giveUp }: CrashGuardOptions): void {
  const told = (where: string) => (error: unknown) => {
    log.bug(error, where)
    onAlert({ code: 'unexpected-error', params: {} })
  }
  process.on('uncaughtException', told('uncaught'))
  process.on('unhandledRejection', told('unhandled'))

  let reloads: number[] = []
  const reload = (contents: WebContents, why: string) => {
    log.bug(new Error(why), 'window')
    if (!isShown(contents.id)) return
    const now = Date.now()
    reloads = [...reloads.filter((at) => now - at < withinMs), now]
    if (reloads.length > most) return giveUp()
    onAlert({ code: 'window-reloaded', params: {} })
    reopen(contents.id)
  }
  app.on('render-process-gone', (_, contents, { reason }) => {
    if (reason !== 'clean-exit' && !contents.isDestroyed()) reload(contents, `page gone: ${reason}`)
  })
  app.on('child-process-gone', (_, { type, reason }) => {
    if (reason !== 'clean-exit') log.bug(new Error(`${type}: ${reason}`), 'child process')
  })
  app.on('browser-window-created', (_, window: BrowserWindow) => {
    window.on('unresponsive', () => {
      if (!window.isDestroyed()) reload(window.webContents, 'page does not answer')
    })
  })
}
