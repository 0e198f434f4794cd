// Runs as text in the page's own world before the page's scripts, after codec.js and bridge.js. It is all the
// page could ever notice of us, and it defines nothing but what the preload exposes.
import { createBridge } from './bridge.js'
import { decode } from './codec.js'

function freeze(value) {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (!ArrayBuffer.isView(value)) Object.freeze(value)
  for (const key of Object.keys(value)) freeze(value[key])
  return value
}

/** Opens the main world's end of the bridge and makes window.open/close ask the main process. */
export function startMainWorld(config) {
  const { define } = { define: Object.defineProperty }
  const bridge = createBridge(config.toPreload, config.toPage, (message, unpack) => {
    if (message.kind !== 'expose') return
    const taken = message.key in window
    if (!taken) {
      const value = freeze(decode(message.value, unpack))
      define(window, message.key, { value, enumerable: true, writable: false, configurable: false })
    }
    bridge.post({ kind: 'exposed', taken })
  })
  // A new window's handler is asked asynchronously, so the opener always gets null, as it does when it is denied.
  window.open = (url, name, features) => {
    bridge.post({
      kind: 'open',
      url: new URL(String(url ?? 'about:blank'), document.baseURI).href,
      name,
      features,
    })
    return null
  }
  window.close = () => bridge.post({ kind: 'close' })
}
