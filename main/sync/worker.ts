import type { MessagePort } from 'node:worker_threads'
import type { Authorities } from '../connectors/agents.ts'
import { orderAsItIs } from '../connectors/as-it-is.ts'
import type { Connector, ConnectorTarget, Found, Platform } from '../connectors/connector.ts'
import { createHttp, type Http } from '../connectors/http.ts'
import type { Retry } from '../connectors/http-answer.ts'
import { platformFor } from '../connectors/registry.ts'
import { findWay } from '../connectors/way.ts'
import type { ShopRecord } from '../store/shops.ts'
import { type Store, storeAt } from '../store/store.ts'
import { clocksNow } from '../threads/clocks.ts'
import { offerOf, serveThread } from '../threads/thread.ts'
import type { CheckStep } from '../words/check.ts'
import { Failure, failure } from '../words/failure.ts'
import type { CompletenessProgress } from '../words/missing.ts'
import type { Instant, Order } from '../words/order.ts'
import type { RefundDates, RefundDatesProgress } from '../words/refund.ts'
import type { RereadFigures, RereadProgress } from '../words/reread.ts'
import type { Run, RunProgress, Trigger } from '../words/run.ts'
import type { Connection, PlatformId } from '../words/shop.ts'
import { checkWay, type WayCheck } from './check.ts'
import { type ChosenOrder, downloadChosen } from './chosen.ts'
import { checkCompleteness } from './completeness.ts'
import { download } from './engine.ts'
import { fetchOrders, type LiveOrder } from './fetch-orders.ts'
import { leasedStore, lookAt } from './leased.ts'
import { createPace } from './pace.ts'
import { askRefundDates } from './refund-dates.ts'
import { reread } from './reread.ts'
import type { ShopAccess } from './shop-access.ts'
import { throttled } from './throttled.ts'

/** What the sync thread is started with. */
export interface SyncThreadData {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
  readonly store: MessagePort
}

/** What the sync thread asks of the one that started it. */
export interface ProxySettings {
  /** Which proxy leads to an address: only Electron knows. */
  resolveProxy(url: string): Promise<string>
}

export type SyncOperations = ReturnType<typeof syncOperations>

/** A shop that is checked, and the way to it. */
export interface CheckedWay extends Omit<ConnectorTarget, 'http' | 'now' | 'onRetry' | 'mayAsk'> {
  readonly platform: PlatformId
  /** Nothing was downloaded from it yet: no run has told what is left out (R39). */
  readonly isNew: boolean
}

/** What was found, and the states that a download would take. */
export interface FoundLive extends Found {
  readonly wantedStates: readonly string[]
}

/** Figures are told at most so often (ms); a run's last ones come with its end. */
const figuresEvery = 100

/**
 * The sync thread: network, parsing, mapping, the engine. It has a small heap of its own, and whatever a shop
 * answers, the main process with its windows and its tray goes on (see `docs/decisions/0001`).
 */
serveThread<SyncThreadData, ProxySettings>(
  ({ userAgent, certificateAuthorities, store }, { resolveProxy }) => {
    const archive = storeAt(store)
    // The archive's thread is gone, and with it the runs: the next one begins in a new thread, with a new way there.
    store.on('close', () => process.exit())
    return offerOf(syncOperations(archive, createHttp({ userAgent, certificateAuthorities, resolveProxy })))
  },
)

