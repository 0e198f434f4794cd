// Runs as text in the isolated world of a page: what a sandboxed preload can get by `require`.

/** A small EventEmitter: ipcRenderer is one, and `require('events')` gives its class. */
export class PreloadEmitter {
  listenersOf = new Map()
  on(name, listener) {
    this.listenersOf.set(name, [...(this.listenersOf.get(name) ?? []), { listener, once: false }])
    return this
  }
  once(name, listener) {
    this.listenersOf.set(name, [...(this.listenersOf.get(name) ?? []), { listener, once: true }])
    return this
  }
  off(name, listener) {
    const list = this.listenersOf.get(name) ?? []
    const at = list.findLastIndex((entry) => entry.listener === listener)
    if (at >= 0) this.listenersOf.set(name, list.toSpliced(at, 1))
    return this
  }
  addListener(name, listener) {
    return this.on(name, listener)
  }
  removeListener(name, listener) {
    return this.off(name, listener)
  }
  removeAllListeners(name) {
    if (name === undefined) this.listenersOf.clear()
    else this.listenersOf.delete(name)
    return this
  }
  listenerCount(name) {
    return (this.listenersOf.get(name) ?? []).length
  }
  emit(name, ...args) {
    const list = this.listenersOf.get(name) ?? []
    for (const entry of list) {
      if (entry.once) this.off(name, entry.listener)
      entry.listener.apply(this, args)
    }
    return list.length > 0
  }
}

export function createEmitter() {
  return new PreloadEmitter()
}

/** The object, but every member it lacks throws instead of being undefined. */
export function loud(name, object) {
  return new Proxy(object, {
    get: (target, key) => {
      if (
        key in target ||
        typeof key === 'symbol' ||
        ['then', 'toJSON', '__esModule', 'default'].includes(key)
      ) {
        return target[key]
      }
      throw new Error(`electron stand-in: ${name}.${key} is not implemented`)
    },
  })
}

/** `require` and `process` as a sandboxed preload sees them. */
export function createPreloadModules(config, { ipcRenderer, contextBridge }) {
  const electron = loud('electron (in a preload)', {
    ipcRenderer: loud('ipcRenderer', ipcRenderer),
    contextBridge: loud('contextBridge', contextBridge),
    webFrame: loud('webFrame', {}),
    webUtils: loud('webUtils', {}),
  })
  const timers = {
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
    setInterval: setInterval.bind(globalThis),
    clearInterval: clearInterval.bind(globalThis),
    setImmediate: (task, ...args) => setTimeout(task, 0, ...args),
    clearImmediate: (timer) => clearTimeout(timer),
  }
  const events = Object.assign(PreloadEmitter, { EventEmitter: PreloadEmitter })
  const modules = new Map([
    ['electron', electron],
    ['electron/common', electron],
    ['electron/renderer', electron],
    ['events', events],
    ['timers', timers],
    ['url', loud('url', { URL, URLSearchParams })],
  ])
  const require = (name) => {
    const found = modules.get(String(name).replace(/^node:/, ''))
    if (found === undefined) throw new Error(`module not found: ${name}`)
    return found
  }
  return { require, process: loud('process (in a preload)', { ...config.process }) }
}

/** Does the key press mean this shortcut? Letters and digits also match by their place on the keyboard. */
export function matches(event, shortcut) {
  return (
    event.ctrlKey === shortcut.ctrl &&
    event.altKey === shortcut.alt &&
    event.metaKey === shortcut.meta &&
    (event.shiftKey === shortcut.shift || shortcut.anyShift) &&
    (event.key?.toLowerCase() === shortcut.key || event.code === shortcut.code)
  )
}
