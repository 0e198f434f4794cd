import ElectronStore from 'electron-store'
import {
  type Preferences,
  preferencesSchema,
  type SearchView,
  searchViewSchema,
} from '../../preload/contract.ts'
import type { Alert } from '../alert.ts'
import { putAsideIfDamaged } from './setting-file.ts'

export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

interface SettingsFile {
  preferences?: unknown
  windows?: Record<string, WindowPlace>
  trayExplained?: boolean
  searchView?: unknown
  alerts?: readonly Alert[]
}

/** Italian first: the program's users are Italian shops, whatever the language of their Windows. */
const defaults: Preferences = {
  language: 'it',
  theme: 'system',
  logDays: 180,
  openAtLogin: false,
  startHidden: false,
  notifyNewOrders: false,
  staleHours: 24,
  checkUpdates: true,
}

export type Settings = ReturnType<typeof openSettings>

/** The program's own settings (`settings.json` of the profile). Shops are in the archive. */
export function openSettings(profile: string) {
  const keptAside = putAsideIfDamaged(profile, 'settings')
  const file = new ElectronStore<SettingsFile>({ cwd: profile, name: 'settings', clearInvalidConfig: true })
  return {
    /** Where a file that was damaged is now; null when it was not. */
    keptAside,
    /** What the operator has not read yet, newest first. */
    alerts: (): readonly Alert[] => file.get('alerts') ?? [],
    saveAlerts: (alerts: readonly Alert[]): void => file.set('alerts', alerts),
    preferences(): Preferences {
      const saved = preferencesSchema.partial().safeParse(file.get('preferences'))
      return { ...defaults, ...(saved.success ? saved.data : {}) }
    },
    savePreferences(preferences: Preferences): void {
      file.set('preferences', preferences)
    },
    /** Whether the operator has been told that closing the window leaves the program in the tray. */
    trayExplained: (): boolean => file.get('trayExplained') === true,
    setTrayExplained: (): void => file.set('trayExplained', true),
    /** How the table of orders is set up; as at first when nothing readable is saved. */
    searchView(): SearchView {
      const saved = searchViewSchema.safeParse(file.get('searchView'))
      return saved.success ? saved.data : { columns: null }
    },
    saveSearchView(view: SearchView): SearchView {
      file.set('searchView', view)
      return view
    },
    windowPlace: (name: string): WindowPlace | null => file.get('windows')?.[name] ?? null,
    saveWindowPlace(name: string, place: WindowPlace): void {
      file.set('windows', { ...file.get('windows'), [name]: place })
    },
  }
}
