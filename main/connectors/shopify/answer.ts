import { type Failure, failure } from '../../words/failure.ts'
import type { Answer } from '../http-answer.ts'
import { failureOfStatus } from '../http-failure.ts'
import { captchaFailure, readJson } from '../json-body.ts'
import { apiVersion } from './queries.ts'
import { type Fields, isFields } from './reader.ts'
import type { ThrottleStatus } from './throttle.ts'

/** What Shopify answered to a query. */
export interface GraphAnswer {
  /** Null when the query as a whole failed. */
  readonly data: Fields | null
  readonly errors: readonly GraphError[]
  readonly cost: Cost | null
  /** The version by which the shop answered; `''` when it does not say. */
  readonly version: string
  readonly serverDate: Date | null
  readonly host: string
}

export interface GraphError {
  /** `extensions.code`; `''` when there is none. */
  readonly code: string
  /** The place in the answer that stayed empty because of it. */
  readonly path: readonly (string | number)[]
  readonly documentation: string
  /** With `MAX_COST_EXCEEDED`. */
  readonly cost: number
  readonly maxCost: number
}

export interface Cost {
  readonly requested: number
  /** What it did cost; 0 when it was refused. */
  readonly actual: number
  readonly status: ThrottleStatus
}

/**
 * Reads an answer of the GraphQL endpoint; its errors are for the caller ({@link failureOfErrors}).
 * @throws Failure when it is none: what the status or the body says
 */
export function readAnswer(answer: Answer): GraphAnswer {
  if (answer.status !== 200) throw failureOfAnswer(answer)
  const { json } = readJson(answer)
  const { host } = answer.url
  if (!isFields(json)) throw failure('body-shape', { host, expected: 'data' })
  const errors = Array.isArray(json.errors) ? json.errors.map(readError) : []
  const data = isFields(json.data) ? json.data : null
  if (data === null && errors.length === 0) throw failure('body-shape', { host, expected: 'data' })
  const version = answer.headers['x-shopify-api-version']
  return {
    data,
    errors,
    cost: readCost(json.extensions),
    version: typeof version === 'string' ? version : '',
    serverDate: answer.serverDate,
    host,
  }
}

/** What an answer without success means (https://shopify.dev/docs/api/usage/response-codes). */
function failureOfAnswer(answer: Answer): Failure {
  const { host } = answer.url
  const { status } = answer
  const text = answer.body.subarray(0, 65_536).toString('utf8')
  const captcha = captchaFailure(answer, text)
  if (captcha !== null) return captcha
  switch (status) {
    case 401:
      return failure('credentials-rejected', { host })
    case 402:
    case 423:
      return failure('shop-unavailable', { host, status })
    case 403:
      // Shopify's own refusal is JSON; a page comes from what stands before it.
      return text.trimStart().startsWith('{')
        ? failure('permission-missing', { host })
        : failure('blocked-by-security', { host, status })
    case 404:
      return failure('api-not-found', { address: answer.url.origin })
    case 430:
      return failure('blocked-by-security', { host, status })
  }
  return failureOfStatus(answer) ?? failure('http-status', { host, status })
}

/** What the errors of a query mean when it brought nothing. */
export function failureOfErrors({ errors, host, version }: GraphAnswer): Failure {
  const first = errors[0]
  const denied = errors.find((error) => error.code === 'ACCESS_DENIED')
  if (denied !== undefined) {
    return denied.documentation.includes('protected-customer-data')
      ? failure('customer-data-denied', { host })
      : failure('permission-missing', { host })
  }
  switch (first?.code) {
    case 'THROTTLED':
      return failure('rate-limited', { host, retryAfterSeconds: null })
    case 'SHOP_INACTIVE':
      return failure('shop-unavailable', { host, status: 423 })
    case 'INTERNAL_SERVER_ERROR':
    case 'TIMEOUT':
      return failure('server-error', { host, status: 500 })
  }
  // Our queries are valid in the version they ask for.
  if (version !== '' && version !== apiVersion) {
    return failure('api-version-unsupported', { host, asked: apiVersion, served: version })
  }
  return failure('request-refused', { host, parameter: first?.code || 'GraphQL' })
}

function readError(error: unknown): GraphError {
  const fields = isFields(error) ? error : {}
  const extensions = isFields(fields.extensions) ? fields.extensions : {}
  const { code, documentation, cost, maxCost } = extensions
  return {
    code: typeof code === 'string' ? code : '',
    path: Array.isArray(fields.path) ? fields.path.filter(isStep) : [],
    documentation: typeof documentation === 'string' ? documentation : '',
    cost: typeof cost === 'number' ? cost : 0,
    maxCost: typeof maxCost === 'number' ? maxCost : 0,
  }
}

function isStep(step: unknown): step is string | number {
  return typeof step === 'string' || typeof step === 'number'
}

function readCost(extensions: unknown): Cost | null {
  const cost = isFields(extensions) ? extensions.cost : null
  const status = isFields(cost) ? cost.throttleStatus : null
  if (!isFields(cost) || !isFields(status)) return null
  const { maximumAvailable, currentlyAvailable, restoreRate } = status
  if (typeof maximumAvailable !== 'number' || typeof currentlyAvailable !== 'number') return null
  if (typeof restoreRate !== 'number' || typeof cost.requestedQueryCost !== 'number') return null
  return {
    requested: cost.requestedQueryCost,
    actual: typeof cost.actualQueryCost === 'number' ? cost.actualQueryCost : 0,
    status: { maximumAvailable, currentlyAvailable, restoreRate },
  }
}

/** Data without which an order is whole. */
const optionalFields = ['customer', 'product', 'variant', 'lineItemGroup', 'purchasingEntity', 'return']

/**
 * Errors beside data leave holes in orders. Only those for data that the app may not read, and need not, are passed
 * over: an order stored without what it has would stay so for ever (R15).
 * @throws Failure `server-error` for one that may be the fault of a single order, which then is found by halving
 */
export function refusePartial(answer: GraphAnswer): void {
  for (const { code, path, documentation } of answer.errors) {
    const optional = optionalFields.some((field) => path.includes(field))
    const denied = code === 'ACCESS_DENIED'
    if (denied && optional && !documentation.includes('protected-customer-data')) continue
    if (denied || code === 'SHOP_INACTIVE') throw failureOfErrors(answer)
    throw failure('server-error', { host: answer.host, status: 500 })
  }
}
