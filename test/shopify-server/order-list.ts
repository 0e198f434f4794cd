export type Json = Readonly<Record<string, unknown>>

/** An order as the server holds it: the fields of `Order` in the schema, connections as plain lists. */
export interface ServedOrder extends Json {
  /** The number at the end of its global identifier. */
  readonly legacyResourceId: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface OrderList {
  add(order: ServedOrder): void
  update(id: number, changes: Json): void
  remove(id: number): void
  get(gid: string): ServedOrder | undefined
  /** By ascending id. */
  all(): readonly ServedOrder[]
}

export function orderList(orders: readonly ServedOrder[]): OrderList {
  const byId = new Map<number, ServedOrder>()
  let sorted: readonly ServedOrder[] | null = null
  const add = (order: ServedOrder) => {
    byId.set(Number(order.legacyResourceId), order)
    sorted = null
  }
  for (const order of orders) add(order)
  return {
    add,
    update(id, changes) {
      const order = byId.get(id)
      if (order === undefined) throw new Error(`no order ${id}`)
      add({ ...order, ...changes })
    },
    remove: (id) => {
      byId.delete(id)
      sorted = null
    },
    get: (gid) => byId.get(Number(/^gid:\/\/shopify\/Order\/(\d+)$/.exec(gid)?.[1])),
    all: () => {
      sorted ??= [...byId.values()].sort((a, b) => Number(a.legacyResourceId) - Number(b.legacyResourceId))
      return sorted
    },
  }
}

/**
 * Shopify's search syntax, as far as a connector needs it (https://shopify.dev/docs/api/usage/search-syntax): terms
 * joined by a blank or AND; times in whole seconds, in quotes.
 */
export function matches(query: string): (order: ServedOrder) => boolean {
  const terms = query.match(/(?:[^\s']|'[^']*')+/g) ?? []
  const tests = terms.map((term) => {
    const [, field = '', comparator = '', quoted = ''] = /^(\w+):(<=|>=|<|>|)(.+)$/.exec(term) ?? []
    const wanted = quoted.replace(/^'(.*)'$|^"(.*)"$/, '$1$2')
    if (field === 'updated_at' || field === 'created_at') {
      if (quoted === wanted) throw new Error(`Shopify wants dates in quotes: ${term}`)
      const name = field === 'updated_at' ? 'updatedAt' : 'createdAt'
      const limit = Date.parse(wanted)
      return (order: ServedOrder) =>
        compare(Math.floor(Date.parse(order[name]) / 1000), comparator, limit / 1000)
    }
    if (field === 'name') {
      return (order: ServedOrder) =>
        String(order.name).replace(/^#/, '').toLowerCase() === wanted.toLowerCase()
    }
    if (field !== 'id') throw new Error(`the test server does not know ${term}`)
    return (order: ServedOrder) => compare(Number(order.legacyResourceId), comparator, Number(wanted))
  })
  return (order) => tests.every((test) => test(order))
}

function compare(a: number, comparator: string, b: number): boolean {
  switch (comparator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      return a === b
  }
}
