/** Our program as the bench runs it: the whole download of one shop into an archive on disk. */
import { createProgram, type Program } from '../../main/program/program.ts'
import type { ServerAddress, ServerInput } from '../../main/words/desks.ts'
import type { PlatformId } from '../../main/words/shop.ts'
import { noAlerts } from '../support/alerts.ts'
import { memoryCredentials } from '../support/credentials.ts'

/** The shop to download from; JSON, as it travels to the client's process. */
export interface BenchShop {
  readonly platform: PlatformId
  readonly credentials: Readonly<Record<string, string>>
  readonly settings: { readonly states?: readonly string[]; readonly firstDownloadFrom?: string }
}

export const keys = { consumerKey: `ck_${'0'.repeat(40)}`, consumerSecret: `cs_${'0'.repeat(40)}` }

/** The shop of `server.ts`. */
export const wooShop: BenchShop = {
  platform: 'woocommerce',
  credentials: keys,
  settings: {
    states: [
      'completed',
      'processing',
      'on-hold',
      'refunded',
      'spedito',
      'pending',
      'failed',
      'cancelled',
      'checkout-draft',
      'trash',
    ],
  },
}

/** The program on an archive in `folder`, without windows. */
export async function openProgram(folder: string): Promise<Program> {
  let address: ServerAddress | null = null
  return createProgram({
    profile: folder,
    // As built: the sources would have their types stripped each time a thread starts.
    workers: {
      store: new URL('../../out/main/store-worker.js', import.meta.url),
      sync: new URL('../../out/main/sync-worker.js', import.meta.url),
      easyfatt: new URL('../../out/main/easyfatt-worker.js', import.meta.url),
      desks: new URL('../../out/main/desk-worker.js', import.meta.url),
    },
    credentials: memoryCredentials(),
    network: { userAgent: 'bench', certificateAuthorities: [], resolveProxy: async () => 'DIRECT' },
    now: () => new Date(),
    demoName: 'Demo',
    onProgress: () => undefined,
    onRun: () => undefined,
    onMigrating: () => undefined,
    desks: {
      address: {
        read: () => address,
        save: (next) => {
          address = next
        },
      },
      onApplied: () => undefined,
    },
    archiveCare: noAlerts,
  })
}

/**
 * Opens an archive in `folder`; what comes back downloads, as often as it is called, and tells the counters.
 * @param server where the archive is shared; left out: it is alone
 */
export async function openOurs(shop: BenchShop, url: string, folder: string, server?: ServerInput) {
  const program = await openProgram(folder)
  if (server !== undefined) await program.desks.join(server, new AbortController().signal, () => undefined)
  // As whoever adds a shop does, and as the program does once its windows have come up.
  const input = { name: 'Bench', url, ...shop }
  await program.check(null, input, new AbortController().signal, () => undefined)
  const { id } = await program.saveShop(null, input)
  await program.prepare()
  return async () => {
    const run = await program.runner.start(await program.shop(id), 'manual')
    if (run.outcome !== 'success') throw new Error(JSON.stringify(run.failure))
    return { ...run.counters, program }
  }
}
