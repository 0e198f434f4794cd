/** What quitting needs of a window; a list of its own so that `app` and `BrowserWindow` need not import each other. */
export interface ListedWindow {
  readonly id: number
  close(): void
  destroy(): void
  isDestroyed(): boolean
}

const windows = new Map<number, ListedWindow>()
let onAllClosed: () => void = () => undefined
let onCloseCancelled: () => void = () => undefined

/** Open windows, oldest first. */
export function listWindows(): readonly ListedWindow[] {
  return [...windows.values()]
}

/** A window was opened. */
export function addWindow(window: ListedWindow): void {
  windows.set(window.id, window)
}

/** A window is gone; with the last one, `window-all-closed` is due. */
export function removeWindow(window: ListedWindow): void {
  windows.delete(window.id)
  if (windows.size === 0) onAllClosed()
}

/** A window refused to close: a quit that waited for it is off. */
export function cancelClose(): void {
  onCloseCancelled()
}

/** The application's answers to both. */
export function watchWindows(allClosed: () => void, closeCancelled: () => void): void {
  onAllClosed = allClosed
  onCloseCancelled = closeCancelled
}
