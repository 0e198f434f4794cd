import { app } from 'electron'
import { textsFor } from '../../renderer/texts/index.ts'
import { createProgram, type Program, type ProgramOptions } from '../program/program.ts'
import { openCredentials } from './credentials.ts'
import { languageOf } from './language.ts'
import { systemNetwork } from './network.ts'
import type { Settings } from './settings.ts'

/** The program on this computer: Electron's profile folder, credentials and network. Call after `ready`. */
export function openProgram(
  settings: Settings,
  listeners: Pick<ProgramOptions, 'onProgress' | 'onRun' | 'safety'>,
): Promise<Program> {
  const profile = app.getPath('userData')
  const credentials = openCredentials(profile)
  const raise = listeners.safety.onAlert
  if (settings.keptAside) raise({ code: 'settings-reset', params: { keptAside: settings.keptAside } })
  if (credentials.keptAside)
    raise({ code: 'credentials-reset', params: { keptAside: credentials.keptAside } })
  return createProgram({
    profile,
    workers: { store: worker('store-worker.js'), sync: worker('sync-worker.js') },
    credentials,
    network: systemNetwork(),
    now: () => new Date(),
    demoName: textsFor(languageOf(settings.preferences())).native.demoShop,
    ...listeners,
  })
}

/**
 * A thread's file. In the packed program the bundles are in an archive, which only Electron's own loader can read, and
 * also beside it (`asarUnpack`): threads, whose loader is Node's, load from there.
 */
function worker(name: string): URL {
  return new URL(name, import.meta.url.replace('/app.asar/', '/app.asar.unpacked/'))
}
