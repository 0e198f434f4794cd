import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Bridge } from './bridge.ts'

/**
 * The only thing a window gets from the outside. Sandboxed, so one CommonJS file that requires nothing but
 * `electron`; it stays this small because names and arguments are checked in main, where a window cannot reach.
 */
const bridge: Bridge = {
  request: (name, argument) => ipcRenderer.invoke('request', name, argument),
  on: (name, listener) => {
    const forward = (_event: IpcRendererEvent, ...[eventName, payload]: unknown[]) => {
      if (eventName === name) listener(payload as Parameters<typeof listener>[0])
    }
    ipcRenderer.on('event', forward)
    return () => ipcRenderer.off('event', forward)
  },
}

contextBridge.exposeInMainWorld('api', bridge)
