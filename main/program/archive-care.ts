import { dirname } from 'node:path'
import { type ArchiveCopies, withCopies } from '../store/copies.ts'
import type { Recovery } from '../store/recovery.ts'
import type { Store, StoreNews } from '../store/store.ts'
import type { Runner } from '../sync/runner.ts'
import type { NewAlert } from '../words/alert.ts'
import type { BackupState } from '../words/backups.ts'
import { Failure, type FailureValue, failure, toFailureValue } from '../words/failure.ts'
import { dayMs } from '../words/local-time.ts'
import { settleHandovers } from './settle-handovers.ts'
import { settleInvoices } from './settle-invoices.ts'

export interface CareListeners {
  /** Something about the program itself that the operator has to know. */
  readonly onAlert: (alert: NewAlert) => void
  /** Another archive has taken the archive's place: everything shown of it is out of date. */
  readonly onReplaced: () => void
  /** A copy has begun, or ended. */
  readonly onBackup: () => void
  /** Where copies go as well; empty: nowhere. */
  readonly secondFolder: () => string
}

export interface CareOptions extends CareListeners {
  readonly archive: string
  readonly store: Store
  readonly runner: Runner
  /** Ends what else is at work on the archive. */
  readonly stopOthers: () => Promise<void>
  /** Where the store thread's entry is. */
  readonly worker: URL
  readonly now: () => Date
}

export type ArchiveCare = ReturnType<typeof createArchiveCare>

/** An archive of which a part is damaged that no check finds is believed damaged at the second doubt. */
const mostMended = 3

