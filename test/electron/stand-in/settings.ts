/** What a test (or `start.ts`) asks of the stand-in; comes in one environment variable. */
export interface StandInSettings {
  /** A test process drives the browser and listens on Node's IPC channel. */
  readonly hosted: boolean
  /** `userData`, as Electron's --user-data-dir gives it; undefined: the usual place. */
  readonly userData: string | undefined
  /** The answers of app.getLocale and navigator.language. */
  readonly locale: string
  readonly colorScheme: 'light' | 'dark'
  /** The key of a safeStorage that can encrypt; undefined: there is none, as on a bare Linux. */
  readonly safeStorageKey: string | undefined
  /** The answer of session.resolveProxy, in PAC form: `DIRECT` or `PROXY host:port`. */
  readonly proxy: string
  /** The size of the only screen. */
  readonly screen: { readonly width: number; readonly height: number }
  /** As electron-builder's program is: `app.isPackaged`, and no application among the arguments. */
  readonly packaged: boolean
  /** How far (ms) the clock is off. */
  readonly clockOffset: number | undefined
}

const VARIABLE = 'ELECTRON_STAND_IN'

function systemLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale
}

function read(): StandInSettings {
  const told = JSON.parse(process.env[VARIABLE] ?? '{}') as Partial<StandInSettings>
  // Programs started by the program are not hosted.
  delete process.env[VARIABLE]
  return {
    hosted: told.hosted ?? false,
    userData: told.userData,
    locale: told.locale ?? systemLocale(),
    colorScheme: told.colorScheme ?? 'light',
    safeStorageKey: told.safeStorageKey,
    proxy: told.proxy ?? 'DIRECT',
    screen: told.screen ?? { width: 1920, height: 1080 },
    packaged: told.packaged ?? false,
    clockOffset: told.clockOffset,
  }
}

/** The settings of this run. */
export const settings: StandInSettings = read()

/** The environment variable that gives the settings to a process. */
export function settingsVariable(told: Partial<StandInSettings>): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(told) }
}
