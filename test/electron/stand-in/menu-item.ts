import type * as Electron from 'electron'
import { parseAccelerator } from './accelerator.ts'
import type { BrowserWindow } from './browser-window.ts'
import { Menu } from './menu.ts'
import { type Role, roles } from './menu-roles.ts'
import { StrictObject } from './strict.ts'

let last = 0

/** A menu item as tests and other processes see it. */
export interface SerialisedItem {
  readonly id: string
  readonly label: string
  readonly sublabel: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | null
  readonly enabled: boolean
  readonly visible: boolean
  readonly checked: boolean
  readonly commandId: number
  readonly submenu: readonly SerialisedItem[] | undefined
}

type Offered =
  | 'label'
  | 'sublabel'
  | 'toolTip'
  | 'type'
  | 'enabled'
  | 'visible'
  | 'checked'
  | 'id'
  | 'commandId'
  | 'registerAccelerator'

/** MenuItem. Throws for what Electron refuses: no label, role or type; an unknown role; a submenu of the wrong type. */
export class MenuItem extends StrictObject implements Pick<Electron.MenuItem, Offered> {
  readonly commandId: number
  id: string
  label: string
  sublabel: string
  toolTip: string
  type: NonNullable<Electron.MenuItemConstructorOptions['type']>
  role: Electron.MenuItemConstructorOptions['role']
  accelerator: string | null
  readonly userAccelerator: string | null
  icon: Electron.MenuItemConstructorOptions['icon']
  enabled: boolean
  visible: boolean
  registerAccelerator: boolean
  acceleratorWorksWhenHidden: boolean
  submenu: Menu | undefined
  menu: Menu | undefined
  #checked: boolean
  readonly #role: Role | undefined
  readonly #click: Electron.MenuItemConstructorOptions['click']

  constructor(options: Electron.MenuItemConstructorOptions) {
    super('MenuItem')
    last += 1
    this.commandId = last
    this.role = options.role
    this.#role = options.role === undefined ? undefined : roles[options.role.toLowerCase()]
    if (options.role !== undefined && this.#role === undefined) {
      throw new Error(`electron stand-in: the menu role '${options.role}' is not implemented`)
    }
    const submenu =
      options.submenu ?? (this.#role?.submenu === undefined ? undefined : [...this.#role.submenu])
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as Menu | undefined)
    this.type = options.type ?? (this.submenu === undefined ? 'normal' : 'submenu')
    if (this.type === 'submenu' && this.submenu === undefined) throw new Error('Invalid submenu')
    if (options.label === undefined && options.role === undefined && this.type !== 'separator') {
      throw new TypeError('Required argument missing: MenuItem must have either label, role or type')
    }
    this.id = options.id ?? ''
    this.label = options.label ?? this.#role?.label ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.accelerator = options.accelerator ?? null
    this.userAccelerator = null
    this.icon = options.icon
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.registerAccelerator = options.registerAccelerator ?? true
    this.acceleratorWorksWhenHidden = options.acceleratorWorksWhenHidden ?? true
    this.#checked = options.checked ?? false
    this.#click = options.click
    if (this.effectiveAccelerator !== null) parseAccelerator(this.effectiveAccelerator)
  }

  get checked(): boolean {
    return this.#checked
  }
  set checked(checked: boolean) {
    if (this.type === 'radio' && checked) this.menu?.uncheckRadiosBeside(this)
    this.#checked = checked
  }

  /** The item's own shortcut or its role's. */
  get effectiveAccelerator(): string | null {
    return this.accelerator ?? this.#role?.accelerator ?? null
  }
  get isNative(): boolean {
    return this.#role?.native === true && this.#click === undefined
  }

  /** What a click does: checks, then the program's handler or, without one, the role. */
  click = (event: object = {}, window?: BrowserWindow, _contents?: unknown): void => {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.checked = true
    // A role's own action goes before a click handler, which Electron then ignores.
    if (this.#role?.act !== undefined) this.#role.act(window)
    else this.#click?.(this as never, window as never, event as Electron.KeyboardEvent)
  }

  serialise(): SerialisedItem {
    const { id, label, sublabel, type, role, enabled, visible, checked, commandId } = this
    const submenu = this.submenu?.items.map((item) => item.serialise())
    return {
      id,
      label,
      sublabel,
      type,
      role,
      accelerator: this.effectiveAccelerator,
      enabled,
      visible,
      checked,
      commandId,
      submenu,
    }
  }
}
