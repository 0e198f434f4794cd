import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import { type Clocks, mayAsk } from '../words/lease.ts'
import type { SharedLease } from './shop-access.ts'

/** Throws Failure `lease-over` once the right to download is over (R56); nothing where no desks share the shop. */
export function lookAt(lease: SharedLease | undefined, now: () => Clocks): (() => void) | undefined {
  if (lease === undefined) return undefined
  return () => {
    if (!mayAsk(lease.times, now())) throw failure('lease-over', {})
  }
}

/** The archive for a run: no page is kept, and no success said, under a right that is over (R56). */
export function leasedStore(store: Store, look: (() => void) | undefined): Store {
  if (look === undefined) return store
  const looking: Pick<Store, 'savePage' | 'finishRun'> = {
    async savePage(...args) {
      look()
      return store.savePage(...args)
    },
    async finishRun(runId, ending) {
      if (ending.outcome === 'success') look()
      return store.finishRun(runId, ending)
    },
  }
  return new Proxy(store, {
    get: (target, name) => Reflect.get(name in looking ? looking : target, name),
  })
}