/** Keeps copies of the archive, and puts one in its place when it turns out to be damaged while the program runs (R34). */
export function createArchiveCare(options: CareOptions) {
  const { archive, store, runner, worker, now, onAlert } = options
  let task: { readonly stop: AbortController; readonly done: Promise<unknown> } | null = null
  let replacing: Promise<void> | null = null
  let backupFailure: FailureValue | null = null
  let secondFailure: { readonly folder: string; readonly failure: FailureValue } | null = null
  let recovered = false
  let readOnly = false

  const work = async (wanted: (copies: ArchiveCopies, signal: AbortSignal) => Promise<unknown>) => {
    if (task || replacing) throw failure('backup-in-progress', {})
    const stop = new AbortController()
    const done = withCopies(worker, archive, (copies) => wanted(copies, stop.signal))
    task = { stop, done }
    options.onBackup()
    try {
      return await done
    } finally {
      task = null
      options.onBackup()
    }
  }

  /** Why the last copy did not reach the second folder that is chosen now; null when it did. */
  const secondFailureNow = (): FailureValue | null =>
    secondFailure?.folder === options.secondFolder() ? secondFailure.failure : null

  /** The first copy is made and stays good, whatever becomes of the second. */
  const copyOn = async (name: string, copies: ArchiveCopies, signal: AbortSignal): Promise<void> => {
    const folder = options.secondFolder()
    if (folder === '') return
    const before = secondFailure
    try {
      await copies.copyOn(name, folder, signal)
      secondFailure = null
    } catch (error) {
      const value = toFailureValue(error)
      if (value.code === 'cancelled') return
      secondFailure = { folder, failure: value }
      if (before?.folder === folder && before.failure.code === value.code) return
      onAlert({ code: 'second-backup-failed', params: { folder, failure: value } })
    }
  }

  const backUp = async (reason: 'daily' | 'manual' | 'joining'): Promise<void> => {
    try {
      await work(async (copies, signal) => {
        const { name } = await copies.make(reason, signal)
        await copyOn(name, copies, signal)
      })
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
      await options.stopOthers()
      await runner.stopAll()
      await how()
      // A copy made during a run holds that run, unfinished.
      await takeUp()
    })().finally(() => {
      replacing = null
      options.onReplaced()
    })
    return replacing
  }

  /** What a migration has left to be told: when the archive is opened, and when an older one took its place. */
  const tellPending = async (): Promise<void> => {
    const pending = await store.pendingAlerts()
    for (const { alert } of pending) onAlert(alert)
    if (pending.length > 0) await store.forgetPendingAlerts(pending.map(({ id }) => id))
  }

  const recoverIfDamaged = () =>
    replace(async () => {
      tellRecovery(await store.recoverIfDamaged())
    })
  const tellRecovery = (recovery: Recovery | null): void => {
    recovered ||= recovery !== null
    if (recovery) onAlert(alertOf(recovery))
  }

  /** What is left of the time before: alerts of a migration, runs without an end, hand-overs and invoices begun. */
  const takeUp = async (): Promise<void> => {
    if (!readOnly) {
      await tellPending()
      await runner.closeInterrupted()
      for (const { orders, number, begunAt } of await settleHandovers(store, dirname(archive), now)) {
        onAlert({ code: 'print-unsure', params: { orders, number, at: begunAt } })
      }
      for (const params of await settleInvoices(store, dirname(archive), now))
        onAlert({ code: 'invoices-unknown', params })
    }
    // Whatever is to be done, it begins with the shops.
    await store.listShops()
  }

  return {
    /** Whether a copy, or nothing, has taken the place of the archive since the start. */
    wasRecovered: (): boolean => recovered,
    /** Nothing can be written: the archive can be searched and exported, and nothing else. */
    isReadOnly: (): boolean => readOnly,
    /**
     * What every start does with the archive. Damage that only shows when it is read for the first time is mended here,
     * too: nothing else would before the program is open. @throws Failure when it cannot be mended
     */
    async takeUp(): Promise<void> {
      const opening = await store.opening()
      readOnly = opening.readOnly !== null
      if (opening.readOnly) onAlert({ code: 'archive-read-only', params: { file: opening.readOnly } })
      tellRecovery(opening.recovery)
      for (let mended = 0; ; mended += 1) {
        try {
          return await takeUp()
        } catch (error) {
          if (mended === mostMended || toFailureValue(error).code !== 'archive-damaged') throw error
          await recoverIfDamaged().catch(ignoreDamage)
        }
      }
    },
    backupFailure: (): FailureValue | null => backupFailure,
    secondFailure: secondFailureNow,
    /** Nobody may begin a run while the archive is being replaced. */
    isReplacing: (): boolean => replacing !== null,
    async state(): Promise<BackupState> {
      const [newest] = await store.listBackups()
      return {
        lastBackupAt: newest?.at ?? null,
        backupFailure,
        secondFailure: secondFailureNow(),
        working: task !== null,
      }
    },
    /** *Fai una copia adesso*. @throws Failure as `makeBackup` does */
    backUpNow: () => backUp('manual'),
    /** Before this archive joins others (R55). @throws Failure as `makeBackup` does */
    backUpToJoin: () => backUp('joining'),
    /**
     * A copy when the last one is a day old and there is something to copy; what fails is told, not thrown.
     * @param first what else is done once a day, before the copy
     */
    async backUpIfDue(first: () => Promise<void> = async () => undefined): Promise<void> {
      if (readOnly) return
      const newest = (await store.listBackups()).find(
        ({ reason }) => reason === 'daily' || reason === 'manual',
      )
      const age = newest ? now().getTime() - Date.parse(newest.at) : Number.POSITIVE_INFINITY
      // A copy from the future: the clock was put back.
      if ((age < dayMs && age > -dayMs) || (await store.listShops()).length === 0) return
      const work = async () => {
        await first()
        await backUp('daily')
      }
      await work().catch(async (error: unknown) => {
        if (toFailureValue(error).code === 'archive-damaged') await recoverIfDamaged()
        else if (!(error instanceof Failure)) throw error
      })
    },
    /** What the thorough check says, for support. @returns `ok`, or a failure's code */
    async integrity(): Promise<string> {
      try {
        await work((copies) => copies.check())
        return 'ok'
      } catch (error) {
        return toFailureValue(error).code
      }
    },
    /** The thorough check, after the program was not closed in order; damage is mended and told. */
    async check(): Promise<void> {
      try {
        await work((copies) => copies.check())
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
          tellRecovery((await store.opening()).recovery)
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

/** Looked into by whoever takes the archive up next. */
function ignoreDamage(error: unknown): void {
  if (toFailureValue(error).code !== 'archive-damaged') throw error
}

/** Who asked for it has been told why it failed. */
function ignoreCancelled(error: unknown): void {
  if (!(error instanceof Error)) throw error
}

/** What the operator is told after a damaged archive was put aside (R34). */
function alertOf({ problem, keptAside, backupAt }: Recovery): NewAlert {
  return backupAt === null
    ? { code: 'archive-restarted', params: { problem, keptAside } }
    : { code: 'archive-restored', params: { problem, keptAside, backupAt } }
}
