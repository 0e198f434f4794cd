import type { Program } from '../program/program.ts'
import type { Run } from '../words/run.ts'

/** Often enough that nobody waits for it; it costs one look at the archive's header. */
const lookMs = 5_000

export interface OtherProcessesParts {
  readonly program: Program
  /** Takes the shops as they are now: the plan of automatic syncs, and all that shows them. */
  readonly takeShops: () => Promise<void>
  /** A run of another process has ended, or begun. */
  readonly onRun: (run: Run) => void
  readonly onBroken: (error: unknown) => void
}

/**
 * Notices what other processes do to the archive: a shop added from a terminal, a download of the task scheduler (R36).
 * @returns ends it
 */
export function watchOtherProcesses({
  program,
  takeShops,
  onRun,
  onBroken,
}: OtherProcessesParts): () => void {
  const { store } = program
  const known = new Map<number, string>()
  let seen: number | null = null

  /** The last runs that have changed since the last look. */
  const newRuns = async (): Promise<readonly Run[]> => {
    const runs = (await store.listShops()).flatMap(({ lastRun }) => lastRun ?? [])
    return runs.filter((run) => {
      const state = `${run.id} ${run.outcome}`
      const isNew = known.get(run.shopId) !== state
      known.set(run.shopId, state)
      return isNew
    })
  }
  const look = async (): Promise<void> => {
    const now = await store.writtenByOthers()
    if (now === seen) return
    const isFirst = seen === null
    seen = now
    const runs = await newRuns()
    if (isFirst) return
    await takeShops()
    for (const run of runs) if (run.trigger === 'cli') onRun(run)
  }
  const timer = setInterval(() => void look().catch(onBroken), lookMs)
  void look().catch(onBroken)
  return () => clearInterval(timer)
}
