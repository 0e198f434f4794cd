// Runs as text in the isolated world of a page, after codec.js, bridge.js and preload-modules.js.
import { createBridge } from './bridge.js'
import { decode, encodeMessage } from './codec.js'
import { createEmitter, createPreloadModules, matches } from './preload-modules.js'

/**
 * Prepares the world the preload runs in: `electron` and the few modules a sandboxed preload may require, the
 * line to the main process, menu shortcuts and context menus. `run` is the preload itself, wrapped.
 */
export function startPreloadWorld(config, run) {
  const toMain = globalThis[config.binding]
  const send = (message) => toMain(JSON.stringify(message))
  const waiting = new Map()
  const renderer = createEmitter()
  let last = 0
  let shortcuts = []
  let watchKeys = false
  let exposed = { taken: false }

  const bridge = config.contextIsolation
    ? createBridge(config.toPage, config.toPreload, (message) => {
        if (message.kind === 'exposed') exposed = message
        else send(message)
      })
    : null

  const ipcRenderer = Object.assign(renderer, {
    send: (channel, ...args) => send({ kind: 'send', channel: String(channel), args: encodeMessage(args) }),
    invoke: async (channel, ...args) => {
      const text = encodeMessage(args)
      last += 1
      const id = last
      const answer = new Promise((resolve) => waiting.set(id, resolve))
      send({ kind: 'invoke', id, channel: String(channel), args: text })
      const { value, error } = await answer
      if (error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${error}`)
      return decode(value)
    },
  })

  const contextBridge = {
    exposeInMainWorld: (key, api) => {
      if (bridge === null)
        throw new Error('contextBridge API can only be used when contextIsolation is enabled')
      bridge.post({ kind: 'expose', key, value: bridge.pack(api) })
      if (exposed.taken)
        throw new Error('Cannot bind an API on top of an existing property on the window object')
    },
  }

  const deliveries = {
    message: ({ channel, args }) =>
      renderer.emit(channel, { sender: ipcRenderer, ports: [] }, ...decode(args)),
    answer: (answer) => {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    },
    shortcuts: (message) => {
      shortcuts = message.list
      watchKeys = message.watchKeys
    },
  }
  globalThis[config.deliver] = (text) => {
    const message = JSON.parse(text)
    deliveries[message.kind](message)
  }

  listenToKeys(
    (event) => shortcuts.find((shortcut) => matches(event, shortcut)),
    (event, shortcut) => {
      if (watchKeys || shortcut !== undefined)
        send({ kind: 'key', input: describeKey(event), shortcut: shortcut?.id })
    },
  )
  listenToContextMenu((params) => send({ kind: 'context-menu', params }))
  listenToTitle((title) => send({ kind: 'title', title }))

  send({ kind: 'hello', url: location.href })
  const { require, process } = createPreloadModules(config, { ipcRenderer, contextBridge })
  const module = { exports: {} }
  try {
    run(require, process, globalThis, (task) => setTimeout(task, 0), clearTimeout, module.exports, module)
  } catch (error) {
    send({ kind: 'preload-error', message: String(error), stack: error?.stack ?? String(error) })
  }
}

function describeKey(event) {
  const { key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location: place } = event
  const type = event.type === 'keydown' ? 'keyDown' : 'keyUp'
  const flags = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey }
  const modifiers = Object.keys(flags).filter((name) => flags[name])
  return { type, key, code, isAutoRepeat: repeat, isComposing, ...flags, location: place, modifiers }
}

/** A menu shortcut acts only on keys that the page left alone, as on Windows and Linux. */
function listenToKeys(find, report) {
  const handled = new WeakSet()
  const finish = (event) => {
    if (handled.has(event)) return
    handled.add(event)
    const shortcut = event.type === 'keydown' && !event.defaultPrevented ? find(event) : undefined
    if (shortcut !== undefined && !shortcut.native) event.preventDefault()
    report(event, shortcut)
  }
  for (const type of ['keydown', 'keyup']) {
    window.addEventListener(
      type,
      (event) => {
        // Added only now, it comes after the page's own; the timer catches what a page's stopPropagation keeps from it.
        window.addEventListener(type, finish, { once: true })
        setTimeout(() => {
          window.removeEventListener(type, finish)
          finish(event)
        }, 0)
      },
      true,
    )
  }
}

function listenToContextMenu(report) {
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return
    event.preventDefault() // The browser's own menu does not exist in Electron.
    const [target] = event.composedPath()
    const element = target instanceof Element ? target : null
    const link = element?.closest('a[href]')
    const image = element instanceof HTMLImageElement ? element : null
    report({
      x: event.clientX,
      y: event.clientY,
      linkURL: link?.href ?? '',
      linkText: link?.textContent?.trim() ?? '',
      srcURL: image?.src ?? '',
      mediaType: image === null ? 'none' : 'image',
      isEditable:
        element?.matches('input, textarea, [contenteditable=""], [contenteditable="true"]') ?? false,
      selectionText: String(getSelection() ?? ''),
    })
  })
}

function listenToTitle(report) {
  let known
  const look = () => {
    if (document.title === known) return
    known = document.title
    report(known)
  }
  addEventListener('DOMContentLoaded', () => {
    look()
    if (document.head === null) return
    new MutationObserver(look).observe(document.head, { subtree: true, childList: true, characterData: true })
  })
}
