/**
 * Updates of the program itself, by electron-updater: looked for once a day, offered, and fetched and installed only
 * when the operator says so and no shop is being downloaded. Where they are is set when the program is packed
 * (docs/releasing.md); a program that is not packed is told by the environment variable `UPDATES_URL`. Without either
 * it looks for none.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import { type FailureValue, failure } from '../words/failure.ts'
import { dayMs } from '../words/local-time.ts'
import type { UpdateView } from '../words/program-view.ts'

/** The first look waits until the program has settled. */
const firstLookMs = 30_000
/** A look that came during a download is made a little later. */
const busyMs = 5 * 60_000
/** An installer that has not ended the program by then does not work; macOS first fetches the update once more. */
const installMs = 30_000
const macInstallMs = 5 * 60_000

export interface UpdatesOptions {
  /** Whether a shop is being downloaded or checked: then nothing of this happens. */
  readonly busy: () => boolean
  /** Whether the operator wants to be told without asking. */
  readonly automatic: () => boolean
  readonly tell: (view: UpdateView) => void
  /** Closes the archive and ends all runs: what comes next ends the program. False when the operator would not have it. */
  readonly close: () => Promise<boolean>
  /** An update could not be put in place: the program starts again as it was, and tells. */
  readonly onNotInstalled: () => void
  readonly onBroken: (error: unknown) => void
}

export type Updates = ReturnType<typeof createUpdates>

/** Looks for updates of the program and installs them, as far as the operator asks; without an address it does nothing. */
export function createUpdates(options: UpdatesOptions) {
  const config = updateConfig()
  let view: UpdateView = {
    phase: config ? 'none' : 'unconfigured',
    version: null,
    notes: '',
    percent: 0,
    failure: null,
  }
  let loaded: Promise<AppUpdater> | null = null
  let timer: NodeJS.Timeout | null = null

  const set = (change: Partial<UpdateView>): UpdateView => {
    view = { ...view, failure: null, ...change }
    options.tell(view)
    return view
  }
  const updater = (): Promise<AppUpdater> => {
    loaded ??= load(config, (percent) => set({ percent }))
    return loaded
  }
  const refuseWhileBusy = () => {
    if (options.busy()) throw failure('update-busy', {})
  }

  /** Asks whether there is a newer version. Errors become a view: an unreachable address is no bug. */
  const check = async (): Promise<UpdateView> => {
    if (!config || view.phase === 'downloading' || view.phase === 'ready') return view
    refuseWhileBusy()
    set({ phase: 'checking' })
    try {
      const found = await (await updater()).checkForUpdates()
      if (!found?.isUpdateAvailable) return set({ phase: 'none', version: null, notes: '' })
      const { version } = found.updateInfo
      return set({ phase: 'available', version, notes: plainNotes(found.updateInfo) })
    } catch (error) {
      return set({ phase: 'failed', failure: updateFailure(error) })
    }
  }

  const lookAgain = (ms: number) => {
    timer = setTimeout(() => {
      lookAgain(options.busy() ? busyMs : dayMs)
      if (!options.busy() && options.automatic()) check().catch(options.onBroken)
    }, ms)
    timer.unref()
  }
  if (config) lookAgain(firstLookMs)

  return {
    view: (): UpdateView => view,
    check,
    /** Fetches the update found. It is installed by {@link install}, never by itself. */
    async download(): Promise<UpdateView> {
      if (view.phase !== 'available' && view.phase !== 'failed') return view
      refuseWhileBusy()
      set({ phase: 'downloading', percent: 0 })
      try {
        await (await updater()).downloadUpdate()
        return set({ phase: 'ready', percent: 100 })
      } catch (error) {
        return set({ phase: 'failed', failure: updateFailure(error) })
      }
    },
    /** Ends the program and starts its new version. */
    async install(): Promise<UpdateView> {
      if (view.phase !== 'ready') return view
      refuseWhileBusy()
      const ready = await updater()
      if (!(await options.close())) return view
      // Nothing is left open: what cannot be installed must not end in a program that does nothing.
      const startAgain = () => {
        options.onNotInstalled()
        app.relaunch()
        app.exit(0)
      }
      ready.once('error', startAgain)
      setTimeout(startAgain, process.platform === 'darwin' ? macInstallMs : installMs)
      ready.quitAndInstall(true, true)
      return view
    },
    stop(): void {
      if (timer) clearTimeout(timer)
    },
  }
}

/** The file that says where updates are; null when nobody said. */
function updateConfig(): string | null {
  const url = app.isPackaged ? undefined : process.env.UPDATES_URL
  if (url) {
    const file = join(app.getPath('userData'), 'updates.yml')
    writeFileSync(
      file,
      JSON.stringify({ provider: 'generic', url, updaterCacheDirName: 'download-ordini-updater' }),
    )
    return file
  }
  const packed = join(process.resourcesPath ?? '', 'app-update.yml')
  return app.isPackaged && existsSync(packed) ? packed : null
}

/** Fetched when it is first needed: the program starts without it. */
async function load(config: string | null, onProgress: (percent: number) => void): Promise<AppUpdater> {
  const { autoUpdater } = await import('electron-updater').then((module) => module.default ?? module)
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.logger = null
  if (config) autoUpdater.updateConfigPath = config
  // Started from a checkout: asked for by UPDATES_URL.
  autoUpdater.forceDevUpdateConfig = !app.isPackaged
  autoUpdater.on('download-progress', ({ percent }) => onProgress(Math.floor(percent)))
  // Each failure is also that of the call that met it; without a listener it would end the program.
  autoUpdater.on('error', () => undefined)
  return autoUpdater
}

/** The notes as plain text: they come from the network, and are shown, not run. */
function plainNotes({ releaseNotes }: UpdateInfo): string {
  const text = Array.isArray(releaseNotes)
    ? releaseNotes.map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n')
    : (releaseNotes ?? '')
  return text.slice(0, 5000)
}

function updateFailure(error: unknown): FailureValue {
  return failure('update-failed', { reason: shortReason(error) }).value
}

/** electron-updater's errors carry whole answers and stack traces: the code, or the first line, says it. */
function shortReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 120)
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : (error.message.split('\n')[0] ?? '').slice(0, 120)
}
