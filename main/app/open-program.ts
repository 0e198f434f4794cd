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
  listeners: Pick<ProgramOptions, 'onProgress' | 'onRun'>,
): Promise<Program> {
  const profile = app.getPath('userData')
  return createProgram({
    profile,
    workers: {
      store: new URL('./store-worker.js', import.meta.url),
      sync: new URL('./sync-worker.js', import.meta.url),
    },
    credentials: openCredentials(profile),
    network: systemNetwork(),
    now: () => new Date(),
    demoName: textsFor(languageOf(settings.preferences())).native.demoShop,
    ...listeners,
  })
}
