import { onTestFinished } from 'vitest'
import { createProgram, type Program, type ProgramOptions } from '../../main/program/program.ts'
import type { ShopRecord } from '../../main/store/shops.ts'
import type { DesksView, ServerInput } from '../../main/words/desks.ts'
import { testKey, type WooServer } from '../woo-server/index.ts'
import { temporaryFolder } from './archive.ts'
import { memoryCredentials } from './credentials.ts'
import { memoryAddress, programOptions } from './program.ts'

export type JoinedView = Extract<DesksView, { joined: true }>

/** A desk: a whole program with a profile, credentials and settings of its own, which may be started again. */
export async function deskProgram(input: ServerInput | null, folder = temporaryFolder()) {
  const bugs: unknown[] = []
  const kept = { credentials: memoryCredentials(), address: memoryAddress() }
  const start = async (more: Partial<ProgramOptions> = {}): Promise<Program> => {
    const options = programOptions(folder)
    const program = await createProgram({
      ...options,
      credentials: kept.credentials,
      desks: { address: kept.address, onApplied: () => undefined },
      archiveCare: { ...options.archiveCare, onBug: (error) => bugs.push(error) },
      ...more,
    })
    let closed: Promise<void> | null = null
    const close = () => {
      closed ??= program.close()
      return closed
    }
    onTestFinished(close)
    return { ...program, close }
  }
  const program = await start()
  const { signal } = new AbortController()
  if (input !== null) await program.desks.join(input, signal, () => undefined)
  return { program, bugs, folder, start, ...kept }
}

/** What the page of the desks would show. @throws where it has not joined */
export async function joinedView({ desks }: Program): Promise<JoinedView> {
  const view = await desks.view()
  if (!view.joined) throw new Error('it has not joined')
  return view
}

/** Adds the shop of tests, with its credentials. */
export function addShop(program: Program, server: Pick<WooServer, 'url'>): Promise<ShopRecord> {
  return saveShop(program, null, server)
}

/** Types the credentials of the shop that another desk has added. */
export async function addShopAgain(program: Program, server: Pick<WooServer, 'url'>): Promise<ShopRecord> {
  const [shop = null] = await program.store.listShops()
  return saveShop(program, shop, server)
}

function saveShop(program: Program, shop: ShopRecord | null, { url }: Pick<WooServer, 'url'>) {
  const { consumerKey, consumerSecret } = testKey
  return program.saveShop(shop, {
    name: 'Bottega',
    platform: 'woocommerce',
    url,
    credentials: { consumerKey, consumerSecret },
    settings: { allowHttp: true },
  })
}

/** How many orders an archive has. */
export async function countOrders({ store }: Program): Promise<number> {
  return store.countOrders()
}
