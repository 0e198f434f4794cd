import type { Archive } from '../../main/store/archive.ts'
import type { Store } from '../../main/store/store.ts'

/** Wraps an archive in the asynchronous interface that the engine uses, without a thread. */
export function asStore(archive: Archive): Store {
  const entries = Object.entries(archive).map(([name, method]) => [
    name,
    async (...args: never[]) => (method as (...args: never[]) => unknown)(...args),
  ])
  return Object.fromEntries(entries) as Store
}
