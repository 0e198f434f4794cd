import type { NewAlert } from '../../main/words/alert.ts'

/** For tests that expect no alerts: any alert fails the test. */
export const noAlerts = {
  onAlert: (alert: NewAlert) => {
    throw new Error(`unexpected alert: ${JSON.stringify(alert)}`)
  },
  onReplaced: () => undefined,
  onBackup: () => undefined,
  secondFolder: () => '',
  onBug: (error: unknown) => {
    throw error
  },
}
