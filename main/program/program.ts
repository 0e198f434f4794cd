import { join } from 'node:path'
import type { Authorities } from '../connectors/agents.ts'
import { createEasyfattPulls } from '../easyfatt/pulls.ts'
import { writerThreads } from '../easyfatt/writer-thread.ts'
import { lockHandovers } from '../store/handover-lock.ts'
import { lockShop } from '../store/shop-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import { openStore } from '../store/store.ts'
import type { LiveOrder } from '../sync/fetch-orders.ts'
import { createRunner } from '../sync/runner.ts'
import type { ShopAccess } from '../sync/shop-access.ts'
import { createSyncThread } from '../sync/sync-thread.ts'
import { Failure, type FailureValue, failure, toFailureValue } from '../words/failure.ts'
import type { PaperWords } from '../words/invoice-register.ts'
import { dayMs } from '../words/local-time.ts'
import type { CompletenessProgress, MissingAnswer } from '../words/missing.ts'
import type { Instant, Order } from '../words/order.ts'
import type { Run, RunProgress } from '../words/run.ts'
import { createAfterDownloads } from './after-download.ts'
import { type ArchiveCare, type CareListeners, createArchiveCare } from './archive-care.ts'
import type { CredentialStore } from './credential-store.ts'
import { createDemo } from './demo.ts'
import { createDesks, type Desks, type DesksOptions } from './desks.ts'
import { invoiceMemory } from './invoice-memory.ts'
import { createInvoices } from './make-invoices.ts'
import { askForOrder } from './missing.ts'
import { createProxyAccess } from './proxy.ts'
import { createRefunds } from './refunds.ts'
import { createRereads } from './rereads.ts'
import { sharedStore } from './shared-store.ts'
import { createShops } from './shops.ts'

export interface ProgramOptions {
  /** The folder of archive, settings and locks. */
  readonly profile: string
  /** Where the threads' entries are: sources in tests, bundles in the built program. */
  readonly workers: { readonly store: URL; readonly sync: URL; readonly easyfatt: URL; readonly desks: URL }
  readonly credentials: CredentialStore
  readonly network: Network
  readonly now: () => Date
  readonly demoName: string
  readonly onProgress: (progress: RunProgress) => void
  readonly onRun: (run: Run | null) => void
  /** The archive is of an earlier version: until it is up to date, which may take minutes, there is no program. */
  readonly onMigrating: () => void
  /** Several desks that share the archive (R55). */
  readonly desks: Pick<DesksOptions, 'address' | 'onApplied'>
  readonly archiveCare: CareListeners & {
    /** An error nobody expected, met where nobody waits for an answer. */
    readonly onBug: (error: unknown) => void
  }
}

/** The network as this computer is set up (R33). */
export interface Network {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
  /** The system's proxy for an address, in Electron's words: `DIRECT`, `PROXY host:port; DIRECT` ... */
  readonly resolveProxy: (url: string) => Promise<string>
}

export type Program = Awaited<ReturnType<typeof createProgram>>

