import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/**
 * The most that a query may cost, by Shopify's published rules (https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 * and "Rate Limiting GraphQL APIs by Calculating Query Complexity"): a scalar 0, an object 1, a connection 2 and its
 * rows by `first`, of alternatives the dearest. (Shopify asks less for long connections now; how much less it does
 * not publish.)
 */
export function requestedCost(schema: GraphQLSchema, document: DocumentNode, variables: Variables): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const root = schema.getQueryType()
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) return 0
  return selectionCost(operation.selectionSet, root.name)

  function selectionCost(set: SelectionSetNode, typeName: string): number {
    let own = 0
    let dearest = 0
    for (const node of set.selections) {
      if (node.directives?.some(({ arguments: [condition] = [] }) => value(condition?.value) === false))
        continue
      if (node.kind === Kind.FIELD) {
        if (node.name.value === '__typename') continue
        const type = schema.getType(typeName)
        const field =
          isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
        if (field === undefined) throw new Error(`no field ${typeName}.${node.name.value}`)
        const given = Object.fromEntries(
          (node.arguments ?? []).map((one) => [one.name.value, value(one.value)]),
        )
        own += fieldCost(field.type, node.selectionSet, given)
      } else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
        if (fragment === undefined) continue
        const on = fragment.typeCondition?.name.value ?? typeName
        const cost = selectionCost(fragment.selectionSet, on)
        if (on === typeName) own += cost
        else dearest = Math.max(dearest, cost)
      }
    }
    return own + dearest
  }

  function fieldCost(type: GraphQLOutputType, set: SelectionSetNode | undefined, given: Variables): number {
    const named = getNamedType(type)
    if (!isCompositeType(named) || set === undefined) return 0
    const inner = selectionCost(set, named.name)
    const first = typeof given.first === 'number' ? given.first : 1
    // `nodes` and `edges` are counted by their connection; `pageInfo` is free.
    if (named.name.endsWith('Connection')) return 2 + first * inner
    if (named.name === 'PageInfo') return 0
    if (!isListType(getNullableType(type))) return 1 + inner
    const many = Array.isArray(given.ids) ? given.ids.length : first
    return many * (1 + inner)
  }

  function value(node: ValueNode | undefined): unknown {
    if (node?.kind === Kind.VARIABLE) return variables[node.name.value]
    if (node?.kind === Kind.INT) return Number(node.value)
    if (node?.kind === Kind.BOOLEAN) return node.value
    return undefined
  }
}

/** What a query has really cost: each object of the answer 1, each connection 2. */
export function actualCost(data: unknown): number {
  if (Array.isArray(data)) return data.reduce<number>((sum, item) => sum + actualCost(item), 0)
  if (typeof data !== 'object' || data === null) return 0
  const isConnection = 'nodes' in data && Array.isArray(data.nodes) && !('id' in data)
  const own = 'hasNextPage' in data ? 0 : isConnection ? 2 : 1
  return Object.values(data).reduce<number>((sum, item) => sum + actualCost(item), own)
}

/** Shopify's leaky bucket. */
export function createBucket(options: { maximum: number; restoreRate: number; now: () => number }) {
  const { maximum, restoreRate, now } = options
  let level = maximum
  let seenAt = now()

  function refill(): void {
    const at = now()
    level = Math.min(maximum, level + ((at - seenAt) / 1000) * restoreRate)
    seenAt = at
  }

  return {
    /** Whether there was room; the points are then taken. */
    take(cost: number): boolean {
      refill()
      if (level < cost) return false
      level -= cost
      return true
    },
    giveBack(cost: number): void {
      refill()
      level = Math.min(maximum, level + cost)
    },
    status: () => {
      refill()
      return { maximumAvailable: maximum, currentlyAvailable: Math.floor(level), restoreRate }
    },
  }
}
