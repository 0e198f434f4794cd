import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { actualCost, type createBucket, requestedCost } from './cost.ts'
import type { Json } from './order-list.ts'
import { shopifySchema } from './schema.ts'

export interface GraphqlOptions {
  readonly resolver: GraphQLFieldResolver<unknown, unknown>
  readonly bucket: ReturnType<typeof createBucket>
  readonly maxCost: number
  /** Told of what is refused. */
  readonly refusals: { throttled: number; tooDear: number }
}

/** Answers queries as Shopify does: checked, priced, executed, with `extensions.cost`. */
export function createGraphql({ resolver, bucket, maxCost, refusals }: GraphqlOptions) {
  const schema = shopifySchema()

  return async function answer(query: string, variables: Json): Promise<Json> {
    const { document, invalid } = parsed(query)
    if (invalid.length > 0) {
      return { errors: invalid.map(({ message }) => ({ message, extensions: { code: 'undefinedField' } })) }
    }
    const cost = requestedCost(schema, document, variables)
    if (cost > maxCost) {
      refusals.tooDear += 1
      const extensions = { code: 'MAX_COST_EXCEEDED', cost, maxCost }
      return { errors: [{ message: `Query cost is ${cost}`, extensions }] }
    }
    if (!bucket.take(cost)) {
      refusals.throttled += 1
      return {
        errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
        extensions: {
          cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus: bucket.status() },
        },
      }
    }
    const result = await execute({
      schema,
      document,
      variableValues: variables,
      fieldResolver: resolver,
      typeResolver: (value) => String((value as Json).__typename ?? nameOf(value)),
    })
    const actual = actualCost(result.data)
    bucket.giveBack(Math.max(0, cost - actual))
    return {
      ...(result.errors === undefined ? {} : { errors: result.errors.map((error) => shown(error)) }),
      data: result.data,
      extensions: {
        cost: { requestedQueryCost: cost, actualQueryCost: actual, throttleStatus: bucket.status() },
      },
    }
  }
}

interface Parsed {
  readonly document: DocumentNode
  readonly invalid: readonly GraphQLError[]
}
const parsedQueries = new Map<string, Parsed>()

/** Parsing and checking against so large a schema takes longer than answering. */
function parsed(query: string): Parsed {
  const known = parsedQueries.get(query)
  if (known !== undefined) return known
  const document = parse(query)
  const found = { document, invalid: validate(shopifySchema(), document, specifiedRules) }
  parsedQueries.set(query, found)
  return found
}

/** What may be of several kinds is told apart by what it has. */
function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'company' in value) return 'PurchasingCompany'
  return typeof value === 'object' && value !== null && 'code' in value
    ? 'DiscountCodeApplication'
    : 'AutomaticDiscountApplication'
}

function shown(error: GraphQLError): Json {
  const { message, path, extensions } = error
  return { message, path, extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } }
}
