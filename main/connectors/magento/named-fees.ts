import { absolute, divide, multiply, type Scaled, unit } from '../../words/decimal.ts'
import { type Fields, isFields } from '../reader.ts'
import type { Fee } from './map-charges.ts'
import { scaledOf } from './reader.ts'
import { rowAmount, rowsOf, rowTax, rowText, type Said, saidIn } from './said.ts'

/** Modules that put a price on a way to pay (cash on delivery most of all) add a field of their own. */
const feeName =
  /(^|_)((extra|payment|cod)?_?fees?|cod|surcharges?|commissione|supplemento|insurance|assicurazione|protection|donation|donazione|am_?gift_?wrap|cash_?on_?delivery|contrassegno|handling|extra|costs?|charges?|fooman_total_group)(_|$)/i
const isNoFee =
  /(^|_)(b(ase)?|refund\w*|invoiced|cancell?ed|ids?|count|qty|number|days|score|points?|earn\w*|percent\w*|rate|tax_amount|destinatario)(_|$)|(^|_)(?<!incl_|excl_|including_|excluding_|with_)tax$/i

const isField = /^[a-z\d]+(_[a-z\d]+)+$/

/** No VAT is higher, in per cent. */
const highestRate = 30n * unit(0)

/** Whether an amount may have that VAT: its sign, and no more than any rate makes of it. */
export function isTaxOf(net: Scaled, tax: Scaled): boolean {
  const most = multiply(absolute(net), highestRate) / 100n + unit(2)
  return absolute(tax) <= most && (tax === 0n || tax > 0n === net > 0n)
}

/** What a field, or a row of a list under it, says of a fee. */
interface Named {
  readonly name: string
  readonly amount: Scaled
  /** Its own VAT; null where it does not say. */
  readonly tax: Scaled | null
}

/** Fees that may be in a total; negative ones lower it. */
export interface FeeChoice {
  readonly fees: readonly Fee[]
  /** Their VAT where the order's own VAT does not hold it. */
  readonly outside: Scaled
}

/**
 * Fees of modules that nobody told us of: fields of the order or of its extensions with a name of that kind, one or a few
 * together. `tax` is what the order's VAT is over its rows'; fields hold their fees with it or without.
 * @returns the choices there are
 */
export function feesNamed(sources: readonly Fields[], tax: Scaled): readonly FeeChoice[] {
  const said = sources.flatMap(saidIn)
  const named = said.flatMap(([field, value]) =>
    feeName.test(field) && !isNoFee.test(field) ? feesIn(field, value, said) : [],
  )
  // Those with a name for people first: it goes onto paper.
  const byName = named.sort((a, b) => Number(isField.test(a.name)) - Number(isField.test(b.name)))
  return choicesOf(byName.slice(0, mostFees)).flatMap((some) => [
    ...withOwnTax(some, tax),
    ...shares(some, tax),
  ])
}

/** Choices are tried one by one. */
const mostFees = 8

/**
 * One (a number, or `{amount, tax_amount}`), or many (Amasty: `amasty_extrafees: [...]`, Fooman:
 * `fooman_total_group: {items: [...]}`, JosephLeedy: `custom_order_fees: {custom_fees_ordered: [...]}`, Mageplaza:
 * `mp_extra_fee: "{\"totals\":[...]}"`).
 */
function feesIn(field: string, value: unknown, said: readonly Said[]): readonly Named[] {
  if (typeof value !== 'object') {
    const amount = scaledOf(value)
    return amount === 0n ? [] : [{ name: field, amount, tax: taxBeside(field, said) }]
  }
  const lists = isFields(value)
    ? Object.entries(value).flatMap(([name, rows]) => (isNoFee.test(name) ? [] : [rowsOf(rows)]))
    : []
  const many = [...lists, rowsOf(value)].map((rows) => rows.flatMap((row) => feeOf(field, row)))
  return many.find((fees) => fees.length > 0) ?? (isFields(value) ? feeOf(field, value) : [])
}

function feeOf(field: string, row: Fields): readonly Named[] {
  const amount = rowAmount(row)
  if (amount === 0n) return []
  return [
    { name: rowText(row, /(^|_)label$/i) || rowText(row, /(^|_)title$/i) || field, amount, tax: rowTax(row) },
  ]
}

/** `cod_fee_tax` beside `cod_fee`, `cod_fee_tax_amount` beside `cod_fee_amount`. */
function taxBeside(field: string, said: readonly Said[]): Scaled | null {
  const names = [`${field}_tax`, `${field}_tax_amount`, field.replace(/_amount$/, '_tax_amount')]
  const found = said.find(([name]) => name !== field && names.includes(name))
  return found === undefined ? null : scaledOf(found[1])
}

/** Each alone, then two, then three; `cod_fee_incl_tax` is no fee beside `cod_fee`. */
function choicesOf(said: readonly Named[]): readonly (readonly Named[])[] {
  const upTo = (most: number, those: readonly Named[]): (readonly Named[])[] =>
    most === 0
      ? []
      : those.flatMap((one, place) => {
          const others = those.slice(place + 1).filter(({ name }) => !isOneOf(one.name, name))
          return [[one], ...upTo(most - 1, others).map((some) => [one, ...some])]
        })
  return upTo(3, said).sort((a, b) => a.length - b.length)
}

function isOneOf(one: string, other: string): boolean {
  return one.startsWith(`${other}_`) || other.startsWith(`${one}_`)
}

/** By what each says of its own VAT: the order's holds it, where it is over its rows' by as much, or does not. */
function withOwnTax(some: readonly Named[], tax: Scaled): readonly FeeChoice[] {
  const net = some.map(({ name, amount, tax: own }): Fee => ({ name, net: amount, tax: own ?? 0n }))
  const own = net.reduce((all, fee) => all + fee.tax, 0n)
  const rounding = unit(2) * BigInt(some.length)
  if (own === 0n || some.some((one) => one.tax === null)) return []
  if (absolute(tax) <= rounding && absolute(own) > rounding) return [{ fees: net, outside: own }]
  if (absolute(own - tax) > rounding) return []
  const gross = net.map((fee): Fee => ({ ...fee, net: fee.net - fee.tax }))
  return [net, gross].map((fees) => ({ fees, outside: 0n }))
}

/** By shares of that VAT. */
function shares(some: readonly Named[], tax: Scaled): readonly FeeChoice[] {
  const sum = some.reduce((all, { amount }) => all + amount, 0n)
  return [sum, sum - tax]
    .filter((net) => net !== 0n && isTaxOf(net, tax))
    .map((net) => ({ fees: shared(some, sum, net, tax), outside: 0n }))
}

/** The fees of a sum, each with its share of net and VAT; the last has the rest. */
export function shared(
  some: readonly Pick<Named, 'name' | 'amount'>[],
  sum: Scaled,
  net: Scaled,
  tax: Scaled,
): readonly Fee[] {
  const part = (of: Scaled, amount: Scaled) => divide(multiply(of, amount), sum, 2) ?? 0n
  let [restNet, restTax] = [net, tax]
  return some.map(({ name, amount }, place) => {
    const isLast = place === some.length - 1
    const fee = {
      name,
      net: isLast ? restNet : part(net, amount),
      tax: isLast ? restTax : part(tax, amount),
    }
    restNet -= fee.net
    restTax -= fee.tax
    return fee
  })
}
