import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { exportOrders } from '../export/export-orders.ts'
import { fileNameOf } from '../export/file-name.ts'
import type { HandoverLock } from '../export/hand-over.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { noneUncoded, type Uncoded } from '../words/easyfatt-codes.ts'
import { Failure, type FailureValue, failure } from '../words/failure.ts'
import { exportEndings } from '../words/handover.ts'
import { newestFirst, type SavedSearch } from '../words/order-search.ts'
import type { LogLevel, LogMessage, Run } from '../words/run.ts'
import { filterOf } from '../words/search-period.ts'
import type { AfterDownload } from '../words/shop.ts'

/** What became of one thing that was to be done after a download. */
export interface DoneAfter {
  readonly shop: string
  readonly wanted: AfterDownload
  /** Null: that search was removed. */
  readonly search: string | null
  /** Null: nothing was new, or it could not be written. */
  readonly file: string | null
  readonly orders: number
  /** Of Easyfatt's: orders that are not in it for want of a VAT code (R46). */
  readonly uncoded: Uncoded
  /** The same for another currency. */
  readonly foreign: number
  readonly failure: FailureValue | null
}

export interface AfterDownloadParts {
  readonly store: Store
  readonly lockHandovers: HandoverLock
}

const levels: Readonly<Record<string, LogLevel>> = {
  'after-download-failed': 'error',
  'after-download-uncoded': 'warning',
  'after-download-foreign': 'warning',
}

type Texts = Parameters<typeof exportOrders>[0]['texts']

/** Another process may hand the same orders over at the same moment: what is left is new then. */
const mostTries = 3

/**
 * What shops' settings want after each download (R44): the orders that are new of a saved search, as that kind of file
 * (R41), in a file of their own; none where none is new. What cannot be written stays new. The run's log tells of both.
 */
export function createAfterDownloads({ store, lockHandovers }: AfterDownloadParts) {
  const stop = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  const say = (run: Run, message: LogMessage) => {
    const level = levels[message.code] ?? 'info'
    return store.sayAfterRun(run.id, level, message, new Date().toISOString()).catch((error: unknown) => {
      // A disk on which nothing has room: whoever asked is told all the same.
      if (!(error instanceof Failure)) throw error
    })
  }

  const write = async (job: Job, tries = 1): Promise<Written> => {
    const { shop, saved, wanted, texts, signal } = job
    const selection = selectionOf(saved, shop)
    const { unknown } = await store.handoverCounts(selection)
    if (unknown?.kinds.includes(wanted.format)) {
      throw failure('handovers-unknown', { since: unknown.since, until: unknown.until })
    }
    const file = await freeName(wanted, `${shop.name} - ${saved.name}`)
    const options = { onlyNew: true, unlessEmpty: true, onProgress: () => undefined }
    try {
      const { count, uncoded, leftOut } = await exportOrders({
        ...options,
        store,
        file,
        selection,
        lockHandovers,
        texts,
        signal,
      })
      return { file: count === 0 ? null : file, orders: count, uncoded, foreign: leftOut }
    } catch (error) {
      const isTaken = error instanceof Failure && error.value.code === 'handed-over-meanwhile'
      if (!isTaken || tries === mostTries) throw error
      return write(job, tries + 1)
    }
  }

  const doAll = async (run: Run, texts: Texts, signal: AbortSignal): Promise<readonly DoneAfter[]> => {
    const done: DoneAfter[] = []
    const shop = await store.getShop(run.shopId)
    if (shop === null || shop.settings.afterDownload.length === 0) return done
    const searches = await store.listSearches()
    for (const wanted of shop.settings.afterDownload) {
      const saved = searches.find(({ id }) => id === wanted.searchId)
      const outcome = {
        shop: shop.name,
        wanted,
        search: saved?.name ?? null,
        file: null,
        orders: 0,
        uncoded: noneUncoded,
        foreign: 0,
      }
      try {
        if (saved === undefined) throw failure('saved-search-removed', {})
        const written = await write({ shop, saved, wanted, texts, signal })
        const { file, orders, uncoded, foreign } = written
        if (file !== null) await say(run, { code: 'after-download-written', params: { file, orders } })
        if (uncoded.count > 0) await say(run, { code: 'after-download-uncoded', params: uncoded })
        if (foreign > 0) await say(run, { code: 'after-download-foreign', params: { orders: foreign } })
        done.push({ ...outcome, ...written, failure: null })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        if (error.value.code === 'cancelled') break
        const value = ofFolder(error.value, wanted.folder)
        const params = { folder: wanted.folder, failure: value }
        await say(run, { code: 'after-download-failed', params })
        done.push({ ...outcome, failure: value })
      }
    }
    return done
  }

  return {
    /**
     * Does what is to be done after a run, behind what is under way.
     * @returns what became of each; those that were cancelled are left out
     */
    do(run: Run, texts: Texts, signal: AbortSignal = stop.signal): Promise<readonly DoneAfter[]> {
      const either = AbortSignal.any([signal, stop.signal])
      const doing = last.then(() => (stop.signal.aborted ? [] : doAll(run, texts, either)))
      last = doing.catch(() => undefined)
      return doing
    },
    /** Cancels what is under way, and waits for its end. */
    async stop(): Promise<void> {
      stop.abort()
      await last
    },
  }
}

interface Job {
  readonly shop: ShopRecord
  readonly saved: SavedSearch
  readonly wanted: AfterDownload
  readonly texts: Texts
  readonly signal: AbortSignal
}

type Written = Pick<DoneAfter, 'file' | 'orders' | 'uncoded' | 'foreign'>

/** The name of a file that nobody chose means nothing to anybody. */
function ofFolder(value: FailureValue, folder: string): FailureValue {
  return value.code === 'file-unwritable' ? failure('folder-unwritable', { folder }).value : value
}

/** What a saved search finds today, of that shop alone. */
function selectionOf({ search }: SavedSearch, { id }: ShopRecord) {
  const filter = filterOf(search, new Date())
  const shopIds = filter.shopIds === null || filter.shopIds.includes(id) ? [id] : []
  return { filter: { ...filter, shopIds }, sort: newestFirst, upTo: null, ranges: null }
}

/** A name that no file of the folder has: `2026-11-30 17.53.12 Bottega - Da spedire.csv`. */
async function freeName({ folder, format }: AfterDownload, what: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const name = fileNameOf(new Date(), nth === 1 ? what : `${what} (${nth})`)
    const file = join(folder, `${name}.${exportEndings[format][0]}`)
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    if (!isThere) return file
  }
}
