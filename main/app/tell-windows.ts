import type { Program } from '../program/program.ts'
import { throttled } from '../sync/throttled.ts'
import type { RunProgress } from '../words/run.ts'
import type { Alerts } from './alerts.ts'
import { offerPassingOn } from './first-period.ts'
import type { ProgramEvents } from './open-program.ts'
import type { Windows } from './windows.ts'

/** Figures run through the windows at most this often; the log's entries are read again at most this often. */
const figuresMs = 200
const entriesMs = 1000

/** Hands on to the windows what the program tells, however many shops are at work. @returns ends it */
export function tellWindows(
  program: Program,
  events: ProgramEvents,
  windows: Windows,
  alerts: Alerts,
  onBroken: (error: unknown) => void,
): () => void {
  const figures = new Map<number, RunProgress>()
  const progress = throttled(figuresMs, () => {
    if (figures.size > 0) windows.tell('run.progress', [...figures.values()])
    figures.clear()
  })
  const entries = throttled(entriesMs, () => windows.tell('log.changed', null))
  events.on('progress', (latest) => {
    figures.set(latest.runId, latest)
    progress(null)
    entries(null)
  })
  events.on('run', (run) => {
    if (run) {
      // Figures do not come after the end that they are about.
      figures.delete(run.id)
      windows.tell('run.changed', run)
      offerPassingOn(program.store, alerts, run).catch(onBroken)
    }
    windows.tell('log.changed', null)
  })
  events.on('replaced', () => windows.tell('archive.replaced', null))
  events.on('backup', () => {
    windows.tell('backups.changed', null)
    if (program.archiveCare.backupFailure() === null) alerts.withdraw('backup-failed')
    if (program.archiveCare.secondFailure() === null) alerts.withdraw('second-backup-failed')
  })
  return () => {
    progress.cancel()
    entries.cancel()
  }
}
