/**
 * What `import ... from 'electron'` gives while the stand-in is in place (see ../register.ts). A module that
 * Electron has and the stand-in has not can be imported, too; using it throws and names it.
 */
import './menu.ts'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { drive } from './link.ts'
import { Menu } from './menu.ts'
import { MenuItem } from './menu-item.ts'
import { nativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { net } from './net.ts'
import { Notification } from './notification.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { clipboard, powerMonitor, powerSaveBlocker, screen, systemPreferences } from './small-modules.ts'
import { missing, StrictEmitter, strict } from './strict.ts'
import { Tray } from './tray.ts'
import { WebContents } from './web-contents.ts'

nativeTheme.setFollower((scheme) => {
  // Nobody is told before the first window: the browser is not started for this.
  if (BrowserWindow.getAllWindows().length > 0) drive('color-scheme', scheme).catch(() => undefined)
})

/** The class, but reading a static member it lacks throws. */
function strictClass<T extends abstract new (...args: never[]) => object>(name: string, type: T): T {
  return new Proxy(type, {
    get: (target, key, receiver) => Reflect.get(strict(name, target), key, receiver),
  })
}

const strictBrowserWindow = strictClass('BrowserWindow', BrowserWindow)
const strictMenu = strictClass('Menu', Menu)
const strictMenuItem = strictClass('MenuItem', MenuItem)
const strictNotification = strictClass('Notification', Notification)
const strictTray = strictClass('Tray', Tray)
const webContents = strict('webContents', {
  getAllWebContents: () => WebContents.all(),
  fromId: (id: number) => WebContents.byId(id),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
})

/** An emitter without a way to update anything: electron-updater announces the end of the program through it. */
export const autoUpdater = new StrictEmitter('autoUpdater')

const names = [
  'BaseWindow',
  'BrowserView',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MessageChannelMain',
  'netLog',
  'pushNotifications',
  'ShareMenu',
  'TouchBar',
  'utilityProcess',
  'View',
  'webFrameMain',
  'WebContentsView',
] as const
const absent = Object.fromEntries(names.map((name) => [name, missing(name)])) as Record<
  (typeof names)[number],
  object
>

export const {
  BaseWindow,
  BrowserView,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  ImageView,
  inAppPurchase,
  MessageChannelMain,
  netLog,
  pushNotifications,
  ShareMenu,
  TouchBar,
  utilityProcess,
  View,
  webFrameMain,
  WebContentsView,
} = absent

const electron = strict('electron', {
  app,
  autoUpdater,
  BrowserWindow: strictBrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu: strictMenu,
  MenuItem: strictMenuItem,
  nativeImage: strict('nativeImage', nativeImage),
  nativeTheme,
  net,
  Notification: strictNotification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray: strictTray,
  webContents,
  ...absent,
  // A program may look whether it is in a page; in the main process these do not exist.
  ipcRenderer: undefined,
  contextBridge: undefined,
})

const strictNativeImage = electron.nativeImage

export {
  app,
  clipboard,
  dialog,
  ipcMain,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  strictBrowserWindow as BrowserWindow,
  strictMenu as Menu,
  strictMenuItem as MenuItem,
  strictNativeImage as nativeImage,
  strictNotification as Notification,
  strictTray as Tray,
  systemPreferences,
  webContents,
}
export default electron
// What `require('electron')` gives (Node's convention for CommonJS callers).
export { electron as 'module.exports' }
