import ElectronStore from 'electron-store'
import { z } from 'zod'
import { alertText, textsFor } from '../texts/index.ts'
import type { Alert } from '../words/alert.ts'
import { type ServerAddress, serverAddressSchema } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { usualPreferences } from '../words/program-view.ts'
import {
  instant,
  type Preferences,
  preferencesSchema,
  type SearchView,
  searchViewSchema,
} from '../words/schemas.ts'
import { isUnwritable, putAsideIfDamaged } from './setting-file.ts'

const windowPlaceSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
})
export type WindowPlace = Readonly<z.output<typeof windowPlaceSchema>>

const portSchema = z.int().min(1024).max(65_535).nullable().catch(null)

const alertSchema = z.object({ id: z.int(), at: instant, code: z.string(), params: z.looseObject({}) })

/** As somebody may have left it: nothing of it is believed. */
interface SettingsFile {
  preferences?: unknown
  windows?: unknown
  trayExplained?: unknown
  searchView?: unknown
  alerts?: unknown
  easyfattPort?: unknown
  deskServer?: unknown
}

export type Settings = ReturnType<typeof openSettings>

/** The program's own settings (`settings.json` of the profile). Shops are in the archive. */
export function openSettings(profile: string) {
  const keptAside = putAsideIfDamaged(profile, 'settings')
  const file = new ElectronStore<SettingsFile>({
    cwd: profile,
    name: 'settings',
    clearInvalidConfig: true,
    configFileMode: 0o600,
  })
  // What the program remembers for itself, where it cannot be written: until it ends.
  const unsaved: SettingsFile = {}
  const get = (key: keyof SettingsFile) => (key in unsaved ? unsaved[key] : file.get(key))
  const keep = (key: keyof SettingsFile, value: unknown) => {
    try {
      file.set({ [key]: value })
      delete unsaved[key]
    } catch (error) {
      if (!isUnwritable(error)) throw error
      unsaved[key] = value
    }
  }
  return {
    /** Where a file that was damaged is now; null when it was not. */
    keptAside,
    /** What the operator has not read yet, newest first. */
    alerts: (): readonly Alert[] => z.array(z.unknown()).catch([]).parse(get('alerts')).filter(isAlert),
    saveAlerts: (alerts: readonly Alert[]): void => keep('alerts', alerts),
    preferences(): Preferences {
      const saved = z.looseObject({}).catch({}).parse(get('preferences'))
      // One by one: what another version has written resets nothing but itself.
      const read = Object.entries(preferencesSchema.shape).flatMap(([name, schema]) => {
        const value = schema.safeParse(saved[name])
        return value.success ? [[name, value.data] as const] : []
      })
      return { ...usualPreferences, ...Object.fromEntries(read) }
    },
    /** @throws Failure `file-unwritable` */
    savePreferences(preferences: Preferences): void {
      try {
        file.set('preferences', preferences)
      } catch (error) {
        throw isUnwritable(error) ? failure('file-unwritable', { file: file.path }, error) : error
      }
    },
    /** Whether the operator has been told that closing the window leaves the program in the tray. */
    trayExplained: (): boolean => get('trayExplained') === true,
    setTrayExplained: (): void => keep('trayExplained', true),
    /** How the table of orders is set up; as at first when nothing readable is saved. */
    searchView(): SearchView {
      const saved = searchViewSchema.safeParse(get('searchView'))
      return saved.success ? saved.data : searchViewSchema.parse({ columns: null })
    },
    saveSearchView(view: SearchView): SearchView {
      keep('searchView', view)
      return view
    },
    /** At which Easyfatt takes orders (R45), chosen once; null: not yet. */
    easyfattPort: (): number | null => portSchema.parse(get('easyfattPort')),
    saveEasyfattPort: (port: number): void => keep('easyfattPort', port),
    /** How the server is reached that desks share (R55); null: this one works alone. */
    deskServer: (): ServerAddress | null => serverAddressSchema.safeParse(get('deskServer')).data ?? null,
    /** @throws Failure `file-unwritable` */
    saveDeskServer(address: ServerAddress | null): void {
      try {
        if (address === null) file.delete('deskServer')
        else file.set('deskServer', address)
      } catch (error) {
        throw isUnwritable(error) ? failure('file-unwritable', { file: file.path }, error) : error
      }
    },
    windowPlace: (name: string): WindowPlace | null => places(get('windows'))[name] ?? null,
    saveWindowPlace(name: string, place: WindowPlace): void {
      keep('windows', { ...places(get('windows')), [name]: place })
    },
  }
}

function places(saved: unknown): Readonly<Record<string, WindowPlace>> {
  return z.record(z.string(), windowPlaceSchema).catch({}).parse(saved)
}

/** One that this version has words for. */
function isAlert(saved: unknown): saved is Alert {
  const texts = textsFor('it')
  const read = alertSchema.safeParse(saved)
  if (!read.success || !Object.hasOwn(texts.alerts, read.data.code)) return false
  try {
    return alertText(texts, saved as Alert).message !== ''
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}
