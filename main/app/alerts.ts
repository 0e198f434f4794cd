import type { Alert, NewAlert } from '../words/alert.ts'
import type { ProgramLog } from './program-log.ts'
import type { Settings } from './settings.ts'

export type Alerts = ReturnType<typeof createAlerts>

/** More than anybody reads; the program's log has them all. */
const most = 5

/** What the program has to tell about itself: written down at once, kept until it has been read, newest first. */
export function createAlerts(
  settings: Settings,
  log: ProgramLog,
  onChange: (alerts: readonly Alert[]) => void,
) {
  const save = (alerts: readonly Alert[]) => {
    settings.saveAlerts(alerts)
    onChange(alerts)
    return alerts
  }
  return {
    list: (): readonly Alert[] => settings.alerts(),
    raise(alert: NewAlert): void {
      log.say(alert.code, alert.params)
      const known = settings.alerts()
      const id = Math.max(0, ...known.map((one) => one.id)) + 1
      const same = (one: Alert) =>
        one.code === alert.code && JSON.stringify(one.params) === JSON.stringify(alert.params)
      save(
        [{ ...alert, id, at: new Date().toISOString() }, ...known.filter((one) => !same(one))].slice(0, most),
      )
    },
    dismiss: (id: number): readonly Alert[] => save(settings.alerts().filter((alert) => alert.id !== id)),
    /** What an alert said no longer holds. */
    withdraw<Code extends Alert['code']>(
      code: Code,
      isMeant: (alert: Extract<Alert, { code: Code }>) => boolean = () => true,
    ): void {
      const known = settings.alerts()
      const left = known.filter(
        (alert) => alert.code !== code || !isMeant(alert as Extract<Alert, { code: Code }>),
      )
      if (left.length < known.length) save(left)
    },
  }
}
