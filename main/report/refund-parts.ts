import type { LineRow } from '../export/line-rows.ts'
import type { AccountantSettings } from '../words/accountant.ts'
import { absolute, parseDecimal, type Scaled } from '../words/decimal.ts'
import type { Order, Refund, RefundLine } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { cent, inCents, type Part, partsOf, round, saleParts, sumOf } from './sale-parts.ts'

/** What a refund takes back, by category: negative, and to the cent its sum is the amount given back. */
export interface RefundParts {
  readonly parts: readonly Part[]
  /** Its rows do not say all of it: the rest is shared out by what was given back, or sold, at each rate. */
  readonly isShared: boolean
}

/** By its rows where they come to its amount; else shared out, as that is said (R47). */
export function refundParts(
  refund: Refund,
  source: ExportedOrder,
  settings: AccountantSettings,
): RefundParts {
  const amount = round(parseDecimal(refund.amount) ?? 0n)
  const said = partsOf(
    refund.lines.map((line) => rowOf(line, source)),
    source.order,
    settings,
  )
  const rest = amount - sumOf(said)
  if (absolute(rest) <= cent * 2n && said.length > 0)
    return { parts: negative([...said, ...roundingOf(rest)]), isShared: false }
  // Less than its rows come to: something was kept back. More: money beside what was given back.
  if (rest < 0n) return { parts: negative(shareOut(amount, said)), isShared: true }
  const parts = inCents([...said, ...shareOut(rest, saleParts(source, settings))])
  return { parts: negative(parts), isShared: true }
}

/** Refunds whose dates or amounts a person has changed stand in the order; those that came later beside it. */
export function allRefunds(order: Order, beside: readonly Refund[]): readonly Refund[] {
  const known = new Set(order.refunds.map(({ id }) => id))
  // One without an identifier is the sum of what the shop now lists singly.
  const later = beside.filter(({ id }) => !known.has(id) && (id !== '' || known.size === 0))
  const dates = new Map(beside.map(({ id, at }) => [id, at]))
  return [...order.refunds.map((one) => ({ ...one, at: one.at ?? dates.get(one.id) ?? null })), ...later]
}

function rowOf({ kind, ...line }: RefundLine, source: ExportedOrder): LineRow {
  const { quantity, net, tax, sku, name: description } = line
  const vatRate = line.vatRate ?? ''
  const type = kind === 'goods' ? 'item' : kind
  return {
    source,
    type,
    sku,
    description,
    options: '',
    quantity,
    unitPrice: '',
    discount: '',
    vatRate,
    net,
    tax,
  }
}

/** By what there is in each category; what cents are over goes to the last. */
function shareOut(amount: Scaled, by: readonly Part[]): readonly Part[] {
  const weights = by.filter(({ category, gross }) => category.kind !== 'rounding' && gross > 0n)
  const whole = sumOf(weights)
  if (whole === 0n) return [{ category: { kind: 'no-rate' }, gross: amount, tax: 0n }]
  let left = amount
  return weights.map(({ category, gross, tax }, at) => {
    const share = at === weights.length - 1 ? left : round((amount * gross) / whole)
    left -= share
    return { category, gross: share, tax: round((share * tax) / gross) }
  })
}

function roundingOf(rest: Scaled): readonly Part[] {
  return rest === 0n ? [] : [{ category: { kind: 'rounding' }, gross: rest, tax: 0n }]
}

function negative(parts: readonly Part[]): readonly Part[] {
  return parts
    .filter(({ gross, tax }) => gross !== 0n || tax !== 0n)
    .map(({ category, gross, tax }) => ({ category, gross: -gross, tax: -tax }))
}
