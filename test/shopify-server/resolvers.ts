import { GraphQLError, type GraphQLFieldResolver, getNullableType, isListType, isObjectType } from 'graphql'
import { type Json, matches, type OrderList, type ServedOrder } from './order-list.ts'

export interface World {
  readonly orders: OrderList
  readonly scopes: readonly string[]
  readonly name: string
  readonly timeZone: string
  readonly now: () => Date
  /** Orders that make Shopify stumble (`INTERNAL_SERVER_ERROR` in their place). */
  readonly broken: ReadonlySet<string>
  /** Orders that make it stumble over every page of a list that holds them. */
  readonly unlistable: ReadonlySet<string>
}

interface Slice {
  readonly first?: number
  readonly after?: string
}

const dayMs = 24 * 60 * 60 * 1000
const cursorOf = (place: string) => Buffer.from(JSON.stringify({ last_id: place })).toString('base64')
const placeOf = (cursor: string) =>
  String((JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as { last_id: string }).last_id)

/** Resolves `QueryRoot` and the rest over a list of orders; what the list has not is null, or empty. */
export function resolverFor(world: World): GraphQLFieldResolver<unknown, unknown> {
  const denied = (what: string) => {
    const extensions = { code: 'ACCESS_DENIED', documentation: 'https://shopify.dev/api/usage/access-scopes' }
    return new GraphQLError(`Access denied for ${what} field.`, { extensions })
  }
  const stumble = () => new GraphQLError('Internal error.', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
  const may = (data: string) => world.scopes.includes(`read_${data}`)
  const oldest = () => (may('all_orders') ? 0 : world.now().getTime() - 60 * dayMs)
  const visible = (order: ServedOrder) => Date.parse(order.createdAt) >= oldest()

  function found(query: unknown): ServedOrder[] {
    const match = matches(textOf(query))
    return world.orders.all().filter((order) => visible(order) && match(order))
  }

  const roots: Readonly<Record<string, (args: Json) => unknown>> = {
    shop: () => ({
      name: world.name,
      ianaTimezone: world.timeZone,
      myshopifyDomain: 'bottega.myshopify.com',
    }),
    currentAppInstallation: () => ({ accessScopes: world.scopes.map((handle) => ({ handle })) }),
    orders: (args) => {
      if (!may('orders')) throw denied('orders')
      const { query, sortKey, reverse } = args
      if (sortKey !== 'ID') throw new Error('the test server sorts by ID only')
      const rows = found(query)
      if (reverse === true) rows.reverse()
      const page = keyset(rows, args)
      if (page.nodes.some(({ legacyResourceId }) => world.unlistable.has(legacyResourceId))) throw stumble()
      return page
    },
    ordersCount: ({ query }) => {
      if (!may('orders')) throw denied('ordersCount')
      const count = found(query).length
      return { count: Math.min(count, 10_000), precision: count > 10_000 ? 'AT_LEAST' : 'EXACT' }
    },
    node: ({ id }) => orderOf(String(id)),
    nodes: ({ ids }) => (ids as string[]).map(orderOf),
  }

  function orderOf(gid: string): unknown {
    if (!may('orders')) throw denied('node')
    if (world.broken.has(gid.split('/').at(-1) ?? '')) return stumble()
    if (gid.includes('/Refund/')) return refundOf(gid)
    const order = world.orders.get(gid)
    return order === undefined || !visible(order) ? null : { __typename: 'Order', ...order }
  }

  function refundOf(gid: string): unknown {
    const all = world.orders
      .all()
      .flatMap(({ refunds }) => (Array.isArray(refunds) ? (refunds as Json[]) : []))
    const refund = all.find(({ id }) => id === gid)
    return refund === undefined ? null : { __typename: 'Refund', ...refund }
  }

  return (source, args: Slice & Json, _context, info) => {
    const { fieldName, parentType, returnType } = info
    if (parentType.name === 'QueryRoot') {
      const root = roots[fieldName]
      if (root === undefined) throw new Error(`the test server has no ${fieldName}`)
      return root(args)
    }
    if (fieldName === 'customer' && !may('customers')) throw denied('customer')
    if (parentType.name === 'LineItem' && (fieldName === 'product' || fieldName === 'variant')) {
      if (!may('products')) throw denied(fieldName)
    }
    const value = (source as Json)[fieldName]
    const type = getNullableType(returnType)
    if (
      isObjectType(type) &&
      type.name.endsWith('Connection') &&
      (Array.isArray(value) || value === undefined)
    ) {
      return slice(Array.isArray(value) ? value : [], args)
    }
    if (!isListType(type)) return value ?? null
    const rows = Array.isArray(value) ? value : []
    return typeof args.first === 'number' ? rows.slice(0, args.first) : rows
  }
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ''
}

/** As Shopify pages: the cursor holds the last row's id and goes on behind it. */
function keyset(rows: readonly ServedOrder[], { first, after }: Slice) {
  const behind = after === undefined || after === null ? 0 : Number(placeOf(after))
  const rest = rows.filter((order) => Number(order.legacyResourceId) > behind)
  const nodes = rest.slice(0, first)
  const last = nodes.at(-1)
  return {
    nodes,
    pageInfo: {
      hasNextPage: rest.length > nodes.length,
      endCursor: last === undefined ? null : cursorOf(last.legacyResourceId),
    },
  }
}

/** Rows of one order, which do not change meanwhile. */
function slice(rows: readonly unknown[], { first, after }: Slice): Json {
  const start = after === undefined || after === null ? 0 : Number(placeOf(after))
  const end = start + (first ?? rows.length)
  return {
    nodes: rows.slice(start, end),
    pageInfo: { hasNextPage: end < rows.length, endCursor: rows.length === 0 ? null : cursorOf(String(end)) },
  }
}
