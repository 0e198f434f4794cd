import type { NewAlert } from '../../main/alert.ts'
import { createProgram, type ProgramOptions } from '../../main/program/program.ts'
import { noAlerts } from './alerts.ts'
import { memoryCredentials } from './credentials.ts'
import { programOptions } from './program.ts'

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
    ...programOptions(folder),
    credentials,
    now: () => new Date(Date.now() + ahead),
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
