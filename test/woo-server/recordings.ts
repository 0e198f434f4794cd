import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../../main/demo-shop/woo-api/shop.ts'
import { gmtText, localText } from '../../main/demo-shop/woo-api/shop-time.ts'
import type { WooOrder } from '../../main/demo-shop/woo-order.ts'

const folder = fileURLToPath(new URL('../fixtures/woocommerce/', import.meta.url))

/** One exchange recorded from a real WooCommerce 9.4.2 (see `test/fixtures/woocommerce/NOTES.md`). */
export interface RecordedExchange {
  readonly request: {
    readonly method: string
    readonly scheme: 'http' | 'https'
    readonly path: string
    readonly query: string
    readonly headers: Readonly<Record<string, string>>
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    /** Parsed where it was JSON, else the text. */
    readonly body: unknown
  }
}

/** The names of all recorded exchanges, without `.json`. */
export function recordingNames(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
}

export function recorded(name: string): RecordedExchange {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'))
}

/** A recorded answer to hand out in place of the true one: `maintenance_503_accept_json` and the like. */
export function recordedAnswer(name: string): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
} {
  const { status, headers, body } = recorded(name).response
  const { Date: _, ...kept } = headers
  return { status, headers: kept, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/**
 * Every order recorded in full, by id: of all states, among them one in the trash (441), one without lines (427), one
 * in dollars (428), one with a deleted product (430), one of zero euros (431), a draft (333).
 */
export function recordedOrders(): WooOrder[] {
  const found = new Map<number, WooOrder>()
  for (const name of recordingNames()) {
    if (!/^(single_|page_of_10$|incremental_recommended_)/.test(name)) continue
    const { body } = recorded(name).response
    for (const order of Array.isArray(body) ? body : [body]) {
      if (isFullOrder(order)) found.set(order.id, order)
    }
  }
  return [...found.values()].sort((a, b) => a.id - b.id)
}

/** The refunds recorded one by one, by order. */
export function recordedRefunds(): ReadonlyMap<number, readonly JsonObject[]> {
  return new Map([[434, recorded('refunds_of_order').response.body as readonly JsonObject[]]])
}

function isFullOrder(value: unknown): value is WooOrder {
  return typeof value === 'object' && value !== null && 'line_items' in value && 'billing' in value
}

/**
 * `n` downloadable orders of about 3.5 kB each (states processing and completed), cloned from the recorded ones, with
 * ids from 1000 on, each placed, paid and modified `everySeconds` after the one before it, the last one at `until`.
 */
export function manyOrders(
  n: number,
  { until = new Date('2026-11-23T09:00:00Z'), everySeconds = 30, firstId = 1000 } = {},
): WooOrder[] {
  const models = recordedOrders().filter(
    (order) => /^(processing|completed)$/.test(order.status) && JSON.stringify(order).length < 5000,
  )
  return Array.from({ length: n }, (_, place) => {
    const model = models[place % models.length]
    if (!model) throw new Error('No recorded order to clone')
    const id = firstId + place
    const instant = until.getTime() - (n - 1 - place) * everySeconds * 1000
    const local = localText(instant, 'Europe/Rome')
    const gmt = gmtText(instant)
    return {
      ...model,
      id,
      number: String(id),
      date_created: local,
      date_created_gmt: gmt,
      date_modified: local,
      date_modified_gmt: gmt,
      // Those that wait for their money have no such date.
      ...(model.date_paid_gmt === null ? {} : { date_paid: local, date_paid_gmt: gmt }),
    }
  })
}
