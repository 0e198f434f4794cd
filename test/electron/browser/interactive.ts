import process from 'node:process'
import { app } from '../stand-in/app.ts'
import type { Rpc } from '../stand-in/rpc.ts'
import { settings } from '../stand-in/settings.ts'
import { visiblePages } from './chromium.ts'
import { BrowserDriver } from './driver.ts'

/** Without a display windows stay invisible: the program works, but there is nothing to see. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Drives the browser from the program's own process: what `start.ts` uses. */
export function startInteractive(rpc: Rpc): void {
  const headless = !hasDisplay()
  if (headless)
    console.error('electron stand-in: no display (DISPLAY, WAYLAND_DISPLAY), so the windows are not shown')
  const profile = app.getPath('sessionData')
  const source = visiblePages(profile, { headless, locale: settings.locale })
  const driver = new BrowserDriver(rpc, source, { allow: [], clockOffset: undefined, colorScheme: undefined })
  process.once('exit', () => void driver.close())
}
