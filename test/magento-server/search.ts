import type { JsonObject } from './orders.ts'

interface Filter {
  readonly field: string
  readonly value: string
  readonly condition_type: string
}

export interface SearchResult {
  readonly page: readonly JsonObject[]
  readonly total: number
  /** As the answer repeats it. */
  readonly criteria: JsonObject
}

/** The columns of `sales_order` that orders are searched by here; any other is an error of the database. */
const columns = new Set([
  'entity_id',
  'increment_id',
  'status',
  'state',
  'created_at',
  'updated_at',
  'store_id',
  'order_id',
])

/**
 * Runs a `searchCriteria` as Magento's collections do: groups joined by AND, filters in a group by OR; a page past
 * the end is the last one again (magento/magento2#26986). Null where the database would refuse.
 */
export function runSearch(orders: readonly JsonObject[], query: URLSearchParams): SearchResult | null {
  const groups = filterGroups(query)
  if (groups.flat().some(({ field }) => !columns.has(field))) return null
  const found = orders.filter((order) =>
    groups.every((filters) => filters.some((filter) => fits(order, filter))),
  )
  const sortField = query.get('searchCriteria[sortOrders][0][field]') ?? 'entity_id'
  const direction = query.get('searchCriteria[sortOrders][0][direction]') ?? 'DESC'
  const sign = direction === 'ASC' ? 1 : -1
  const sorted = found.toSorted((a, b) => sign * compare(a[sortField], b[sortField]))
  const size = Number(query.get('searchCriteria[pageSize]') ?? 0)
  const asked = Math.max(1, Number(query.get('searchCriteria[currentPage]') ?? 1))
  const last = size === 0 ? 1 : Math.max(1, Math.ceil(sorted.length / size))
  const current = Math.min(asked, last)
  return {
    page: size === 0 ? sorted : sorted.slice((current - 1) * size, current * size),
    total: sorted.length,
    criteria: {
      filter_groups: groups.map((filters) => ({ filters })),
      sort_orders: [{ field: sortField, direction }],
      page_size: size,
      current_page: asked,
    },
  }
}

function filterGroups(query: URLSearchParams): readonly (readonly Filter[])[] {
  const groups = new Map<number, Map<number, Record<string, string>>>()
  for (const [name, value] of query) {
    const part =
      /^searchCriteria\[(?:filterGroups|filter_groups)\]\[(\d+)\]\[filters\]\[(\d+)\]\[(\w+)\]$/.exec(name)
    if (!part) continue
    const group = groups.get(Number(part[1])) ?? new Map<number, Record<string, string>>()
    const filter = group.get(Number(part[2])) ?? {}
    filter[part[3] === 'conditionType' ? 'condition_type' : (part[3] ?? '')] = value
    group.set(Number(part[2]), filter)
    groups.set(Number(part[1]), group)
  }
  return [...groups.values()].map((group) =>
    [...group.values()].map((filter) => ({
      field: filter.field ?? '',
      value: filter.value ?? '',
      condition_type: filter.condition_type ?? 'eq',
    })),
  )
}

function fits(order: JsonObject, { field, value, condition_type: type }: Filter): boolean {
  const own = order[field]
  switch (type) {
    case 'eq':
      return compare(own, value) === 0
    case 'neq':
      return compare(own, value) !== 0
    case 'gt':
      return compare(own, value) > 0
    case 'gteq':
      return compare(own, value) >= 0
    case 'lt':
      return compare(own, value) < 0
    case 'lteq':
      return compare(own, value) <= 0
    case 'in':
      return value.split(',').some((one) => compare(own, one) === 0)
    case 'nin':
      return own !== undefined && own !== null && value.split(',').every((one) => compare(own, one) !== 0)
    default:
      throw new Error(`The test shop does not know the condition ${type}`)
  }
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number') return a - Number(b)
  return String(a ?? '') < String(b ?? '') ? -1 : Number(String(a ?? '') > String(b ?? ''))
}

/** A `fields` expression as a tree: `items[a,b],c`; null when it is malformed. */
type Tree = { readonly [name: string]: Tree | 1 }

/**
 * `Magento\Framework\Webapi\Rest\Response\FieldsFilter`: what is not named is left out, and an empty list whose fields
 * were named becomes null.
 */
export function filterFields(json: JsonObject, fields: string | null): unknown {
  if (fields === null) return json
  if (fields === '' || /[^\w[\],]/.test(fields)) return []
  const names = fields.replace(/(\w+)(\[)?/g, (_, name: string, open?: string) =>
    open === undefined ? `"${name}":1` : `"${name}":{`,
  )
  const tree = JSON.parse(`{${names.replaceAll(']', '}')}}`) as Tree
  return pick(json, tree)
}

function pick(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => pick(one, tree))
  const object = value as JsonObject
  return Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => name in tree)
      .map(([name, inner]) => {
        const below = tree[name]
        const nested = typeof inner === 'object' && inner !== null && below !== 1 && below !== undefined
        return [name, nested ? pick(inner, below) : inner]
      }),
  )
}
