// Loaded into real Electron by `-r` before the program: notes what the program tells the system, and lets tests
// operate it, as the stand-in does. Patches prototypes, because the module's own members cannot be replaced.
const { createCipheriv, createDecipheriv, createHash, randomBytes } = require('node:crypto')
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const electron = require('electron')
const { app, dialog, Menu, nativeImage, nativeTheme, Notification, safeStorage, shell, Tray } = electron

function before(object, name, act) {
  const original = object[name]
  object[name] = function (...args) {
    act.call(this, ...args)
    return original.apply(this, args)
  }
}

const told = JSON.parse(process.env.ELECTRON_RECORDER ?? '{}')
delete process.env.ELECTRON_RECORDER
// Electron leaves its own switches, Playwright's and ours among the arguments; to the program it is `electron <app> ...`.
process.argv.splice(1, process.argv.indexOf(__filename))
if (told.userData) app.setPath('userData', told.userData)
if (told.output) {
  for (const name of ['stdout', 'stderr'])
    before(process[name], 'write', (text) => appendFileSync(join(told.output, name), text))
}
if (told.clockOffset !== undefined) {
  const clock = require.resolve('./browser/in-page/clock.js')
  require(clock).setClockOffset(told.clockOffset)
  // Before any script of a page, in the first window, too.
  const source = readFileSync(clock, 'utf8').replace(/^export /gm, '')
  const preload = join(app.getPath('userData'), 'test-clock.cjs')
  writeFileSync(
    preload,
    `require('electron').contextBridge.executeInMainWorld({ func: () => {${source};setClockOffset(${told.clockOffset})} })`,
  )
  app
    .whenReady()
    .then(() => electron.session.defaultSession.registerPreloadScript({ type: 'frame', filePath: preload }))
}

const paths = new WeakMap()
const trays = new Map()
const notifications = []
const asked = []
const opened = []
const printed = []
const popups = []
const answers = { message: [], open: [], save: [] }
const waiting = { message: [], open: [], save: [] }

const createFromPath = nativeImage.createFromPath
nativeImage.createFromPath = (path) => {
  const image = createFromPath.call(nativeImage, path)
  paths.set(image, path)
  return image
}

// Real trays are referred to by number only: a strong reference here would hide a program's lack of one.
const trayOf = (tray) => {
  for (const [id, state] of trays) if (state.reference.deref() === tray) return trays.get(id)
  const state = { reference: new WeakRef(tray), toolTip: '', menu: null, imagePath: undefined }
  trays.set(trays.size + 1, state)
  return state
}
before(Tray.prototype, 'setToolTip', function (text) {
  trayOf(this).toolTip = text
})
before(Tray.prototype, 'setContextMenu', function (menu) {
  trayOf(this).menu = menu
})
before(Tray.prototype, 'setImage', function (image) {
  trayOf(this).imagePath = typeof image === 'string' ? image : paths.get(image)
})
let loginItem = {}
before(app, 'setLoginItemSettings', (told) => {
  loginItem = told
})
before(Menu.prototype, 'popup', function (options) {
  popups.push({ menu: this, options })
})
before(Notification.prototype, 'show', function () {
  const entry = { notification: this, closed: false }
  notifications.push(entry)
  this.once('close', () => {
    entry.closed = true
  })
})

shell.openExternal = async (what) => {
  new URL(what)
  opened.push({ how: 'external', what })
}
shell.openPath = async (what) => {
  opened.push({ how: 'path', what })
  return ''
}
shell.showItemInFolder = (what) => {
  opened.push({ how: 'folder', what })
}
before(shell, 'trashItem', (what) => {
  opened.push({ how: 'trash', what })
})

// No system dialog, which nobody would close.
app.on('web-contents-created', (_, contents) => {
  contents.print = (options = {}, done) => {
    printed.push(options)
    if (done !== undefined) setImmediate(() => done(true, ''))
  }
})

const plain = (options) =>
  JSON.parse(
    JSON.stringify(options, (key, value) => (key === 'icon' || key === 'signal' ? undefined : value)),
  )
const ask =
  (kind, cancelled) =>
  async (...args) => {
    const record = { kind, options: plain(args.at(-1)), answered: false }
    asked.push(record)
    const answer =
      answers[kind].length > 0
        ? answers[kind].shift()
        : await new Promise((resolve) => {
            waiting[kind].push(resolve)
            args.at(-1).signal?.addEventListener('abort', () => resolve(cancelled), { once: true })
          })
    record.answered = true
    return { ...cancelled, ...answer }
  }