function syncOperations(store: Store, http: Http) {
  return {
    /**
     * One run.
     * @param chosen set: no window, but these orders, whatever their state and age
     * @throws Failure when the archive cannot be written
     */
    async run(
      access: ShopAccess,
      trigger: Trigger,
      chosen: readonly ChosenOrder[] | null,
      signal: AbortSignal,
      onProgress: (progress: RunProgress) => void,
    ): Promise<Run> {
      const { shop, lease } = access
      const figures = throttled(figuresEvery, onProgress)
      const look = lookAt(lease, clocksNow)
      const job = {
        shop,
        store: leasedStore(store, look),
        sharedRun: lease?.run,
        connect: (stop: AbortSignal, onRetry: (retry: Retry) => void) =>
          connect(access, store, http, stop, onRetry, look),
        now,
        signal,
        onProgress: figures,
      }
      const running =
        chosen === null
          ? download({ ...job, ...platformStates(shop), trigger })
          : downloadChosen({ ...job, orders: chosen, mapKept: (raw) => platformOf(shop).mapKept(raw, shop) })
      return running.finally(figures.cancel)
    },
    /**
     * *Prova connessione* of a shop as it is being typed; nothing is stored.
     * @param at what the time is where it was asked for
     * @throws Failure `cancelled`
     */
    async check(
      { platform, isNew, ...way }: CheckedWay,
      at: number,
      signal: AbortSignal,
      onStep: (step: CheckStep) => void,
    ): Promise<WayCheck> {
      const ahead = at - Date.now()
      const target = { ...way, http, now: () => new Date(Date.now() + ahead) }
      return checkWay(platformOf({ platform }), target, isNew, signal, onStep)
    },
    /** An order read again from what the shop sent at its download (R23); null where that is not an order today. */
    readKept: (shop: ShopRecord, raw: string): Order | null => readKept(shop, JSON.parse(raw) as unknown),
    /**
     * Reads downloaded orders again (R15); without a rereading of the archive only tells what would change.
     * @throws Failure `cancelled`; what was done until then stays
     */
    async reread(
      shopId: number | null,
      rereadId: number | null,
      markAgain: boolean,
      signal: AbortSignal,
      onProgress: (progress: RereadProgress) => void,
    ): Promise<RereadFigures> {
      const figures = throttled(figuresEvery, onProgress)
      const job = { store, shopId, rereadId, markAgain, readKept, now, signal, onProgress: figures }
      return reread(job).finally(figures.cancel)
    },
    /** Some orders as the shop has them now, outside of any run. @throws Failure when the shop cannot be asked */
    async fetchLive(
      access: ShopAccess,
      ids: readonly string[],
      signal: AbortSignal,
    ): Promise<readonly LiveOrder[]> {
      const pace = createPace()
      const connector = await connect(access, store, http, signal, pace.pressed)
      return fetchOrders({ connector, ids, pace, now, signal })
    },
    /** An order by its number, asked for now. @throws Failure when the shop cannot be asked */
    async find(access: ShopAccess, number: string, signal: AbortSignal): Promise<FoundLive> {
      const { shop } = access
      const connector = await connect(access, store, http, signal)
      // Finds the way anew where the remembered one does not hold any more.
      await connector.clock(signal)
      const found = await connector.find(number, signal)
      const wanted = await connector.wantedStates?.(shop.settings.states, signal)
      return { ...found, wantedStates: wanted?.states ?? statesOf(shop) }
    },
    /** Chiedi al negozio le date, of its refunds. @throws Failure when the shop cannot be asked, `cancelled` */
    async askRefundDates(
      access: ShopAccess,
      signal: AbortSignal,
      onProgress: (progress: RefundDatesProgress) => void,
    ): Promise<RefundDates> {
      const connector = await connect(access, store, http, signal)
      const job = { shopId: access.shop.id, store, connector, signal, onProgress }
      return askRefundDates(job)
    },
    /** Verifica completezza; its result is in the archive. @throws Failure when the shop cannot be asked */
    async checkCompleteness(
      access: ShopAccess,
      { from, to }: { readonly from: Instant; readonly to: Instant },
      signal: AbortSignal,
      onProgress: (progress: CompletenessProgress) => void,
    ): Promise<void> {
      const { shop } = access
      const figures = throttled(figuresEvery, onProgress)
      await checkCompleteness({
        shop,
        from,
        to,
        states: statesOf(shop),
        store,
        connect: (stop) => connect(access, store, http, stop),
        now,
        signal,
        onProgress: figures,
      }).finally(figures.cancel)
    },
  }
}

function readKept(shop: ShopRecord, raw: unknown): Order | null {
  const result = platformOf(shop).mapKept(raw, shop)
  return 'order' in result ? result.order : orderAsItIs(result)
}

/** The operator's choice, or the platform's. */
function statesOf(shop: ShopRecord): readonly string[] {
  return shop.settings.states ?? platformFor(shop.platform)?.defaultStates ?? []
}

/** What a platform says of states on its own. */
function platformStates(shop: ShopRecord) {
  const platform = platformFor(shop.platform)
  return { states: platform?.defaultStates ?? [], usualUnwanted: platform?.usualUnwanted ?? [] }
}

/** @throws Failure why the shop cannot be reached: no credentials, no way to it ... */
async function connect(
  { shop, way, rememberConnection }: ShopAccess,
  store: Store,
  http: Http,
  signal: AbortSignal,
  onRetry: (retry: Retry) => void = () => undefined,
  mayAsk?: () => void,
): Promise<Connector> {
  if ('code' in way) throw new Failure(way)
  const platform = platformOf(shop)
  const { url, credentials, connection } = way
  const target = { url, credentials, settings: shop.settings, connection, http, now, onRetry, mayAsk }
  const remember = async (found: Connection) => {
    if (rememberConnection) await store.rememberConnection(shop.id, found, null)
  }
  return findWay(platform.open(target), connection, remember, signal)
}

/** @throws Failure for a platform that this version does not know */
function platformOf(shop: Pick<ShopRecord, 'platform'>): Platform {
  const platform = platformFor(shop.platform)
  if (!platform) throw failure('input-invalid', { field: 'platform', problem: 'unknown-value' })
  return platform
}

function now(): Date {
  return new Date()
}
