import type { SlimRow } from '../connectors/connector.ts'
import { typedNumber } from '../connectors/order-number.ts'
import type { KnownOfOrder } from '../store/missing.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { FoundLive } from '../sync/worker.ts'
import type { MissingAnswer, MissingOrder } from '../words/missing.ts'
import { whyKnown, whyMissing } from './why-missing.ts'

/** What the archive knows of the orders that go by a number, without asking any shop. */
export async function lookUpOrder(
  store: Store,
  shopId: number | null,
  typed: string,
): Promise<readonly MissingOrder[]> {
  const known = await knownBy(store, shopId, typed)
  return known.flatMap((order) => {
    const why = whyKnown(order)
    return why === null ? [] : [missingOrder(order, null, null, why)]
  })
}

/** What one shop says of them now, together with what the archive knows. @throws Failure when it cannot be asked */
export async function askForOrder(
  store: Store,
  shop: ShopRecord,
  typed: string,
  find: (number: string) => Promise<FoundLive>,
): Promise<MissingAnswer> {
  if (typedNumber(typed) === null) return { orders: [], notices: [] }
  const { rows, notices, wantedStates } = await find(typed)
  const onSite = await Promise.all(
    rows.map(async (row) => {
      const known = await store.knownOfOrder(shop.id, row.shopOrderId)
      const wasInWindow = row.modifiedAt !== null && (await store.wasInWindow(shop.id, row.modifiedAt))
      const why = whyMissing({ shop, wantedStates: new Set(wantedStates), known, row, wasInWindow })
      return missingOrder({ ...known, number: row.number }, row, true, why)
    }),
  )
  const listed = new Set(rows.map(({ shopOrderId }) => shopOrderId))
  const known = await knownBy(store, shop.id, typed)
  const gone = known
    .filter(({ shopOrderId }) => !listed.has(shopOrderId))
    .flatMap((order) => {
      const why = whyKnown(order)
      return why === null ? [] : [missingOrder(order, null, false, why)]
    })
  return { orders: [...onSite, ...gone], notices }
}

async function knownBy(store: Store, shopId: number | null, typed: string): Promise<KnownOfOrder[]> {
  const number = typedNumber(typed)
  return number === null ? [] : store.lookUp(shopId, number, spellingsOf(number))
}

/** With Shopify's `#`, and with the zeros that Magento fills its numbers up with. */
function spellingsOf(number: string): readonly string[] {
  const filled = /^\d+$/.test(number) ? [number.padStart(9, '0')] : []
  return [...new Set([number, `#${number}`, ...filled])]
}

function missingOrder(
  { shopId, shopName, shopOrderId, number, stored, wrong, skipped }: KnownOfOrder,
  row: SlimRow | null,
  onSite: boolean | null,
  why: MissingOrder['why'],
): MissingOrder {
  return {
    shopId,
    shopName,
    shopOrderId,
    number,
    onSite,
    state: row?.state ?? null,
    placedAt: row?.placedAt ?? null,
    orderId: stored?.orderId ?? null,
    runId: stored?.runId ?? wrong?.runId ?? skipped?.runId ?? null,
    why,
  }
}
