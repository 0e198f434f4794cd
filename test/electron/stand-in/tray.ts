import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type * as Electron from 'electron'
import { onControl } from './link.ts'
import { clickMenuItem, type Menu } from './menu.ts'
import { type NativeImage, requireImage } from './native-image.ts'
import type { OfferedTray } from './offered.ts'
import { requireReady } from './ready.ts'
import { createEvent, requireString, StrictEmitter } from './strict.ts'

// In Electron an icon whose Tray object nobody refers to disappears with the next garbage collection. So nothing
// here refers to one either: the list is of weak references, and before a test looks at it garbage is collected.
const trays = new Set<WeakRef<Tray>>()
const collected = new FinalizationRegistry(() =>
  console.error('electron stand-in: a tray was garbage-collected; keep a reference to it'),
)

/** Tray. Throws for an image that does not exist or is empty. */
export class Tray extends StrictEmitter implements Pick<Electron.Tray, OfferedTray> {
  #image: NativeImage
  #toolTip = ''
  #title = ''
  #menu: Menu | null = null
  #destroyed = false
  #ignoreDoubleClicks = false
  readonly #guid: string | null
  readonly #reference = new WeakRef<Tray>(this)

  constructor(image: NativeImage | string, guid?: string) {
    requireReady('Cannot create Tray before app is ready')
    super('Tray')
    this.#image = requireImage(image)
    this.#guid = guid ?? null
    trays.add(this.#reference)
    collected.register(this, undefined, this)
  }

  // Methods on the prototype, not bound ones on the object, so that nothing keeps the object alive.
  setImage(image: NativeImage | string): void {
    this.#requireAlive()
    this.#image = requireImage(image)
  }
  setPressedImage(image: NativeImage | string): void {
    requireImage(image)
  }
  setToolTip(toolTip: string): void {
    this.#requireAlive()
    this.#toolTip = requireString(toolTip)
  }
  setTitle(title: string, _options?: Electron.TitleOptions): void {
    this.#requireAlive()
    this.#title = requireString(title)
  }
  getTitle(): string {
    return this.#title
  }
  setContextMenu(menu: Menu | null): void {
    this.#requireAlive()
    this.#menu = menu
  }
  popUpContextMenu(menu?: Menu): void {
    this.#requireAlive()
    ;(menu ?? this.#menu)?.emit('menu-will-show', createEvent({}))
  }
  closeContextMenu(): void {
    this.#requireAlive()
  }
  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.#ignoreDoubleClicks = ignore
  }
  getIgnoreDoubleClickEvents(): boolean {
    return this.#ignoreDoubleClicks
  }
  displayBalloon(_options: Electron.DisplayBalloonOptions): void {
    this.#requireAlive()
  }
  removeBalloon(): void {
    this.#requireAlive()
  }
  focus(): void {
    this.#requireAlive()
  }
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 24, height: 24 }
  }
  getGUID(): string | null {
    return this.#guid
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    trays.delete(this.#reference)
    collected.unregister(this)
    this.removeAllListeners()
  }

  describe() {
    const { width, height } = this.#image.getSize()
    const image = {
      imagePath: this.#image.path,
      imageSize: { width, height },
      template: this.#image.isTemplateImage(),
    }
    return { toolTip: this.#toolTip, title: this.#title, menu: this.#menu?.serialise() ?? [], ...image }
  }
  clickItem(wanted: string): void {
    clickMenuItem(this.#menu, wanted, undefined)
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed')
  }
}

let collectGarbage: (() => void) | undefined

function livingTrays(): Tray[] {
  if (collectGarbage === undefined) {
    // No --expose-gc: the program shall not see a global that Electron does not have.
    setFlagsFromString('--expose-gc')
    collectGarbage = runInNewContext('gc') as () => void
  }
  collectGarbage()
  return [...trays].map((reference) => reference.deref()).filter((tray) => tray !== undefined)
}

// A collection frees only what no running job has touched, so it waits for a turn of its own.
const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

onControl('trays', async () => {
  await nextTurn()
  return livingTrays().map((tray) => tray.describe())
})
onControl('click-tray', async (event: string) => {
  const [tray] = livingTrays()
  if (tray === undefined) throw new Error('there is no tray')
  tray.emit(event, createEvent({}), tray.getBounds(), { x: 0, y: 0 })
})
onControl('click-tray-item', async (wanted: string) => {
  const [tray] = livingTrays()
  if (tray === undefined) throw new Error('there is no tray')
  tray.clickItem(wanted)
})
