import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import type { ServerState } from '../words/easyfatt-pull.ts'
import type { Alerts } from './alerts.ts'
import type { Settings } from './settings.ts'
import type { Windows } from './windows.ts'

interface Parts {
  readonly program: Program
  readonly settings: Settings
  readonly texts: () => Texts
  readonly windows: Windows
  readonly alerts: Alerts
  /** Has the tray shown as it is. */
  readonly onState: () => void
}

/** Has Easyfatt answered while the program runs (R45), and tells the operator of what hinders it. */
export async function answerEasyfatt(parts: Parts): Promise<void> {
  const { program, settings, texts, windows, alerts, onState } = parts
  let last: ServerState['kind'] = 'off'
  await program.easyfatt.start({
    texts,
    port: settings.easyfattPort,
    savePort: settings.saveEasyfattPort,
    onState: (state) => {
      const isTold = state.kind === 'taken' && last === 'taken'
      last = state.kind
      if (state.kind !== 'taken') alerts.withdraw('easyfatt-port-taken')
      else if (!isTold) alerts.raise({ code: 'easyfatt-port-taken', params: { port: state.port } })
      onState()
      windows.tell('easyfattPull.changed', null)
    },
    onAsked: () => {
      windows.tell('easyfattPull.changed', null)
      windows.tell('orders.handedOver', null)
      windows.tell('log.changed', null)
    },
  })
}

/** The port that another program has; null where Easyfatt is answered, or need not be. */
export function takenPort(state: ServerState): number | null {
  return state.kind === 'taken' ? state.port : null
}