/** The program without its face: what the windows, the tray and the command line all work with. */
export async function createProgram(options: ProgramOptions) {
  const { credentials, now } = options
  const file = join(options.profile, 'archive.sqlite')
  const archive = await openStore(file, options.workers.store, (news) => {
    if (news.kind === 'migrating') return options.onMigrating()
    if (news.kind !== 'damaged') options.archiveCare.onBug(news.error)
    void archiveCare.hear(news).catch(options.archiveCare.onBug)
  })
  const desks: Desks = createDesks({
    ...options.desks,
    store: archive.store,
    profile: options.profile,
    worker: options.workers.desks,
    storePort: archive.connect,
    credentials,
    backUp: () => archiveCare.backUpToJoin(),
    mayDownload: (shop) => shops.credentialNames(shop).length > 0,
    now,
    onBug: options.archiveCare.onBug,
  })
  const store = sharedStore(archive.store, desks)
  const proxy = createProxyAccess(credentials, store, options.network.resolveProxy)
  const network: Network = { ...options.network, resolveProxy: proxy.resolve }
  const thread = createSyncThread({
    ...network,
    worker: options.workers.sync,
    storePort: archive.connect,
  })
  const demo = createDemo(store, { name: options.demoName, now })
  const shops = createShops({ store, credentials, demo, checkWay: thread.operations.check, now })

  const runner = createRunner({
    store,
    lock: (shopId) => lockShop(options.profile, shopId),
    mayBegin: () => !archiveCare.isReplacing(),
    download: (asked, trigger, signal, onProgress, chosen) =>
      desks.withRight(asked, async (lease) => {
        // Nobody else is at work on the shop: a run without an end is one that could not be recorded.
        const left = await closeLeft(asked.id, 'interrupted', null)
        if (left) options.onRun(left)
        // Another run, process or desk may have downloaded since it was asked for.
        const shop = (await store.getShop(asked.id)) ?? asked
        const way = await shops.wayTo(shop).catch(toFailureValue)
        try {
          const access = { ...accessBy(shop, way), lease }
          return await thread.operations.run(access, trigger, chosen, signal, onProgress)
        } catch (error) {
          const value = toFailureValue(error)
          if (value.code !== 'part-restarted') throw error
          if (value.params.part === 'download') {
            options.archiveCare.onBug(error)
            options.archiveCare.onAlert({ code: 'part-restarted', params: value.params })
          }
          const closed = await closeLeft(shop.id, 'failed', value)
          if (!closed) throw error
          return closed
        }
      }),
    now,
    onProgress: options.onProgress,
    onRun: (run) => {
      options.onRun(run)
      if (!runner.busy()) void store.fold().catch(toldOfOtherwise)
    },
  })
  /** A disk that is full, or an archive that is damaged, is told of by what needs it. */
  const toldOfOtherwise = (error: unknown) => {
    if (!(error instanceof Failure)) options.archiveCare.onBug(error)
  }
  const closeLeft = async (shopId: number, outcome: 'interrupted' | 'failed', why: FailureValue | null) => {
    const left = (await store.unfinishedRuns()).find((run) => run.shopId === shopId)
    const finishedAt = now().toISOString()
    return left ? store.finishRun(left.id, { outcome, failure: why, finishedAt, cursor: null }) : null
  }
  const handoverLock = () => (archiveCare.isReadOnly() ? null : lockHandovers(options.profile))
  const afterDownloads = createAfterDownloads({ store, lockHandovers: handoverLock })
  const invoices = (words: PaperWords) =>
    createInvoices({
      store,
      memory: invoiceMemory(options.profile),
      archive: file,
      lockHandovers: handoverLock,
      words,
      now,
    })
  const rereads = createRereads({ store, operations: thread.operations, now })
  const refunds = createRefunds({
    store,
    lockHandovers: handoverLock,
    askDates: async (shop, signal, onProgress) =>
      thread.operations.askRefundDates(accessBy(shop, await shops.wayTo(shop)), signal, onProgress),
  })
  const easyfatt = createEasyfattPulls({
    store,
    lockHandovers: handoverLock,
    isReplacing: () => archiveCare.isReplacing(),
    write: writerThreads(options.workers.easyfatt, archive.connect),
    now,
    onBug: options.archiveCare.onBug,
  })
  const archiveCare: ArchiveCare = createArchiveCare({
    archive: file,
    // What was begun before, on whichever archive is there, needs nobody's leave.
    store: archive.store,
    runner,
    stopOthers: async () => {
      await Promise.all([rereads.stop(), refunds.stop(), easyfatt.stopAnswers(), desks.pause()])
    },
    worker: options.workers.store,
    now,
    ...options.archiveCare,
    onReplaced: () => {
      void desks.resume().catch(options.archiveCare.onBug)
      options.archiveCare.onReplaced()
    },
  })
  await archiveCare.takeUp()
  if (!archiveCare.isReadOnly()) await desks.start()
  if (archiveCare.wasRecovered()) credentials.setAside((await store.listShops()).map(({ id }) => id))

  return {
    store,
    runner,
    rereads,
    refunds,
    archiveCare,
    credentials,
    proxy,
    desks,
    /** Makes ready what a download needs: the first press need not wait for it. */
    prepare: () => thread.prepare(),
    /**
     * Forgets the log's entries of more than so many days ago (R29), and makes one row a day of the runs that brought
     * nothing; a little at a time.
     */
    async pruneLog(days: number): Promise<void> {
      const before = new Date(now().getTime() - days * dayMs).toISOString()
      let after: number | null = 0
      while (after !== null) after = await store.pruneLog(before, after)
      let merged: number | null = 0
      while (merged !== null) merged = await store.mergeRuns(before, merged)
    },
    /** For whoever hands orders over (R41). */
    lockHandovers: handoverLock,
    /** The making of electronic invoices (R48): one for the whole program, as their numbers are. */
    invoices,
    /** Easyfatt takes orders by itself (R45); answered once it is started. */
    easyfatt,
    /** What is to be done after a download has ended (R44). */
    afterDownload: afterDownloads.do,
    credentialNames: shops.credentialNames,
    /** Adds a shop, or changes one. @throws Failure `input-invalid`; nothing is changed then */
    async saveShop(shop: ShopRecord | null, value: unknown): Promise<ShopRecord> {
      const saved = await shops.save(shop, value)
      // Others are told at once that this desk may download from it.
      desks.retry()
      return saved
    },
    check: shops.check,
    /** The demonstration shop (R37), added at the first call. */
    demo: demo.record,
    /** @throws Failure `shop-unknown` */
    async shop(shopId: number): Promise<ShopRecord> {
      const shop = await store.getShop(shopId)
      if (!shop) throw failure('shop-unknown', { name: String(shopId) })
      return shop
    },
    /**
     * Some orders as the shop has them now, by its own identifiers; an answer for each. Nothing is stored.
     * @throws Failure when the shop cannot be asked, `cancelled`
     */
    async fetchOrders(
      shop: ShopRecord,
      shopOrderIds: readonly string[],
      signal: AbortSignal,
    ): Promise<readonly LiveOrder[]> {
      const access = accessBy(shop, await shops.wayTo(shop))
      return thread.operations.fetchLive(access, shopOrderIds, signal)
    },
    /** An order as it was downloaded, read as today; null where its data cannot be. */
    async readKept(shop: ShopRecord, orderId: number): Promise<Order | null> {
      const raw = await store.orderRaw(orderId)
      if (raw === null) return null
      return thread.operations.readKept(shop, raw).catch((error: unknown) => {
        if (error instanceof Failure) return null
        throw error
      })
    },
    /** *Perché manca?*: one shop asked for a number, now. @throws Failure when it cannot be asked, `cancelled` */
    async whyMissing(shop: ShopRecord, number: string, signal: AbortSignal): Promise<MissingAnswer> {
      const access = accessBy(shop, await shops.wayTo(shop))
      return askForOrder(store, shop, number, (typed) => thread.operations.find(access, typed, signal))
    },
    /** *Verifica completezza*; its result is in the archive. @throws Failure when the shop cannot be asked, `cancelled` */
    async checkCompleteness(
      shop: ShopRecord,
      period: { readonly from: Instant; readonly to: Instant },
      signal: AbortSignal,
      onProgress: (progress: CompletenessProgress) => void,
    ): Promise<void> {
      const access = accessBy(shop, await shops.wayTo(shop))
      await thread.operations.checkCompleteness(access, period, signal, onProgress)
    },
    /**
     * Removes the shop and its credentials; its orders stay, but for those of the demonstration shop. A run under way is
     * cancelled first.
     */
    async removeShop(shopId: number): Promise<void> {
      runner.cancel(shopId)
      // What it still stores would come after the orders have gone.
      await runner.settled(shopId)
      await store.removeShop(shopId, now().toISOString())
      credentials.remove(shopId)
    },
    /** Ends what is under way, recorded, and closes the archive. */
    async close(): Promise<void> {
      await easyfatt.close()
      await rereads.stop()
      await refunds.stop()
      await afterDownloads.stop()
      await runner.stopAll()
      await archiveCare.close()
      await thread.close()
      await desks.close()
      await demo.close()
      await store.close()
    },
  }
}

function accessBy(shop: ShopRecord, way: ShopAccess['way']): ShopAccess {
  return { shop, way, rememberConnection: !shop.isDemo }
}
