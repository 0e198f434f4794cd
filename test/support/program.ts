import { onTestFinished } from 'vitest'
import { createProgram, type ProgramOptions } from '../../main/program/program.ts'
import type { ServerAddress } from '../../main/words/desks.ts'
import { noAlerts } from './alerts.ts'
import { temporaryFolder } from './archive.ts'
import { memoryCredentials } from './credentials.ts'

/** Defaults of a program under test: threads from their sources, the real network, no listeners. */
export function programOptions(profile: string): ProgramOptions {
  return {
    profile,
    workers: {
      store: new URL('../../main/store/worker.ts', import.meta.url),
      sync: new URL('../../main/sync/worker.ts', import.meta.url),
      easyfatt: new URL('../../main/easyfatt/worker.ts', import.meta.url),
      desks: new URL('../../main/desks/worker.ts', import.meta.url),
    },
    credentials: memoryCredentials(),
    network: { userAgent: 'test', certificateAuthorities: [], resolveProxy: async () => 'DIRECT' },
    now: () => new Date(),
    demoName: 'Negozio dimostrativo',
    onProgress: () => undefined,
    onRun: () => undefined,
    onMigrating: () => undefined,
    desks: { address: memoryAddress(), onApplied: () => undefined },
    archiveCare: noAlerts,
  }
}

/** The address of the server that desks share, in memory. */
export function memoryAddress(): ProgramOptions['desks']['address'] {
  let kept: ServerAddress | null = null
  return {
    read: () => kept,
    save: (address) => {
      kept = address
    },
  }
}

/** The whole program without windows, with its threads, in a new profile. */
export async function temporaryProgram(folder = temporaryFolder()) {
  const program = await createProgram(programOptions(folder))
  onTestFinished(() => program.close())
  return program
}
