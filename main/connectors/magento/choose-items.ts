import { absolute, type Scaled, unit } from '../../words/decimal.ts'

/** A row of an order's `items`. */
export interface Item {
  readonly id: string
  /** `''` for a row that belongs to none. */
  readonly parentId: string
  /** `simple`, `configurable`, `bundle`, `virtual`, `downloadable`, `grouped`, `giftcard` ... */
  readonly type: string
  readonly sku: string
  readonly name: string
  readonly productId: string
  readonly quantity: Scaled
  /** Net price of one; null when it is missing. */
  readonly price: Scaled | null
  /** Net, before discounts. */
  readonly rowTotal: Scaled
  readonly discount: Scaled
  readonly compensation: Scaled
  readonly tax: Scaled
  /** `tax_percent`; null when it is missing. */
  readonly percent: Scaled | null
  readonly texts: readonly string[]
}

type Amounts = Pick<Item, 'type' | 'rowTotal' | 'tax' | 'discount'>

/** A row that is a line of the order. */
export interface ChosenItem {
  readonly item: Item
  /** Rows under it that are no lines of their own: the variation, or the parts of a bundle with a price of its own. */
  readonly children: readonly Item[]
  /** The bundle that it is a part of. */
  readonly bundle: Item | null
}

/**
 * Takes each thing sold once. A configurable product stands for its variation (the row has the variation's SKU, and
 * some versions repeat its price on the variation, magento/magento2#22562). A bundle's amounts are its own, or the sum
 * of those of its parts ("dynamic price"), and no field says which (magento/magento2#11957): where the parts carry all
 * of it, they are the lines, because only they have a VAT rate.
 */
export function chooseItems(items: readonly Item[]): readonly ChosenItem[] {
  const ids = new Set(items.map((item) => item.id))
  const childrenOf = new Map<string, Item[]>()
  const top: Item[] = []
  for (const item of items) {
    // A row whose parent is missing stands for itself.
    if (item.parentId === '' || item.parentId === item.id || !ids.has(item.parentId)) {
      top.push(item)
      continue
    }
    const siblings = childrenOf.get(item.parentId) ?? []
    siblings.push(item)
    childrenOf.set(item.parentId, siblings)
  }
  return top.flatMap((item): readonly ChosenItem[] => {
    const children = childrenOf.get(item.id) ?? []
    if (children.length === 0 || !carryAll(item, children)) return [{ item, children, bundle: null }]
    return children.map((child) => ({ item: child, children: [], bundle: item }))
  })
}

/** Whether a row's amounts are those of the rows under it. */
export function carryAll(parent: Amounts, children: readonly Amounts[]): boolean {
  const allowed = unit(2) * BigInt(children.length)
  const sum = (amount: (item: Amounts) => Scaled) => children.reduce((all, child) => all + amount(child), 0n)
  const net = sum((child) => child.rowTotal)
  // Whatever the type: amounts that stand on the children only are theirs.
  if (parent.rowTotal === 0n) return net !== 0n
  if (parent.type !== 'bundle') return false
  return (
    absolute(net - parent.rowTotal) <= allowed &&
    sum((child) => child.tax) + allowed >= parent.tax &&
    sum((child) => child.discount) + allowed >= parent.discount
  )
}
