import type { GivenFace, InvoiceFace } from '../store/shared/compare.ts'
import type { Store } from '../store/store.ts'
import type { DifferentOrder, JoinPreview, NumberTwice } from '../words/desks.ts'
import { isSameOrder } from '../words/same-order.ts'
import type { LogContents } from './log-contents.ts'
import { numbersTwice, type OrderedNumber } from './numbers-twice.ts'

/** A shop with how many orders an archive has of it. */
export interface CountedShop {
  /** `shops.uuid` */
  readonly uuid: string
  readonly name: string
  readonly orders: number
}

export interface Comparison {
  readonly log: LogContents
  readonly store: Pick<Store, 'orderFaces' | 'numbersLike' | 'invoicesLike'>
  /** Those of this archive that can be joined. */
  readonly here: readonly CountedShop[]
  readonly there: readonly Omit<CountedShop, 'orders'>[]
  /** Which of them are the same: the other's identifier by ours. */
  readonly pairs: ReadonlyMap<string, string>
  readonly signal: AbortSignal
}

/** So many examples are told. */
const mostExamples = 5

/**
 * What is here, what is in the log, and on what the two disagree (R55); changes nothing.
 * @throws whatever the signal is aborted with
 */
export async function compareArchives(comparison: Comparison): Promise<JoinPreview> {
  const { here, there, pairs, log } = comparison
  const shops: JoinPreview['shops'][number][] = []
  for (const { uuid, name, orders } of here) {
    const other = pairs.get(uuid)
    const both = other === undefined ? nothingInCommon : await compareOrders(comparison, uuid, other)
    shops.push({ name, here: orders, there: other === undefined ? 0 : log.countOrders(other), ...both })
  }
  const paired = new Set(pairs.values())
  for (const { uuid, name } of there) {
    if (!paired.has(uuid)) shops.push({ name, here: 0, there: log.countOrders(uuid), ...nothingInCommon })
  }
  const twice = [...(await givenTwice(comparison)), ...(await invoicedTwice(comparison))]
  return { shops, numbersTwice: twice.slice(0, mostExamples), numbersTwiceCount: twice.length }
}

/** Whether an archive may join as it is. */
export function mayJoin({ shops, numbersTwiceCount }: JoinPreview): boolean {
  return numbersTwiceCount === 0 && shops.every(({ differentCount }) => differentCount === 0)
}

const nothingInCommon = { common: 0, different: [], differentCount: 0 } as const

async function compareOrders({ log, store, signal }: Comparison, own: string, other: string) {
  const different: DifferentOrder[] = []
  let [common, differentCount] = [0, 0]
  for (const piece of log.orders(other)) {
    signal.throwIfAborted()
    const asked = new Map(piece.map((order) => [order.shopOrderId, order]))
    for (const { shopOrderId, number, placedAt } of await store.orderFaces(own, [...asked.keys()])) {
      const there = asked.get(shopOrderId)
      if (there === undefined) continue
      common += 1
      const here = { number, placedAt }
      if (isSameOrder(here, there)) continue
      differentCount += 1
      if (different.length === mostExamples) continue
      const otherFace = { number: there.number, placedAt: there.placedAt }
      different.push({ shopOrderId, here, there: otherFace })
    }
  }
  return { common, different, differentCount }
}

async function givenTwice({ log, store, pairs, signal }: Comparison): Promise<NumberTwice[]> {
  const own = ownNames(pairs)
  const twice: NumberTwice[] = []
  const ordered = (given: GivenFace, order: string): OrderedNumber => {
    const { shop, shopOrderId, number, numbering, year } = given
    return {
      of: JSON.stringify([shop, shopOrderId]),
      keys: [JSON.stringify([numbering, year, number])],
      number: `${number}${numbering} (${year})`,
      order,
    }
  }
  for (const piece of log.numbers()) {
    signal.throwIfAborted()
    const asked = piece.map((given) => ({ ...given, shop: own(given.shop) }))
    const like = await store.numbersLike(asked)
    if (like.length === 0) continue
    const here = like.map(({ orderNumber, ...given }) => ordered(given, orderNumber))
    const there = piece.map(({ shop, shopOrderId }, at) => {
      const given = asked[at] ?? { shop, shopOrderId, numbering: '', year: 0, number: 0 }
      return ordered(given, log.orderFace(shop, shopOrderId)?.number ?? shopOrderId)
    })
    twice.push(...numbersTwice('easyfatt', here, there))
  }
  return twice
}

async function invoicedTwice({ log, store, pairs, signal }: Comparison): Promise<NumberTwice[]> {
  const own = ownNames(pairs)
  const twice: NumberTwice[] = []
  const ordered = (invoice: InvoiceFace): OrderedNumber => {
    const { uuid, shop, shopOrderId, kind, refundId, seller, series, year, sequence, sender } = invoice
    const file = JSON.stringify([sender, invoice.progressive])
    const numbers = [
      [seller, series, year, sequence],
      [seller, kind, year, invoice.number],
    ]
    const one = { number: `${invoice.number} (${year})`, order: invoice.orderNumber }
    // Two invoices of one order are two, also by the same number.
    return invoice.stands === 1
      ? {
          ...one,
          of: JSON.stringify([shop, shopOrderId, kind, refundId]),
          keys: [uuid, ...numbers.map((key) => JSON.stringify(key)), file],
        }
      : { ...one, of: uuid, keys: [uuid, file] }
  }
  const all = log.invoices().map((invoice) => ({ ...invoice, shop: own(invoice.shop) }))
  for (let first = 0; first < all.length; first += 500) {
    signal.throwIfAborted()
    const asked = all.slice(first, first + 500)
    const here = (await store.invoicesLike(asked)).map(ordered)
    twice.push(...numbersTwice('invoice', here, asked.map(ordered)))
  }
  return twice
}

/** What a shop of the log is called here. */
function ownNames(pairs: ReadonlyMap<string, string>): (shop: string) => string {
  const byOther = new Map([...pairs].map(([own, other]) => [other, own]))
  return (shop) => byOther.get(shop) ?? shop
}
