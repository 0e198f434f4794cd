import { parseDecimal, type Scaled, toDecimal } from '../words/decimal.ts'
import type { Decimal, OrderLine } from '../words/order.ts'
import type { ExportedOrder, PickedArticle, PickedNote, PickingList } from '../words/printed.ts'

interface Shelf {
  readonly article: Pick<PickedArticle, 'sku' | 'name' | 'options'>
  readonly byOrder: Map<number, Omit<PickedArticle['wantedBy'][number], 'quantity'> & { quantity: Scaled }>
}

const shelfOrder = new Intl.Collator('it', { numeric: true })

/**
 * Sums the orders' lines by SKU and options, exactly, whichever shop they are of. Articles without SKU come last and
 * are told apart by shop, product and name: two rows for one article are a walk too many, one row for two is a
 * wrong parcel.
 */
export async function pickingList(orders: AsyncIterable<ExportedOrder>): Promise<PickingList> {
  const shelves = new Map<string, Shelf>()
  const shops = new Set<string>()
  const notes: PickedNote[] = []
  let count = 0
  for await (const { id, shopId, shopName, order, leftOut, changedOnSite, ownNote, tags } of orders) {
    count += 1
    shops.add(shopName)
    if (ownNote !== '' || tags !== '') notes.push({ shop: shopName, number: order.number, ownNote, tags })
    for (const line of order.lines) {
      const quantity = amountOf(line.quantity)
      if (quantity === 0n) continue
      const options = line.options.map(({ name, value }) => `${name}: ${value}`).sort(shelfOrder.compare)
      const key = keyOf(shopId, line, options)
      const shelf = shelves.get(key) ?? {
        article: { sku: line.sku.trim(), name: nameWithout(line), options },
        byOrder: new Map(),
      }
      shelves.set(key, shelf)
      const of = { shop: shopName, number: order.number, leftOut, changedOnSite }
      const wanted = shelf.byOrder.get(id) ?? { ...of, quantity: 0n }
      wanted.quantity += quantity
      shelf.byOrder.set(id, wanted)
    }
  }
  let pieces = 0n
  const articles = [...shelves.values()].map(({ article, byOrder }) => {
    const wantedBy = [...byOrder.values()]
    const sum = wantedBy.reduce((all, { quantity }) => all + quantity, 0n)
    pieces += sum
    return {
      ...article,
      quantity: toDecimal(sum),
      wantedBy: wantedBy.map((wanted) => ({ ...wanted, quantity: toDecimal(wanted.quantity) })),
    }
  })
  articles.sort(byShelf)
  return { articles, pieces: toDecimal(pieces), orders: count, notes, shops: [...shops].sort() }
}

function keyOf(shopId: number, line: OrderLine, options: readonly string[]): string {
  const sku = line.sku.trim()
  const product = sku === '' ? [shopId, line.productId, line.variationId, line.name] : [sku]
  return JSON.stringify([...product, options])
}

/** WooCommerce writes the options' values behind the name: `Candela - Lavanda, 400 g`. They stand beside it anyway. */
function nameWithout({ name, options }: OrderLine): string {
  const tail = options.length === 0 ? '' : ` - ${options.map(({ value }) => value).join(', ')}`
  return tail !== '' && name.length > tail.length && name.endsWith(tail) ? name.slice(0, -tail.length) : name
}

function byShelf(a: PickedArticle, b: PickedArticle): number {
  const unnamed = Number(a.sku === '') - Number(b.sku === '')
  const inOrder = (one: PickedArticle) => [one.sku, one.name, ...one.options].join('\n')
  return unnamed || shelfOrder.compare(inOrder(a), inOrder(b))
}

function amountOf(quantity: Decimal): Scaled {
  const amount = parseDecimal(quantity)
  if (amount === null) throw new Error('an order in the archive has a quantity that is no number')
  return amount
}
