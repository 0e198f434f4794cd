import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Connection, Connector } from '../connectors/connector.ts'
import { createHttp, type Http } from '../connectors/http.ts'
import { platformFor } from '../connectors/registry.ts'
import { Failure, failure } from '../failure.ts'
import type { RunProgress } from '../run.ts'
import type { ShopRecord } from '../store/shops.ts'
import { type Store, storeAt } from '../store/store.ts'
import { downloadChosen } from './chosen.ts'
import { type ComparisonProgress, compare } from './compare.ts'
import { findWay } from './connect.ts'
import { download } from './engine.ts'
import { fetchOrders, type LiveOrder } from './fetch-orders.ts'
import type {
  FoundLive,
  FromSync,
  RemoteComparison,
  RemoteJob,
  RemoteQuestion,
  RemoteSearch,
  RemoteShop,
  SyncThreadData,
  ToSync,
} from './job.ts'
import { createPace } from './pace.ts'
import { createThinner } from './thinner.ts'

type Parent = NonNullable<typeof parentPort>

/**
 * The sync thread: network, parsing, mapping, the engine. It has a small heap of its own, and whatever a shop
 * answers, the main process with its windows and its tray goes on (see `docs/decisions/0001`).
 */
function serve(parent: Parent, { userAgent, certificateAuthorities }: SyncThreadData): void {
  const underWay = new Map<number, AbortController>()
  const proxies = new Map<number, (proxy: string) => void>()
  let lastId = 0
  let store: Store | null = null
  const say = (message: FromSync) => parent.postMessage(message)
  const http = createHttp({
    userAgent,
    certificateAuthorities,
    resolveProxy: (url) =>
      new Promise((resolve) => {
        lastId += 1
        proxies.set(lastId, resolve)
        say({ kind: 'proxy', id: lastId, url })
      }),
  })

  const work = async (id: number, task: (signal: AbortSignal) => Promise<FromSync>) => {
    const stop = new AbortController()
    underWay.set(id, stop)
    try {
      say(await task(stop.signal))
    } catch (error) {
      say(
        error instanceof Failure
          ? { kind: 'failed', id, failure: error.value }
          : { kind: 'broken', id, error },
      )
    } finally {
      underWay.delete(id)
    }
  }

  const run = (id: number, job: RemoteJob, archive: Store) =>
    work(id, async (signal) => {
      const figures = createThinner(100, (progress: RunProgress) => say({ kind: 'progress', id, progress }))
      // The run's last figures come with its end.
      const ended = await runJob(job, archive, http, signal, figures.tell).finally(figures.stop)
      return { kind: 'ended', id, run: ended }
    })

  const fetch = (id: number, question: RemoteQuestion, archive: Store) =>
    work(id, async (signal) => ({
      kind: 'fetched',
      id,
      orders: await answer(question, archive, http, signal),
    }))

  const find = (id: number, search: RemoteSearch, archive: Store) =>
    work(id, async (signal) => ({ kind: 'found', id, found: await findOrder(search, archive, http, signal) }))

  const compareShop = (id: number, comparison: RemoteComparison, archive: Store) =>
    work(id, async (signal) => {
      const { shop, from, to } = comparison
      const figures = createThinner(100, (progress: ComparisonProgress) =>
        say({ kind: 'comparing', id, progress }),
      )
      await compare({
        shop,
        from,
        to,
        states: statesOf(shop),
        store: archive,
        connect: (stop) => connect(comparison, archive, http, stop, () => undefined),
        now,
        signal,
        onProgress: figures.tell,
      }).finally(figures.stop)
      return { kind: 'compared', id }
    })

  parent.on('message', (message: ToSync | MessagePort) => {
    if (!('kind' in message)) {
      store = storeAt(message)
      // The archive's thread is gone, and with it the runs: the next one begins in a new thread, with a new way there.
      message.on('close', () => process.exit())
      return
    }
    switch (message.kind) {
      case 'run':
        if (!store) throw new Error('a run before the archive')
        void run(message.id, message.job, store)
        break
      case 'fetch':
        if (!store) throw new Error('a question before the archive')
        void fetch(message.id, message.question, store)
        break
      case 'find':
        if (!store) throw new Error('a search before the archive')
        void find(message.id, message.search, store)
        break
      case 'compare':
        if (!store) throw new Error('a comparison before the archive')
        void compareShop(message.id, message.comparison, store)
        break
      case 'cancel':
        underWay.get(message.id)?.abort()
        break
      case 'proxy':
        proxies.get(message.id)?.(message.proxy)
        proxies.delete(message.id)
        break
    }
  })
  say({ kind: 'ready' })
}

function runJob(
  job: RemoteJob,
  store: Store,
  http: Http,
  signal: AbortSignal,
  onProgress: Parameters<typeof download>[0]['onProgress'],
) {
  const { shop, trigger, chosen } = job
  const common = {
    shop,
    store,
    connect: (stop: AbortSignal, onRetry: () => void) => connect(job, store, http, stop, onRetry),
    now,
    signal,
    onProgress,
  }
  if (chosen !== null) return downloadChosen({ ...common, orders: chosen })
  return download({ ...common, states: statesOf(shop), trigger })
}

/** The operator's choice, or the platform's. */
function statesOf(shop: ShopRecord): readonly string[] {
  return shop.settings.states ?? platformFor(shop.platform)?.defaultStates ?? []
}

async function answer(
  question: RemoteQuestion,
  store: Store,
  http: Http,
  signal: AbortSignal,
): Promise<readonly LiveOrder[]> {
  const pace = createPace()
  const connector = await connect(question, store, http, signal, pace.pressed)
  return fetchOrders({ connector, ids: question.ids, pace, now, signal })
}

async function findOrder(
  search: RemoteSearch,
  store: Store,
  http: Http,
  signal: AbortSignal,
): Promise<FoundLive> {
  const { shop, number } = search
  const connector = await connect(search, store, http, signal, () => undefined)
  // Finds the way anew where the remembered one does not hold any more.
  await connector.clock(signal)
  const found = await connector.find(number, signal)
  const states = await connector.wantedStates?.(shop.settings.states, signal)
  return { ...found, wantedStates: states ?? statesOf(shop) }
}

/** @throws Failure why the shop cannot be reached: no credentials, no way to it ... */
async function connect(
  { shop, way, rememberConnection }: RemoteShop,
  store: Store,
  http: Http,
  signal: AbortSignal,
  onRetry: () => void,
): Promise<Connector> {
  if ('code' in way) throw new Failure(way)
  const platform = platformFor(shop.platform)
  if (!platform) throw failure('input-invalid', { field: 'platform', problem: 'unknown-value' })
  const { url, credentials, connection } = way
  const target = { url, credentials, settings: shop.settings, connection, http, now, onRetry }
  const remember = async (found: Connection) => {
    if (rememberConnection) await store.rememberConnection(shop.id, found, null)
  }
  return findWay(platform.open(target), connection, remember, signal)
}

function now(): Date {
  return new Date()
}

if (parentPort) serve(parentPort, workerData as SyncThreadData)
