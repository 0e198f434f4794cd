import type { Program } from '../program/program.ts'
import { throttled } from '../sync/throttled.ts'
import type { DesksView } from '../words/desks.ts'
import type { Alerts } from './alerts.ts'
import type { ProgramEvents } from './open-program.ts'
import type { Windows } from './windows.ts'

/** A server that is restarted, a router that changes its line: nobody need hear of that. */
export const longMs = 15 * 60_000

/** Windows read their lists again at most this often, however many facts come; how the desk is doing, half as often. */
const readMs = 300

export interface WatchParts {
  readonly desks: Pick<Program['desks'], 'view' | 'onChange'>
  readonly events: Pick<ProgramEvents, 'on'>
  readonly windows: Pick<Windows, 'tell'>
  readonly alerts: Pick<Alerts, 'raise' | 'withdraw'>
  /** Shops, their orders, or what is to do about them may be others now. */
  readonly onApplied: () => void
  readonly onView: (view: DesksView) => void
  readonly onBroken: (error: unknown) => void
}

/**
 * Tells the windows how this desk is doing among the others (R55), and what those did; and the operator, once, that the server
 * has been away for long, or that nothing is exchanged any more. @returns ends it
 */
export function watchDesks(parts: WatchParts): () => void {
  const { desks, events, windows, alerts, onView, onBroken } = parts
  let isLong: NodeJS.Timeout | undefined
  let stopped = false
  const look = async (): Promise<void> => {
    const view = await desks.view()
    if (stopped) return
    windows.tell('desks.changed', view)
    onView(view)
    tellOf(view)
  }
  const tellOf = (view: DesksView): void => {
    clearTimeout(isLong)
    const state = view.joined ? view.state : 'online'
    if (state !== 'stopped') alerts.withdraw('desks-stopped')
    if (state !== 'offline') alerts.withdraw('desks-offline')
    if (!view.joined || view.failure === null) return
    const { failure, since } = view
    if (state === 'stopped') alerts.raise({ code: 'desks-stopped', params: { failure } })
    if (state !== 'offline') return
    const left = Date.parse(since) + longMs - Date.now()
    if (left <= 0) alerts.raise({ code: 'desks-offline', params: { since } })
    else isLong = setTimeout(() => tellOf(view), left)
  }
  const soon = throttled<null>(2 * readMs, () => void look().catch(onBroken))
  const applied = throttled<null>(readMs, () => {
    windows.tell('desks.applied', null)
    windows.tell('log.changed', null)
    parts.onApplied()
  })
  const forget = desks.onChange(() => soon(null))
  events.on('applied', () => applied(null))
  soon(null)
  return () => {
    stopped = true
    forget()
    clearTimeout(isLong)
    soon.cancel()
    applied.cancel()
  }
}
