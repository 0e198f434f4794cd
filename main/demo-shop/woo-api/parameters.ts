import type { ParameterFault } from './errors.ts'
import { asList, type PhpQuery, type PhpValue } from './php-query.ts'

/** A parameter after WordPress has checked and sanitised it. */
export type Clean = string | number | boolean | readonly number[] | readonly string[]

export type Parameters = ReadonlyMap<string, Clean>

type Spec =
  | { readonly kind: 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'enum-list'; readonly values: readonly string[] }
  | { readonly kind: 'boolean' | 'date' | 'ids' | 'text' }

/** The parameters that a route knows. */
export type ParameterSpecs = ReadonlyMap<string, Spec>

/** The parameters of the orders collection, in the order in which 9.4 registers (and so checks) them. */
export function orderListParameters(statuses: readonly string[]): ParameterSpecs {
  const date = { kind: 'date' } as const
  const ids = { kind: 'ids' } as const
  return new Map<string, Spec>([
    ['context', { kind: 'enum', values: ['view', 'edit'] }],
    ['page', { kind: 'integer', minimum: 1 }],
    ['per_page', { kind: 'integer', minimum: 1, maximum: 100 }],
    ['search', { kind: 'text' }],
    ['after', date],
    ['before', date],
    ['modified_after', date],
    ['modified_before', date],
    ['dates_are_gmt', { kind: 'boolean' }],
    ['exclude', ids],
    ['include', ids],
    ['offset', { kind: 'integer' }],
    ['order', { kind: 'enum', values: ['asc', 'desc'] }],
    ['orderby', { kind: 'enum', values: ['date', 'id', 'include', 'title', 'slug', 'modified'] }],
    ['status', { kind: 'enum-list', values: ['any', 'trash', 'auto-draft', ...statuses] }],
    ['customer', { kind: 'integer' }],
    ['product', { kind: 'integer' }],
    ['dp', { kind: 'integer' }],
  ])
}

/** The parameters of the list of refunds that are read here. */
export const refundListParameters: ParameterSpecs = new Map<string, Spec>([
  ['page', { kind: 'integer', minimum: 1 }],
  ['per_page', { kind: 'integer', minimum: 1, maximum: 100 }],
  ['include', { kind: 'ids' }],
  ['dp', { kind: 'integer' }],
])

/** The parameters of a single order and of an order's refunds. */
export const singleOrderParameters: ParameterSpecs = new Map<string, Spec>([
  ['context', { kind: 'enum', values: ['view', 'edit'] }],
  ['page', { kind: 'integer', minimum: 1 }],
  ['per_page', { kind: 'integer', minimum: 1, maximum: 100 }],
  ['dp', { kind: 'integer' }],
])

/**
 * Checks a query as WordPress does: every fault of every known parameter at once, unknown parameters kept and
 * ignored. Parameters come back in the order of the query, because the `Link` header repeats them so.
 */
export function checkParameters(
  query: PhpQuery,
  specs: ParameterSpecs,
): { readonly clean: Parameters; readonly faults: ReadonlyMap<string, ParameterFault> } {
  const faults = new Map<string, ParameterFault>()
  for (const [name, spec] of specs) {
    const value = query.get(name)
    const fault = value === undefined ? undefined : faultOf(name, value, spec)
    if (fault) faults.set(name, fault)
  }
  const clean = new Map<string, Clean>()
  for (const [name, value] of query) {
    const spec = specs.get(name)
    clean.set(name, spec ? sanitise(value, spec) : typeof value === 'string' ? value : [...value.values()])
  }
  return { clean, faults }
}

function faultOf(name: string, value: PhpValue, spec: Spec): ParameterFault | undefined {
  switch (spec.kind) {
    case 'integer': {
      if (typeof value !== 'string' || !/^[+-]?\d+(\.0*)?$/.test(value.trim())) {
        return wrongType(name, 'integer')
      }
      return outOfBounds(name, Number(value), spec.minimum, spec.maximum)
    }
    case 'enum':
      return typeof value === 'string' && spec.values.includes(value) ? undefined : notIn(name, spec.values)
    case 'enum-list': {
      const wrong = asList(value).findIndex((item) => !spec.values.includes(item))
      return wrong < 0 ? undefined : notIn(`${name}[${wrong}]`, spec.values)
    }
    case 'boolean':
      return typeof value === 'string' && /^(true|false|0|1)$/i.test(value)
        ? undefined
        : wrongType(name, 'boolean')
    case 'date':
      return typeof value === 'string' && isRestDate(value)
        ? undefined
        : { code: 'rest_invalid_date', message: 'Invalid date.', data: null }
    case 'ids':
    case 'text':
      return undefined
  }
}

function sanitise(value: PhpValue, spec: Spec): Clean {
  switch (spec.kind) {
    case 'integer':
      // `absint`: an offset of -5 becomes 5, as `param_offset_minus5.json` shows.
      return Math.abs(Math.trunc(Number(value)))
    case 'enum':
    case 'date':
    case 'text':
      return typeof value === 'string' ? value : ''
    case 'enum-list':
      return asList(value)
    case 'boolean':
      return value === '1' || String(value).toLowerCase() === 'true'
    case 'ids':
      return asList(value).map((item) => Math.abs(Number.parseInt(item, 10)) || 0)
  }
}

/** `rest_parse_date`: a pattern, then `strtotime`, which knows months and hours but forgives 31 February. */
function isRestDate(text: string): boolean {
  const found =
    /^\d{4}-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}(?::\d{2})?)?$/.exec(text)
  if (!found) return false
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 59
}

function wrongType(name: string, type: string): ParameterFault {
  return { code: 'rest_invalid_type', message: `${name} is not of type ${type}.`, data: { param: name } }
}

function notIn(name: string, values: readonly string[]): ParameterFault {
  const list = `${values.slice(0, -1).join(', ')}${values.length > 2 ? ',' : ''} and ${values.at(-1)}`
  return { code: 'rest_not_in_enum', message: `${name} is not one of ${list}.`, data: null }
}

function outOfBounds(
  name: string,
  value: number,
  minimum?: number,
  maximum?: number,
): ParameterFault | undefined {
  const low = minimum !== undefined && value < minimum
  const high = maximum !== undefined && value > maximum
  if (!low && !high) return undefined
  const message =
    maximum === undefined
      ? `${name} must be greater than or equal to ${minimum}`
      : `${name} must be between ${minimum} (inclusive) and ${maximum} (inclusive)`
  return { code: 'rest_out_of_bounds', message, data: null }
}
