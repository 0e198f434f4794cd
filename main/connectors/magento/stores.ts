import { Failure, failure } from '../../words/failure.ts'
import type { ReachedShop } from '../../words/shop.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { isFields } from '../reader.ts'
import { readAnswer } from './answer.ts'
import type { AskOrders } from './orders.ts'
import { explained } from './resolve.ts'
import type { Condition } from './search.ts'
import type { Facts, Transport } from './transport.ts'

/** A store view. */
interface StoreView extends ReachedShop {
  /** `''` where only its orders told of it. */
  readonly code: string
}

/** So many requests at most, one for each store view, where only the orders tell of them. */
const mostStores = 60

export interface Asking {
  readonly transport: Transport
  readonly facts: Facts
  readonly ask: AskOrders
  readonly signal: AbortSignal
}

/**
 * The store views: from their list, where the key may read it (`Magento_Backend::store`); else those that orders name, by
 * asking for one order of another store until there is none.
 */
export async function readStores(asking: Asking): Promise<readonly StoreView[]> {
  return (await listedStores(asking)) ?? (await storesOfOrders(asking))
}

/** Null where the key may not read the list. */
async function listedStores(asking: Asking): Promise<readonly StoreView[] | null> {
  const [views, groups] = [
    await rowsOf(asking, 'store/storeViews'),
    await rowsOf(asking, 'store/storeGroups'),
  ]
  if (views === null) return null
  const names = new Map(groups?.map(({ id, name }) => [String(id), text(name)]))
  return views
    .filter(({ id }) => Number(id) > 0)
    .map(({ id, code, name, store_group_id: group }) => ({
      id: String(id),
      code: text(code),
      name: text(name) || text(code),
      group: names.get(String(group)) ?? '',
      usual: true,
    }))
}

async function rowsOf({ transport, facts, signal }: Asking, route: string) {
  const answer = await transport.api(facts, route, {}, signal)
  try {
    const { json } = readAnswer(answer)
    if (Array.isArray(json)) return json.filter(isFields)
    throw failure('body-shape', { host: answer.url.host, expected: route })
  } catch (error) {
    const cause = await explained(error, facts, transport, signal)
    if (cause instanceof Failure && cause.value.code === 'permission-missing') return null
    throw cause
  }
}

/** `store_name` is three lines: website, store, store view. */
async function storesOfOrders({ ask, signal }: Asking): Promise<readonly StoreView[]> {
  const found: StoreView[] = []
  while (found.length < mostStores) {
    const known = found.map(({ id }) => id).join(',') || '0'
    const conditions: readonly Condition[] = [{ field: 'store_id', type: 'nin', value: known }]
    const search = {
      conditions,
      pageSize: 1,
      direction: 'DESC',
      fields: 'items[store_id,store_name]',
    } as const
    let item: unknown
    try {
      item = (await ask(search, signal, { retries: 1 })).items[0]
    } catch (error) {
      // That one order cannot be loaded: what is known so far serves.
      if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
    }
    if (!isFields(item) || found.some(({ id }) => id === String(item.store_id))) break
    const lines = text(item.store_name).split('\n')
    const id = String(item.store_id)
    const name = lines.at(-1)?.trim() || id
    found.push({ id, code: '', name, group: lines.at(-2)?.trim() ?? '', usual: true })
  }
  return found.sort((a, b) => Number(a.id) - Number(b.id))
}

/**
 * The condition that leaves the orders of the chosen store views, by number or code.
 * @throws Failure `store-views-unreadable` where a code is chosen and the key may not read which store views there are
 */
export async function storeCondition(
  chosen: readonly string[] | null,
  asking: () => Promise<Asking>,
): Promise<readonly Condition[]> {
  if (chosen === null || chosen.includes('all')) return []
  const isNumber = (shop: string) => /^\d{1,9}$/.test(shop)
  let ids = chosen
  if (!chosen.every(isNumber)) {
    const known = await asking()
    const views = await listedStores(known)
    if (views === null) throw failure('store-views-unreadable', { host: new URL(known.facts.root).host })
    ids = chosen.map((shop) => (isNumber(shop) ? shop : (views.find(({ code }) => code === shop)?.id ?? '')))
    if (ids.includes(''))
      throw failure('input-invalid', { field: 'settings.shops', problem: 'unknown-value' })
  }
  return [{ field: 'store_id', type: 'in', value: ids.join(',') }]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 300) : ''
}
