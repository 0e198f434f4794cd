import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import type { EventName, Events } from '../../preload/contract.ts'
import type { Texts } from '../texts/shape.ts'
import type { Destination } from '../words/program-view.ts'
import { windowOrigin } from './protocol.ts'
import type { Settings, WindowPlace } from './settings.ts'

export type WindowKind = 'main' | 'search'

const sizes = {
  main: { width: 1180, height: 780, minWidth: 900, minHeight: 600 },
  search: { width: 1100, height: 720, minWidth: 720, minHeight: 480 },
} as const

export type Windows = ReturnType<typeof createWindows>

/** Opens each window once, remembers where it stood, and speaks to all of them. */
export function createWindows(options: {
  preload: string
  icon: string
  settings: Settings
  texts: () => Texts
}) {
  const open = new Map<WindowKind, BrowserWindow>()
  const destinations = new Map<number, Destination>()
  /** Windows whose page has not asked yet what it should show, and hears nothing. */
  const starting = new Set<number>()
  /** Who waits for a window to close, or to stay. */
  const leaving = new Map<BrowserWindow, (left: boolean) => void>()

  const create = (kind: WindowKind): BrowserWindow => {
    const place = visiblePlace(options.settings.windowPlace(kind))
    const window = new BrowserWindow({
      ...sizes[kind],
      ...place,
      show: false,
      icon: options.icon,
      title: 'Download Ordini',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181b' : '#f4f5f7',
      webPreferences: {
        preload: options.preload,
        // Names and codes are no words, and the dictionaries would come from the network.
        spellcheck: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    })
    // Maximizing shows a window, blank as it is before its page has come.
    window.once('ready-to-show', () => {
      if (place?.maximized) window.maximize()
      window.show()
    })
    window.on('close', () => options.settings.saveWindowPlace(kind, placeOf(window)))
    window.on('closed', () => {
      if (open.get(kind) === window) open.delete(kind)
      leaving.get(window)?.(true)
      leaving.delete(window)
    })
    window.webContents.on('will-prevent-unload', (event) => {
      // The page holds changes that were not saved. Electron asks nobody by itself: it would just stay.
      if (leavesUnsaved(window, options.texts())) event.preventDefault()
      else leaving.get(window)?.(false)
    })
    open.set(kind, window)
    window.loadURL(`${windowOrigin}/index.html?window=${kind}`).catch((error: unknown) => {
      // A window that is closed while it loads is no error.
      if (!window.isDestroyed()) throw error
    })
    return window
  }

  return {
    preload: options.preload,
    /** Opens a window, or brings it to the front, and has it show something. */
    show(kind: WindowKind, destination: Destination): void {
      const present = open.get(kind)
      if (present) {
        if (present.isMinimized()) present.restore()
        present.show()
        present.focus()
        if (starting.has(present.webContents.id)) destinations.set(present.webContents.id, destination)
        else present.webContents.send('event', 'navigate', destination)
        return
      }
      const { id } = create(kind).webContents
      starting.add(id)
      destinations.set(id, destination)
    },
    /** Whether a page is that of a window opened here, and still open. */
    has: (webContentsId: number): boolean =>
      [...open.values()].some((window) => !window.isDestroyed() && window.webContents.id === webContentsId),
    /** Closes a window whose page is gone or stuck, and opens it anew. */
    reopen(webContentsId: number): void {
      const found = [...open].find(([, window]) => window.webContents.id === webContentsId)
      if (!found) return
      const [kind, window] = found
      open.delete(kind)
      const isLeaving = leaving.has(window)
      window.destroy()
      if (isLeaving) return
      this.show(kind, kind === 'main' ? { to: 'download' } : { to: 'search', runId: null, orderId: null })
    },
    /** What a window that has just started should show; from then on its page is told. */
    destinationOf(webContentsId: number): Destination {
      starting.delete(webContentsId)
      return destinations.get(webContentsId) ?? { to: 'download' }
    },
    /** Tells every window. */
    tell<Name extends EventName>(name: Name, payload: Events[Name]): void {
      for (const window of open.values()) window.webContents.send('event', name, payload)
    },
    /** Closes all, as the operator would. @returns whether all went: one with unsaved changes may stay */
    async closeAll(): Promise<boolean> {
      for (const window of [...open.values()]) {
        const left = await new Promise<boolean>((done) => {
          leaving.set(window, done)
          window.close()
        })
        leaving.delete(window)
        if (!left) return false
      }
      return true
    },
    get: (kind: WindowKind): BrowserWindow | null => open.get(kind) ?? null,
  }
}

function leavesUnsaved(window: BrowserWindow, { native, order }: Texts): boolean {
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'question',
    title: native.program,
    message: order.leaveTitle,
    detail: order.leaveWindowText,
    buttons: [order.stay, order.leave],
    defaultId: 0,
    cancelId: 0,
  })
  return chosen === 1
}

function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}

/** A window remembered on a screen that is gone opens at the usual place. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  if (!place) return null
  const onScreen = screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
    const down = Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y)
    return across > 100 && down > 100
  })
  return onScreen ? place : null
}
