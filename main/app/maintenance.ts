import type { Program } from '../program/program.ts'
import { dayMs } from '../words/local-time.ts'
import type { Settings } from './settings.ts'

const minuteMs = 60_000
/** The program has come up and the first syncs are over. */
const firstMs = minuteMs
/** How often it is looked whether a copy is due: one that failed is tried again then. */
const everyMs = 30 * minuteMs

/**
 * What the program does for itself while nobody waits: log entries that have had their time go (R29), the archive is
 * copied daily and, after a start that followed no orderly end, checked (R34).
 */
export function startMaintenance(
  program: Program,
  settings: Settings,
  onBug: (error: unknown) => void,
): void {
  if (program.archiveCare.isReadOnly()) return
  let pruned = 0
  const turn = async () => {
    if (Date.now() - pruned >= dayMs) {
      pruned = Date.now()
      await program.pruneLog(settings.preferences().logDays)
    }
    await program.archiveCare.backUpIfDue()
  }
  const later = (ms: number, work: () => Promise<void>) => {
    const timer = setTimeout(() => {
      void work()
        .catch(onBug)
        .finally(() => later(everyMs, turn))
    }, ms)
    timer.unref()
  }
  later(firstMs, async () => {
    if ((await program.store.opening()).unclean) await program.archiveCare.check()
    await turn()
  })
}
