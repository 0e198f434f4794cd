import { randomUUID } from 'node:crypto'
import type { MessagePort } from 'node:worker_threads'
import { platformFor } from '../connectors/registry.ts'
import { mayJoin } from '../desks/compare.ts'
import type { Visit } from '../desks/desk-thread.ts'
import { pairShops, type ShopFace } from '../desks/pair-shops.ts'
import type { LogShop } from '../desks/read-log.ts'
import type { NewDesk } from '../store/shared/desk-record.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { JoinPreview, JoinProgress, ServerInput } from '../words/desks.ts'
import { failure } from '../words/failure.ts'

export interface JoiningOptions {
  readonly store: Pick<Store, 'listShops' | 'removedShops' | 'beginJoining' | 'desk'>
  readonly storePort: () => MessagePort
  readonly visit: <Answer>(server: ServerInput, ask: (visit: Visit) => Promise<Answer>) => Promise<Answer>
  /** A copy of the archive. */
  readonly backUp: () => Promise<void>
  /** Nothing is sent and read any more. */
  readonly pause: () => Promise<void>
  /** As before, after {@link pause}. */
  readonly goOn: () => Promise<void>
  readonly now: () => Date
}

type Tell = (progress: JoinProgress) => void

/** How an archive becomes one of several desks' (R55): looked at, copied, joined. */
export function createJoining({ store, storePort, visit, backUp, pause, goOn, now }: JoiningOptions) {
  const look = async (server: Visit, signal: AbortSignal, tell: Tell) => {
    const shops = [...(await store.listShops()), ...(await store.removedShops())]
    const log = await server.readLog(signal, (progress) => tell({ phase: 'reading', ...progress }))
    const pairs = [...pairShops(shops.map(faceOf), log.map(faceOfLog))]
    const here = shops
      .filter(({ isDemo }) => !isDemo)
      .map(({ uuid, name, ordersStored }) => ({ uuid, name, orders: ordersStored }))
    return { pairs, preview: await server.compare(storePort(), here, pairs, signal) }
  }

  return {
    /**
     * What joining would bring together; changes nothing.
     * @throws Failure why the server cannot be asked, `cancelled`
     */
    preview: (server: ServerInput, signal: AbortSignal, tell: Tell): Promise<JoinPreview> =>
      visit(server, async (visited) => (await look(visited, signal, tell)).preview),
    /**
     * Joins, after a copy of the archive; one that has joined already does it anew, as another desk. What the log has is still to
     * be applied then, and what only this archive has to be sent.
     * @throws Failure `archives-differ`, `run-in-progress`, `cancelled`, why the server cannot be asked or the archive not
     * be copied: nothing is changed then
     */
    join: (server: ServerInput, signal: AbortSignal, tell: Tell): Promise<void> =>
      visit(server, async (visited) => {
        const { pairs, preview } = await look(visited, signal, tell)
        if (!mayJoin(preview)) {
          const orders = preview.shops.reduce((sum, { differentCount }) => sum + differentCount, 0)
          throw failure('archives-differ', { orders, numbers: preview.numbersTwiceCount })
        }
        tell({ phase: 'copying', done: 0, total: 1 })
        await backUp()
        if (signal.aborted) throw failure('cancelled', {})
        const before = await store.desk()
        const [desk, token, joinedAt] = [randomUUID(), randomUUID(), now().toISOString()]
        const { archive, epoch } = await visited.state()
        const record: NewDesk = { archive, epoch, desk, name: server.desk, token, joinedAt }
        await pause()
        try {
          await store.beginJoining(
            record,
            pairs.map(([here, there]) => ({ here, there })),
          )
        } catch (error) {
          await goOn()
          throw error
        }
        // The desk that it was is none any more; one that another computer goes on with is not this one's to end.
        if (before !== null) await visited.leave(before).catch(() => undefined)
      }),
  }
}

function faceOf({ uuid, name, platform, url, connection, settings, isDemo }: ShopRecord): ShopFace {
  const place = placeOf(platform, connection?.url ?? url)
  return { uuid, name, platform, place, chosen: settings.shops, isDemo }
}

function faceOfLog({ uuid, name, platform, url, chosen }: LogShop): ShopFace {
  return { uuid, name, platform, place: placeOf(platform, url), chosen, isDemo: false }
}

/** One of a platform, or an address, that this version does not know is the same as none but itself. */
function placeOf(platform: ShopFace['platform'], url: string): string {
  try {
    return platformFor(platform)?.placeOf(url) ?? url
  } catch {
    return url
  }
}