dialog.showMessageBox = ask('message', { response: 0, checkboxChecked: false })
dialog.showOpenDialog = ask('open', { canceled: true, filePaths: [] })
dialog.showSaveDialog = ask('save', { canceled: true, filePath: '' })
dialog.showMessageBoxSync = (...args) => {
  const answer = answers.message.shift()
  if (answer === undefined) throw new Error('showMessageBoxSync: answer it before it is asked')
  asked.push({ kind: 'message', options: plain(args.at(-1)), answered: true })
  return answer.response
}
dialog.showErrorBox = (title, content) => {
  asked.push({ kind: 'error', options: { title, content }, answered: true })
  console.error(`${title}\n${content}`)
}

const key = createHash('sha256').update('a key for tests only').digest()
const available = told.safeStorage === 'available'
const refuse = (verb, name) => {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
  if (!available)
    throw new Error(`Error while ${verb} the text provided to safeStorage.${name}. It is not available.`)
}
safeStorage.isAsyncEncryptionAvailable = async () => available && app.isReady()
safeStorage.encryptStringAsync = async (text) => {
  refuse('encrypting', 'encryptStringAsync')
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from('v11'), nonce, cipher.getAuthTag(), body])
}
safeStorage.decryptStringAsync = async (encrypted) => {
  refuse('decrypting', 'decryptStringAsync')
  const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(3, 15)).setAuthTag(
    encrypted.subarray(15, 31),
  )
  const result = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8')
  return { shouldReEncrypt: false, result }
}
if (process.platform === 'linux') {
  safeStorage.getSelectedStorageBackend = () => (available ? 'gnome_libsecret' : 'basic_text')
}

const serialise = (menu) =>
  (menu?.items ?? []).map((item) => {
    const { id, label, sublabel, type, role, enabled, visible, checked } = item
    const accelerator = item.accelerator ?? item.getDefaultRoleAccelerator?.() ?? null
    const rest = {
      role,
      accelerator,
      enabled,
      visible,
      checked,
      submenu: item.submenu ? serialise(item.submenu) : undefined,
    }
    return { id: id ?? '', label, sublabel: sublabel ?? '', type, ...rest }
  })
const find = (menu, wanted) => {
  const byId = menu?.getMenuItemById(wanted)
  if (byId) return byId
  const [label, ...rest] = wanted.split(' > ')
  const item = menu?.items.find((entry) => entry.label === label)
  if (rest.length > 0) return item?.submenu ? find(item.submenu, rest.join(' > ')) : undefined
  return (
    item ??
    menu?.items.map((entry) => (entry.submenu ? find(entry.submenu, wanted) : undefined)).find(Boolean)
  )
}
const click = (menu, wanted, window) => {
  const item = find(menu, wanted)
  if (!item) throw new Error(`there is no menu item "${wanted}"`)
  if (!item.visible || !item.enabled) throw new Error(`the menu item "${wanted}" is hidden or disabled`)
  item.click({}, window, window?.webContents)
}
const tray = () => {
  global.gc?.()
  return [...trays.values()].find(({ reference }) => reference.deref() && !reference.deref().isDestroyed())
}

/** The same names as the stand-in's controls. */
globalThis.electronRecorder = {
  trays: () => {
    const found = tray()
    return found
      ? [{ toolTip: found.toolTip, title: '', imagePath: found.imagePath, menu: serialise(found.menu) }]
      : []
  },
  'click-tray': (event) =>
    void tray().reference.deref().emit(event, {}, { x: 0, y: 0, width: 0, height: 0 }, { x: 0, y: 0 }),
  'click-tray-item': (wanted) => click(tray().menu, wanted),
  'application-menu': () => (Menu.getApplicationMenu() ? serialise(Menu.getApplicationMenu()) : null),
  'popup-menu': () => (popups.length > 0 ? serialise(popups.at(-1).menu) : null),
  'click-popup-menu': (wanted) => {
    const { menu, options } = popups.pop()
    if (wanted !== null) click(menu, wanted, options?.window)
    menu.closePopup()
  },
  notifications: () =>
    notifications.map(({ notification: { title, body, silent }, closed }) => ({
      title,
      body,
      silent,
      closed,
    })),
  'click-notification': (index) => void notifications.at(index).notification.emit('click', {}),
  dialogs: () => asked,
  'answer-dialog': (kind, answer) => {
    const first = waiting[kind].shift()
    if (first) first(answer)
    else answers[kind].push(answer)
  },
  opened: () => opened,
  printed: () => printed,
  'login-item': () => loginItem,
  'system-color-scheme': (scheme) => {
    Object.defineProperty(nativeTheme, 'shouldUseDarkColors', {
      configurable: true,
      get: () => (nativeTheme.themeSource === 'system' ? scheme : nativeTheme.themeSource) === 'dark',
    })
    nativeTheme.emit('updated')
  },
  clickMenu: click,
}
