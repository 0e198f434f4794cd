import type { NewAlert } from '../alert.ts'
import { Failure, type FailureValue, failure, toFailureValue } from '../failure.ts'
import type { Instant } from '../order.ts'
import { type BackupTask, runBackupTask } from '../store/backup-thread.ts'
import type { Recovery } from '../store/recovery.ts'
import type { Store, StoreNews } from '../store/store.ts'
import type { Runner } from '../sync/runner.ts'

export interface SafetyListeners {
  /** Something about the program itself that the operator has to know. */
  readonly onAlert: (alert: NewAlert) => void
  /** Another archive has taken the archive's place: everything shown of it is out of date. */
  readonly onReplaced: () => void
  /** A copy has begun, or ended. */
  readonly onBackup: () => void
}

export interface SafetyOptions extends SafetyListeners {
  readonly archive: string
  readonly store: Store
  readonly runner: Runner
  /** Where the store thread's entry is. */
  readonly worker: URL
  readonly now: () => Date
}

/** How the archive's copies are doing. */
export interface SafetyState {
  readonly lastBackupAt: Instant | null
  /** Why the last copy failed; null when it did not. */
  readonly backupFailure: FailureValue | null
  readonly working: boolean
}

export type Safety = ReturnType<typeof createSafety>

const dayMs = 86_400_000

/** Keeps copies of the archive, and puts one in its place when it turns out to be damaged while the program runs (R34). */
export function createSafety(options: SafetyOptions) {
  const { archive, store, runner, worker, now, onAlert } = options
  let task: { readonly stop: AbortController; readonly done: Promise<unknown> } | null = null
  let replacing: Promise<void> | null = null
  let backupFailure: FailureValue | null = null

  const work = async (wanted: BackupTask) => {
    if (task || replacing) throw failure('backup-in-progress', {})
    const stop = new AbortController()
    const done = runBackupTask(worker, wanted, stop.signal)
    task = { stop, done }
    options.onBackup()
    try {
      return await done
    } finally {
      task = null
      options.onBackup()
    }
  }

  const backUp = async (reason: 'daily' | 'manual'): Promise<void> => {
    try {
      await work({ kind: 'backup', archive, reason })
      backupFailure = null
      options.onBackup()
    } catch (error) {
      const value = toFailureValue(error)
      if (value.code === 'cancelled' || value.code === 'backup-in-progress') throw error
      const known = backupFailure?.code === value.code
      backupFailure = value
      if (!known) onAlert({ code: 'backup-failed', params: { failure: value } })
      options.onBackup()
      throw error
    }
  }

  /** Nothing may be at work on the archive while it is replaced. */
  const replace = async (how: () => Promise<void>): Promise<void> => {
    if (replacing) return replacing
    replacing = (async () => {
      task?.stop.abort()
      await task?.done.catch(ignoreCancelled)
      await runner.stopAll()
      await how()
      // A copy made during a run holds that run, unfinished.
      await runner.closeInterrupted()
    })().finally(() => {
      replacing = null
      options.onReplaced()
    })
    return replacing
  }

  const recoverIfDamaged = () =>
    replace(async () => {
      const recovery = await store.recoverIfDamaged()
      if (recovery) onAlert(alertOf(recovery))
    })

  return {
    backupFailure: (): FailureValue | null => backupFailure,
    /** Nobody may begin a run while the archive is being replaced. */
    isReplacing: (): boolean => replacing !== null,
    async state(): Promise<SafetyState> {
      const [newest] = await store.listBackups()
      return { lastBackupAt: newest?.at ?? null, backupFailure, working: task !== null }
    },
    /** *Fai una copia adesso*. @throws Failure as `makeBackup` does */
    backUpNow: () => backUp('manual'),
    /** A copy when the last one is a day old and there is something to copy; what fails is told, not thrown. */
    async backUpIfDue(): Promise<void> {
      const newest = (await store.listBackups()).find(
        ({ reason }) => reason === 'daily' || reason === 'manual',
      )
      const age = newest ? now().getTime() - Date.parse(newest.at) : Number.POSITIVE_INFINITY
      // A copy from the future: the clock was put back.
      if ((age < dayMs && age > -dayMs) || (await store.listShops()).length === 0) return
      await backUp('daily').catch(async (error: unknown) => {
        if (toFailureValue(error).code === 'archive-damaged') await recoverIfDamaged()
        else if (!(error instanceof Failure)) throw error
      })
    },
    /** What the thorough check says, for support. @returns `ok`, or a failure's code */
    async integrity(): Promise<string> {
      try {
        await work({ kind: 'check', archive })
        return 'ok'
      } catch (error) {
        return toFailureValue(error).code
      }
    },
    /** The thorough check, after the program was not closed in order; damage is mended and told. */
    async check(): Promise<void> {
      try {
        await work({ kind: 'check', archive })
      } catch (error) {
        const { code } = toFailureValue(error)
        if (code === 'archive-damaged') await recoverIfDamaged()
        else if (code !== 'backup-in-progress' && code !== 'cancelled') throw error
      }
    },
    /** *Ripristina*: what is under way is cancelled first. @throws Failure as the store's `restoreBackup` does */
    restore: (name: string): Promise<void> => replace(() => store.restoreBackup(name)),
    /** What the store tells unasked. @throws what recovering met */
    async hear(news: StoreNews): Promise<void> {
      switch (news.kind) {
        case 'damaged':
          await recoverIfDamaged()
          return
        case 'restarted': {
          onAlert({ code: 'part-restarted', params: { part: 'archive' } })
          const { recovery } = await store.opening()
          if (recovery) onAlert(alertOf(recovery))
          await runner.closeInterrupted()
          options.onReplaced()
          return
        }
        case 'stopped':
          onAlert({ code: 'restart-needed', params: {} })
      }
    },
    async close(): Promise<void> {
      task?.stop.abort()
      await task?.done.catch(ignoreCancelled)
      await replacing?.catch(ignoreCancelled)
    },
  }
}

/** Who asked for it has been told why it failed. */
function ignoreCancelled(error: unknown): void {
  if (!(error instanceof Error)) throw error
}

/** What the operator is told after a damaged archive was put aside (R34). */
export function alertOf({ problem, keptAside, backupAt }: Recovery): NewAlert {
  return backupAt === null
    ? { code: 'archive-restarted', params: { problem, keptAside } }
    : { code: 'archive-restored', params: { problem, keptAside, backupAt } }
}
