import { absolute, parseDecimal, toDecimal } from '../../words/decimal.ts'
import type { Refund, RefundLine } from '../../words/order.ts'
import type { Answer } from '../http-answer.ts'
import { mayDoWithout } from '../http-failure.ts'
import { type Fields, isFields, type Reader } from '../reader.ts'
import type { Limits, Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { mapTaxes, type Rates, type Rows, vatRate } from './map-lines.ts'
import { createReader, orderId, rowsOf } from './reader.ts'
import { ordersRoute } from './transport.ts'

export type Ask = (route: string, query: Query, signal: AbortSignal, limits?: Limits) => Promise<Answer>

/** Refunds in full, by their identifier. */
export type RefundDetails = ReadonlyMap<string, Fields>

/** An order's refunds, by their identifiers. */
export interface RefundedOrder {
  readonly shopOrderId: string
  readonly refunds: readonly string[]
}

export interface FoundRefunds {
  readonly details: RefundDetails
  /** Orders of which the shop did not give them. */
  readonly missing: number
}

interface Gathered {
  readonly details: RefundDetails
  /** Orders of which the shop did not give them. */
  readonly refused: ReadonlySet<string>
}

/** The list of all refunds, there since WooCommerce 9.0. Its filter by order is without effect under HPOS; by identifier it is not. */
const refundsRoute = 'wc/v3/refunds'
const perPage = 100

/** Which refunds orders have: their summaries tell no date and no lines. */
export function refundedOrders(orders: readonly unknown[]): readonly RefundedOrder[] {
  return orders.flatMap((order): RefundedOrder[] => {
    const id = isFields(order) ? orderId(order.id) : null
    if (id === null || !isFields(order)) return []
    const refunds = rowsOf(order.refunds).flatMap((row) => orderId(row.id) ?? [])
    return refunds.length === 0 ? [] : [{ shopOrderId: id, refunds }]
  })
}

/**
 * Reads refunds with date and lines: from the list of all refunds where the shop has it and that takes fewer requests,
 * else one request an order. An order whose refunds the shop refuses comes without. What is asked for at one moment, as
 * for several pages of orders, is asked for together.
 */
export function createRefundReader(ask: Ask) {
  let hasList = true
  let gathering: { readonly orders: RefundedOrder[]; readonly found: Promise<Gathered> } | null = null

  async function read(orders: readonly RefundedOrder[], signal: AbortSignal): Promise<FoundRefunds> {
    if (gathering === null) {
      const all: RefundedOrder[] = []
      const found = Promise.resolve().then(() => {
        gathering = null
        return readAll(all, signal)
      })
      gathering = { orders: all, found }
    }
    gathering.orders.push(...orders)
    const { details, refused } = await gathering.found
    return { details, missing: orders.filter(({ shopOrderId }) => refused.has(shopOrderId)).length }
  }

  async function readAll(orders: readonly RefundedOrder[], signal: AbortSignal): Promise<Gathered> {
    const details = new Map<string, Fields>()
    const ids = orders.flatMap(({ refunds }) => refunds)
    const pages = Math.ceil(ids.length / perPage)
    if (hasList && pages < orders.length) {
      try {
        for (let from = 0; from < ids.length; from += perPage)
          await readList(ids.slice(from, from + perPage), details, signal)
      } catch (error) {
        if (!mayDoWithout(error)) throw error
        if (error.value.code === 'api-disabled') hasList = false
      }
    }
    const refused = new Set<string>()
    for (const order of orders) {
      if (order.refunds.every((id) => details.has(id))) continue
      try {
        await readOne(order.shopOrderId, details, signal)
      } catch (error) {
        if (!mayDoWithout(error)) throw error
        refused.add(order.shopOrderId)
      }
    }
    return { details, refused }
  }

  async function readList(ids: readonly string[], into: Map<string, Fields>, signal: AbortSignal) {
    const query = { include: ids.join(','), per_page: String(perPage) }
    keep(await ask(refundsRoute, query, signal, { retriesWhenBroken: 1 }), into)
  }

  async function readOne(shopOrderId: string, into: Map<string, Fields>, signal: AbortSignal) {
    const query = { per_page: String(perPage) }
    keep(await ask(`${ordersRoute}/${shopOrderId}/refunds`, query, signal, { retriesWhenBroken: 1 }), into)
  }

  /** The refunds of orders of which only the identifiers are known. */
  async function readOf(
    shopOrderIds: readonly string[],
    signal: AbortSignal,
  ): Promise<FoundRefunds & { readonly orders: readonly RefundedOrder[] }> {
    const query = { include: shopOrderIds.join(','), per_page: String(perPage), _fields: 'id,refunds' }
    const { json } = readAnswer(await ask(ordersRoute, query, signal))
    const orders = refundedOrders(rowsOf(json))
    return { orders, ...(await read(orders, signal)) }
  }

  return { read, readOf }
}

function keep(answer: Answer, into: Map<string, Fields>): void {
  const { json } = readAnswer(answer)
  for (const row of rowsOf(json)) {
    const id = orderId(row.id)
    if (id !== null) into.set(id, row)
  }
}

/** An order's `refunds`, with what is known of them in full. */
export function mapRefunds(
  reader: Reader,
  order: Fields,
  details: RefundDetails,
  rates: Rates,
): Rows<Refund> {
  let sum = 0n
  const items = reader.list(order, 'refunds', '').map((row, index): Refund => {
    const detail = details.get(orderId(row.id) ?? '')
    const refund = mapRefund(reader, row, `refunds[${index}].`, detail, rates)
    sum += parseDecimal(refund.amount) ?? 0n
    return refund
  })
  return { items, sum }
}

/** A refund as its order sums it up, with date and lines where it is known in full. Amounts come negative; ours are positive. */
export function mapRefund(
  reader: Reader,
  summary: Fields,
  path: string,
  detail: Fields | undefined,
  rates: Rates,
): Refund {
  const given = summary.total === undefined ? 'amount' : 'total'
  return {
    id: reader.text(summary, 'id', path),
    at: detail === undefined ? null : createReader().instant(detail, 'date_created_gmt', ''),
    reason: reader.text(summary, 'reason', path),
    amount: toDecimal(absolute(reader.amount(summary, given, path, '0').value), 2),
    lines: detail === undefined ? [] : refundLines(detail, rates),
  }
}

/** What was given back; none where one of the rows cannot be read, for the others alone would tell something else. */
function refundLines(detail: Fields, orderRates: Rates): readonly RefundLine[] {
  const reader = createReader()
  const rates = new Map([...orderRates, ...mapTaxes(reader, detail).rates])
  const kinds = [
    ['goods', 'line_items', 'name'],
    ['shipping', 'shipping_lines', 'method_title'],
    ['fee', 'fee_lines', 'name'],
  ] as const
  const lines = kinds.flatMap(([kind, field, nameField]) =>
    reader.list(detail, field, '').map((row, index): RefundLine => {
      const path = `${field}[${index}].`
      const net = reader.amount(row, 'total', path, '0').value
      const tax = reader.amount(row, 'total_tax', path, '0').value
      const quantity = kind === 'goods' ? reader.amount(row, 'quantity', path, '0').value : -one
      return {
        kind,
        sku: reader.text(row, 'sku', path),
        name: reader.text(row, nameField, path),
        quantity: toDecimal(-quantity),
        net: toDecimal(-net, 2),
        tax: toDecimal(-tax, 2),
        vatRate: vatRate(row, rates, net, tax),
      }
    }),
  )
  // Rows that WooCommerce writes for the other articles of the order, of which nothing was given back.
  const given = lines.filter(({ quantity, net, tax }) =>
    [quantity, net, tax].some((amount) => parseDecimal(amount) !== 0n),
  )
  return reader.reasons.length === 0 ? given : []
}

const one = parseDecimal('1') ?? 0n
