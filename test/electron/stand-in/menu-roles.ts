import type * as Electron from 'electron'
import { app } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'

/** What a role means: the label and shortcut it comes with, and what it does. */
export interface Role {
  readonly label: string
  readonly accelerator?: string
  /** The browser itself reacts to the shortcut in a text field. */
  readonly native?: boolean
  readonly act?: (window: BrowserWindow | undefined) => void
  readonly submenu?: readonly Electron.MenuItemConstructorOptions[]
}

const mac = process.platform === 'darwin'
const separator = { type: 'separator' } as const
const edit = (label: string, accelerator: string | undefined, act: Role['act']): Role => ({
  label,
  ...(accelerator === undefined ? {} : { accelerator }),
  native: true,
  ...(act === undefined ? {} : { act }),
})
const zoom = (step: number) => (window: BrowserWindow | undefined) =>
  window?.webContents.setZoomLevel(step === 0 ? 0 : window.webContents.getZoomLevel() + step)

/** Roles by their name in lower case: Electron does not mind the case. */
export const roles: Readonly<Record<string, Role>> = {
  undo: edit('Undo', 'CommandOrControl+Z', (window) => window?.webContents.undo()),
  redo: edit('Redo', process.platform === 'win32' ? 'Control+Y' : 'Shift+CommandOrControl+Z', (window) =>
    window?.webContents.redo(),
  ),
  cut: edit('Cut', 'CommandOrControl+X', (window) => window?.webContents.cut()),
  copy: edit('Copy', 'CommandOrControl+C', (window) => window?.webContents.copy()),
  paste: edit('Paste', 'CommandOrControl+V', (window) => window?.webContents.paste()),
  pasteandmatchstyle: edit('Paste and Match Style', 'Shift+CommandOrControl+V', (window) =>
    window?.webContents.paste(),
  ),
  delete: edit('Delete', undefined, (window) => window?.webContents.delete()),
  selectall: edit('Select All', 'CommandOrControl+A', (window) => window?.webContents.selectAll()),
  reload: { label: 'Reload', accelerator: 'CommandOrControl+R', act: (window) => window?.reload() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CommandOrControl+R',
    act: (window) => window?.webContents.reloadIgnoringCache(),
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: mac ? 'Alt+Command+I' : 'Control+Shift+I',
    act: (window) => window?.webContents.toggleDevTools(),
  },
  resetzoom: { label: 'Actual Size', accelerator: 'CommandOrControl+0', act: zoom(0) },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', act: zoom(0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', act: zoom(-0.5) },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: mac ? 'Control+Command+F' : 'F11',
    act: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', act: (window) => window?.minimize() },
  zoom: {
    label: 'Zoom',
    act: (window) => (window?.isMaximized() ? window.unmaximize() : window?.maximize()),
  },
  close: {
    label: mac ? 'Close Window' : 'Close',
    accelerator: 'CommandOrControl+W',
    act: (window) => window?.close(),
  },
  quit: {
    label: process.platform === 'win32' ? 'Exit' : 'Quit',
    ...(process.platform === 'win32' ? {} : { accelerator: 'CommandOrControl+Q' }),
    act: () => app.quit(),
  },
  about: { label: 'About', act: () => app.showAboutPanel() },
  hide: { label: 'Hide', accelerator: 'Command+H', act: () => app.hide() },
  hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H' },
  unhide: { label: 'Show All', act: () => app.show() },
  front: { label: 'Bring All to Front' },
  services: { label: 'Services', submenu: [] },
  window: { label: 'Window' },
  help: { label: 'Help' },
  recentdocuments: { label: 'Open Recent', submenu: [] },
  clearrecentdocuments: { label: 'Clear Menu' },
  startspeaking: { label: 'Start Speaking' },
  stopspeaking: { label: 'Stop Speaking' },
  togglespellchecker: { label: 'Check Spelling While Typing' },
  appmenu: {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  },
  filemenu: { label: 'File', submenu: [mac ? { role: 'close' } : { role: 'quit' }] },
  editmenu: {
    label: 'Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      ...(mac ? [{ role: 'pasteAndMatchStyle' } as const] : []),
      { role: 'delete' },
      ...(mac ? [] : [separator]),
      { role: 'selectAll' },
    ],
  },
  viewmenu: {
    label: 'View',
    submenu: [
      { role: 'reload' },
      { role: 'forceReload' },
      { role: 'toggleDevTools' },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  },
  windowmenu: {
    label: 'Window',
    submenu: [
      { role: 'minimize' },
      { role: 'zoom' },
      ...(mac ? [separator, { role: 'front' } as const] : [{ role: 'close' } as const]),
    ],
  },
}
