import type { Row, Tables } from './tables.ts'

/** What a request asks for wrongly: the error's code, and what it is about. */
export class WsError extends Error {
  readonly code: number
  readonly subject: string
  readonly status: number

  constructor(code: number, subject = '', status = 500) {
    super(`webservice error ${code}`)
    this.code = code
    this.subject = subject
    this.status = status
  }
}

const dates = new Set(['date_add', 'date_upd'])
/** Fields that PrestaShop reckons for each order, and cannot filter by. */
const dynamic = new Set(['orders.shipping_number'])

/** The rows that a query selects: filters, order, page (NOTES, "Filters, order, pages"). */
export function selectRows(
  tables: Tables,
  resource: string,
  query: URLSearchParams,
  fields: ReadonlySet<string>,
  isThere: (row: Row) => boolean = () => true,
): readonly Row[] {
  const withDates = query.get('date') === '1'
  let rows: readonly Row[] | null = null
  for (const [name, value] of query) {
    const field = /^filter\[(\w+)\]$/.exec(name)?.[1]
    if (field === undefined) continue
    if (!fields.has(field) || (dates.has(field) && !withDates)) throw new WsError(32)
    if (dynamic.has(`${resource}.${field}`)) throw new WsError(34, field)
    const test = filter(value)
    // By index, as the database would; where no order is asked for, the table's own is kept.
    if (rows === null && test.values !== null && (test.values.length === 1 || query.has('sort'))) {
      rows = [...new Set(test.values)].flatMap((one) => tables.having(resource, field, one))
    } else {
      const before: Iterable<Row> = rows ?? tables.all(resource)
      rows = [...before].filter((row) => row[field] !== undefined && test.passes(String(row[field])))
    }
  }
  const all = (rows ?? [...tables.all(resource)]).filter(isThere)
  const selected = sorted(all, query.get('sort'), fields, withDates)
  return page(selected, query.get('limit'))
}

interface Filter {
  /** Values any of which the field has; null for other tests. */
  readonly values: readonly string[] | null
  readonly passes: (value: string) => boolean
}

/** Anything that is not of one of these forms is silently no filter (recording `trap_filter_ge_operator`). */
function filter(text: string): Filter {
  const other = (passes: Filter['passes']): Filter => ({ values: null, passes })
  const any = (values: readonly string[]): Filter => ({ values, passes: (value) => values.includes(value) })
  const parts = /^(.*)\[(.*)\](.*)$/s.exec(text)
  if (parts === null) return any([text])
  const [, before = '', inside = '', after = ''] = parts
  if (before === '%' || after === '%') return other((value) => value.includes(inside))
  if (before === '' && after === '') {
    if (inside.indexOf('|') > 0) return any(inside.split('|'))
    const range = /^([\d.:\-\s]+),([\d.:\-\s]+)$/.exec(inside)
    if (range === null) return any([inside])
    const [low = '', high = ''] = [range[1] ?? '', range[2] ?? ''].sort(compare)
    return other((value) => compare(value, low) >= 0 && compare(value, whole(high)) <= 0)
  }
  if (before === '>') return other((value) => compare(value, inside) > 0)
  if (before === '<') return other((value) => compare(value, inside) < 0)
  if (before === '!') return other((value) => !inside.split('|').includes(value))
  return other(() => true)
}

/** A date without time is its first second. */
function whole(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text
}

/** As MySQL compares: numbers as numbers, dates as text. */
function compare(a: string, b: string): number {
  if (/^-?[\d.]+$/.test(a) && /^-?[\d.]+$/.test(b)) return Number(a) - Number(b)
  const [left, right] = [whole(a), whole(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function sorted(
  rows: readonly Row[],
  sort: string | null,
  fields: ReadonlySet<string>,
  withDates: boolean,
): readonly Row[] {
  if (sort === null) return rows
  const keys = (/^\[(.*)\]$/.exec(sort)?.[1] ?? sort).split(',').map((key) => {
    const [, field = '', direction = ''] = /^(\w+)_(ASC|DESC)$/i.exec(key) ?? []
    if (field === '') throw new WsError(37)
    if (!fields.has(field) || (dates.has(field) && !withDates)) throw new WsError(38)
    return { field, sign: direction.toUpperCase() === 'ASC' ? 1 : -1 }
  })
  return [...rows].sort((a, b) => {
    for (const { field, sign } of keys) {
      const order = compare(String(a[field]), String(b[field])) * sign
      if (order !== 0) return order
    }
    return 0
  })
}

function page(rows: readonly Row[], limit: string | null): readonly Row[] {
  if (limit === null) return rows
  const parts = /^(?:(\d+),)?(\d+)$/.exec(limit)
  if (parts === null) throw new WsError(39)
  const offset = Number(parts[1] ?? 0)
  return rows.slice(offset, offset + Number(parts[2]))
}
