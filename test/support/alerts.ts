import type { NewAlert } from '../../main/alert.ts'

/** For programs of tests that look at no alerts: one that comes all the same fails the test. */
export const noAlerts = {
  onAlert: (alert: NewAlert) => {
    throw new Error(`unexpected alert: ${JSON.stringify(alert)}`)
  },
  onReplaced: () => undefined,
  onBackup: () => undefined,
  onBug: (error: unknown) => {
    throw error
  },
}
