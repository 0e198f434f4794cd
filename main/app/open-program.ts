import { EventEmitter } from 'node:events'
import { app } from 'electron'
import { createProgram, type Program } from '../program/program.ts'
import type { Applied } from '../store/shared/desk-record.ts'
import { textsFor } from '../texts/index.ts'
import type { NewAlert } from '../words/alert.ts'
import type { Run, RunProgress } from '../words/run.ts'
import { openCredentials } from './credentials.ts'
import { languageOf } from './language.ts'
import { systemNetwork } from './network.ts'
import type { Settings } from './settings.ts'

/** What the program tells while it works. Whoever wants to know listens, from when on it likes. */
export class ProgramEvents extends EventEmitter<{
  progress: [RunProgress]
  /** A run has begun, or ended; null when it could not even be recorded. */
  run: [Run | null]
  alert: [NewAlert]
  /** The archive of an earlier version is being brought up to date: the program opens after that. */
  migrating: []
  /** Another archive has taken the archive's place. */
  replaced: []
  /** A copy of the archive has begun or ended. */
  backup: []
  /** What other desks have done is here (R55). */
  applied: [Applied]
  /** What the automatic sync does next has changed. */
  planned: []
}> {}

/** The program on this computer: Electron's profile folder, credentials and network. Call after `ready`. */
export async function openProgram(
  settings: Settings,
  events: ProgramEvents,
  onBug: (error: unknown) => void,
): Promise<Program> {
  const profile = app.getPath('userData')
  const credentials = await openCredentials(profile)
  const raise = (alert: NewAlert) => void events.emit('alert', alert)
  if (settings.keptAside) raise({ code: 'settings-reset', params: { keptAside: settings.keptAside } })
  if (credentials.keptAside)
    raise({ code: 'credentials-reset', params: { keptAside: credentials.keptAside } })
  return createProgram({
    profile,
    workers: {
      store: worker('store-worker.js'),
      sync: worker('sync-worker.js'),
      easyfatt: worker('easyfatt-worker.js'),
      desks: worker('desk-worker.js'),
    },
    credentials,
    network: systemNetwork(),
    now: () => new Date(),
    demoName: textsFor(languageOf(settings.preferences())).native.demoShop,
    onProgress: (progress) => events.emit('progress', progress),
    onRun: (run) => events.emit('run', run),
    onMigrating: () => events.emit('migrating'),
    desks: {
      address: { read: settings.deskServer, save: settings.saveDeskServer },
      onApplied: (applied) => events.emit('applied', applied),
    },
    archiveCare: {
      onAlert: raise,
      onReplaced: () => events.emit('replaced'),
      onBackup: () => events.emit('backup'),
      onBug,
      secondFolder: () => settings.preferences().secondBackups,
    },
  })
}

/**
 * A thread's file. In the packed program the bundles are in an archive, and also beside it (`asarUnpack`): threads load
 * from there. (Electron's own tests start threads out of an archive, but none written as modules, as these are.)
 */
function worker(name: string): URL {
  return new URL(name, import.meta.url.replace('/app.asar/', '/app.asar.unpacked/'))
}
