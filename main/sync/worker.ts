import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { createHttp, type Http } from '../connectors/http.ts'
import { platformFor } from '../connectors/registry.ts'
import { Failure, failure } from '../failure.ts'
import { type Store, storeAt } from '../store/store.ts'
import { findWay } from './connect.ts'
import { download } from './engine.ts'
import type { FromSync, RemoteJob, SyncThreadData, ToSync } from './job.ts'

type Parent = NonNullable<typeof parentPort>

/**
 * The sync thread: network, parsing, mapping, the engine. It has a small heap of its own, and whatever a shop
 * answers, the main process with its windows and its tray goes on (see `docs/decisions/0001`).
 */
function serve(parent: Parent, { userAgent, certificateAuthorities }: SyncThreadData): void {
  const runs = new Map<number, AbortController>()
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

  const run = async (id: number, job: RemoteJob, archive: Store) => {
    const stop = new AbortController()
    runs.set(id, stop)
    try {
      const ended = await runJob(job, archive, http, stop.signal, (progress) =>
        say({ kind: 'progress', id, progress }),
      )
      say({ kind: 'ended', id, run: ended })
    } catch (error) {
      say(
        error instanceof Failure
          ? { kind: 'failed', id, failure: error.value }
          : { kind: 'broken', id, error },
      )
    } finally {
      runs.delete(id)
    }
  }

  parent.on('message', (message: ToSync | MessagePort) => {
    if (!('kind' in message)) {
      store = storeAt(message)
      return
    }
    switch (message.kind) {
      case 'run':
        if (!store) throw new Error('a run before the archive')
        void run(message.id, message.job, store)
        break
      case 'cancel':
        runs.get(message.id)?.abort()
        break
      case 'proxy':
        proxies.get(message.id)?.(message.proxy)
        proxies.delete(message.id)
        break
    }
  })
}

function runJob(
  job: RemoteJob,
  store: Store,
  http: Http,
  signal: AbortSignal,
  onProgress: Parameters<typeof download>[0]['onProgress'],
) {
  const { shop, trigger, way } = job
  const now = () => new Date()
  const platform = platformFor(shop.platform)
  return download({
    shop,
    states: shop.settings.states ?? platform?.defaultStates ?? [],
    trigger,
    store,
    connect: (stop, onRetry) => {
      if ('code' in way) throw new Failure(way)
      if (!platform) throw failure('input-invalid', { field: 'platform', problem: 'unknown-value' })
      const { url, credentials, connection } = way
      const connector = platform.open({
        url,
        credentials,
        settings: shop.settings,
        connection,
        http,
        now,
        onRetry,
      })
      return findWay(
        connector,
        connection,
        async (found) => {
          if (job.rememberConnection) await store.rememberConnection(shop.id, found, null)
        },
        stop,
      )
    },
    now,
    signal,
    onProgress,
  })
}

if (parentPort) serve(parentPort, workerData as SyncThreadData)
