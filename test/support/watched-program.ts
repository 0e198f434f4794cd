import type { NewAlert } from '../../main/alert.ts'
import { createProgram, type ProgramOptions } from '../../main/program/program.ts'
import { noAlerts } from './alerts.ts'
import { memoryCredentials } from './credentials.ts'

/** The whole program, its threads and the demonstration shop, on a clock moved by hand. */
export async function watchedProgram(
  folder: string,
  credentials = memoryCredentials(),
  more: Partial<Pick<ProgramOptions, 'workers' | 'onProgress'>> = {},
) {
  const alerts: NewAlert[] = []
  const bugs: unknown[] = []
  let replaced = 0
  let ahead = 0
  const opened = await createProgram({
    profile: folder,
    workers: {
      store: new URL('../../main/store/worker.ts', import.meta.url),
      sync: new URL('../../main/sync/worker.ts', import.meta.url),
    },
    credentials,
    network: { userAgent: 'test', certificateAuthorities: [], resolveProxy: async () => 'DIRECT' },
    now: () => new Date(Date.now() + ahead),
    demoName: 'Negozio dimostrativo',
    onProgress: () => undefined,
    onRun: () => undefined,
    ...more,
    safety: {
      ...noAlerts,
      onAlert: (alert) => void alerts.push(alert),
      onReplaced: () => {
        replaced += 1
      },
      onBug: (error) => void bugs.push(error),
    },
  })
  return {
    ...opened,
    alerts,
    bugs,
    replaced: () => replaced,
    pass: (ms: number) => {
      ahead += ms
    },
  }
}
