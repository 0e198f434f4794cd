import { createProgram, type ProgramOptions } from '../../main/program/program.ts'
import type { NewAlert } from '../../main/words/alert.ts'
import { noAlerts } from './alerts.ts'
import { memoryCredentials } from './credentials.ts'
import { programOptions } from './program.ts'

/** The whole program with its threads and the demonstration shop, on a clock that the test moves. */
export async function watchedProgram(
  folder: string,
  credentials = memoryCredentials(),
  more: Partial<Pick<ProgramOptions, 'workers' | 'onProgress'>> = {},
  secondFolder: () => string = () => '',
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
    archiveCare: {
      ...noAlerts,
      secondFolder,
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
