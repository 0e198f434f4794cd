import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import type { ShopDraft, ShopRecord } from '../../main/store/shops.ts'
import { openStore, type Store } from '../../main/store/store.ts'
import { everyOrder, newestFirst, type OrderFilter, type OrderList } from '../../main/words/order-search.ts'
import { shopSettingsSchema } from '../../main/words/shop.ts'
import { asStore } from './as-store.ts'

const worker = new URL('../../main/store/worker.ts', import.meta.url)

/** A folder that is deleted when the test ends. */
export function temporaryFolder(base = tmpdir()): string {
  const folder = mkdtempSync(join(base, 'download-ordini-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The same where nothing is forced to a disk, if the system has such a place: for tests that write very often. */
export function folderInMemory(): string {
  return temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : tmpdir())
}

/** A store with its real thread, on a new file; closed when the test ends. */
export async function temporaryStore(folder = temporaryFolder()): Promise<Store> {
  const { store } = await openStore(join(folder, 'archive.sqlite'), worker)
  onTestFinished(async () => {
    // Some tests close the store themselves.
    await store.close().catch((error: Error) => {
      if (error.message !== 'the archive is closed') throw error
    })
  })
  return store
}

/** The same archive in memory and without a thread, fast enough for tests of thousands of runs. */
export function memoryStore(): Store {
  const archive = openArchive(':memory:')
  onTestFinished(archive.close)
  return asStore(archive)
}

/** What a filter finds, newest first. */
export function listOf(filter: Partial<OrderFilter> = {}): OrderList {
  return { filter: { ...everyOrder, ...filter }, sort: newestFirst, upTo: null }
}

/** A shop's draft with every setting at its default. */
export function draftOf(changes: Partial<ShopDraft> = {}): ShopDraft {
  return {
    id: null,
    name: 'Bottega',
    platform: 'woocommerce',
    url: 'https://bottega.example',
    settings: shopSettingsSchema.parse({}),
    keepConnection: false,
    isDemo: false,
    ...changes,
  }
}

/** The shop as the archive has it now. */
export async function refreshed(store: Store, shop: ShopRecord): Promise<ShopRecord> {
  const found = await store.getShop(shop.id)
  if (!found) throw new Error(`no shop ${shop.id}`)
  return found
}
