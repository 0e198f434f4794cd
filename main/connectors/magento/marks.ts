import { absolute, divide, multiply, type Scaled, unit } from '../../words/decimal.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields } from '../reader.ts'
import { explainShortfall, type Mark, paidNothing } from '../reconcile.ts'
import type { Lines } from './map-lines.ts'
import { scaledOf } from './reader.ts'

/** What pays or lowers an order beside its discounts, by the words in the field's name; they go onto Italian invoices. */
const kinds: readonly (readonly [Kind, string, RegExp])[] = [
  ['card', 'Buono regalo', /gift_?(card|voucher|certificate|credit)|voucher|buono/],
  ['credit', 'Credito del cliente', /store_?credit|customer_?(balance|credit)|wallet|(^|_)credit(_|$)/],
  ['points', 'Punti fedeltà', /reward|loyalty|(^|_)points?(_|$)|punti/],
]
type Kind = 'card' | 'credit' | 'points'

/** Amounts of the order, in its currency: nothing of invoices and refunds, no count of points. */
const isAmount = /(amount|discount|total|value|credit|cards?)$/
const isOther =
  /(^|_)b(ase)?_|refund|invoiced|earn|balance$|points_total$|(^|_)(tax|count|left|remaining|available|sold|items?|limit|company)(_|$)/

interface Found extends Mark {
  readonly of: Kind
}

/**
 * What lowers a total by `short`: gift cards, store credit and points, which Adobe Commerce and modules (Amasty,
 * Mageplaza, Aheadworks, Magestore ...) take off `grand_total` and tell in extension attributes. Cards and credit pay;
 * points do where the lines' VAT is that of their whole price, and are a discount where it is lower.
 * @returns null when no fields come to it
 */
export function paidBy(
  order: Fields,
  extension: Fields,
  short: Scaled,
  lines: Lines,
  allowed: Scaled,
): readonly Mark[] | null {
  const lessTax = lines.fullTax === null ? 0n : lines.fullTax - lines.tax
  const found = [...marksIn(extension, ''), ...marksIn(order, '')]
  if (lessTax <= allowed) return explainShortfall(short, found, allowed)
  const discounts = found.map((mark): Found => (mark.of === 'points' ? { ...mark, kind: 'discount' } : mark))
  // The VAT that fell away is not in the total any more.
  const net = discounts.map((mark): Found => {
    return mark.of === 'points' && mark.amount > lessTax ? { ...mark, amount: mark.amount - lessTax } : mark
  })
  return explainShortfall(short, discounts, allowed) ?? explainShortfall(short, net, allowed)
}

function marksIn(fields: Fields, place: string): readonly Found[] {
  const marks: Found[] = []
  for (const [field, value] of Object.entries(fields)) {
    if (field.length > 100) continue
    const name = `${place}${field}`.toLowerCase()
    const known = kinds.find(([, , words]) => words.test(name))
    if (known === undefined || paidNothing.test(name)) continue
    const [of, label] = known
    if (Array.isArray(value)) {
      // The sum stands beside the list, with Adobe's.
      if (`${field}_amount` in fields) continue
      const amount = value.reduce<Scaled>((sum, row) => sum + (isFields(row) ? scaledOf(row.amount) : 0n), 0n)
      if (amount !== 0n)
        marks.push({ of, kind: 'paid', name: withCodes(label, value), amount: absolute(amount) })
    } else if (isFields(value) && isCards(name, value)) {
      const amount = Object.values(value).reduce<Scaled>((sum, one) => sum + absolute(scaledOf(one)), 0n)
      const codes = Object.keys(value).map((code) => ({ code }))
      marks.push({ of, kind: 'paid', name: withCodes(label, codes), amount })
    } else if (isFields(value) && place === '') marks.push(...marksIn(value, `${name}_`))
    else if (isAmount.test(name) && !isOther.test(name) && scaledOf(value) !== 0n) {
      const codes = fields[field.replace(/_amount$/, '')]
      const amount = absolute(scaledOf(value))
      marks.push({ of, kind: 'paid', name: withCodes(label, codes), amount })
    }
  }
  return marks
}

/** A map from the cards' codes to what each paid (Mageplaza: `mp_gift_cards: {ABC: 10}`). */
function isCards(name: string, value: Fields): boolean {
  const entries = Object.entries(value)
  return (
    /(cards|certificates|vouchers)$/.test(name) &&
    !isOther.test(name) &&
    entries.length > 0 &&
    entries.every(([code, one]) => !isAmount.test(code) && !isOther.test(code) && scaledOf(one) !== 0n)
  )
}

function withCodes(label: string, cards: unknown): string {
  if (!Array.isArray(cards)) return label
  const codes = cards.flatMap((card: unknown) =>
    isFields(card) && typeof card.code === 'string' ? [plainLine(card.code.slice(0, 200))] : [],
  )
  return [label, ...codes].join(' ')
}

/** Modules that put a price on a way to pay (cash on delivery most of all) add a field of their own. */
const feeName =
  /(^|_)((extra|payment|cod)?_?fees?|cod|surcharges?|commissione|supplemento|insurance|assicurazione|protection|donation|donazione|am_?gift_?wrap|cash_?on_?delivery|contrassegno|handling|extra|costs?|charges?|fooman_total_group)(_|$)/i
const isNoFee =
  /(^|_)(b(ase)?|refund\w*|invoiced|cancell?ed|ids?|count|qty|number|days|score|points?|earn\w*|percent\w*|rate|tax_amount|destinatario)(_|$)/i

/** No VAT is higher, in per cent. */
const highestRate = 30n * unit(0)

export interface NamedFee {
  readonly name: string
  readonly net: Scaled
  readonly tax: Scaled
}

/** What a field, or a row of a list under it, says of a fee. */
interface Said {
  readonly name: string
  readonly amount: Scaled
}

/**
 * Fees of modules that nobody told us of: fields of the order's extensions with a name of that kind, one or a few
 * together. `tax` is what the order's VAT is over its rows'; fields hold their fees with it or without.
 * @returns the choices there are
 */
export function feesNamed(extension: Fields, tax: Scaled): readonly (readonly NamedFee[])[] {
  const said = Object.entries(extension).flatMap(([field, value]): readonly Said[] =>
    field.length > 100 || !feeName.test(field) || isNoFee.test(field) ? [] : feesIn(field, value),
  )
  return choicesOf(said.slice(0, mostFees)).flatMap((some): (readonly NamedFee[])[] => {
    const sum = some.reduce((all, { amount }) => all + amount, 0n)
    return [sum, sum - tax]
      .filter((net) => net > 0n && tax >= 0n && tax <= multiply(net, highestRate) / 100n + unit(2))
      .map((net) => shared(some, sum, net, tax))
  })
}

/** Choices are tried one by one. */
const mostFees = 8

/**
 * One (a number, or `{amount, tax_amount}`), or many (Amasty: `amasty_extrafees: [...]`, Fooman:
 * `fooman_total_group: {items: [...]}`, JosephLeedy: `custom_order_fees: {custom_fees_ordered: [...]}`).
 */
function feesIn(field: string, value: unknown): readonly Said[] {
  const list = isFields(value)
    ? Object.entries(value).find(([name, rows]) => Array.isArray(rows) && !isNoFee.test(name))?.[1]
    : value
  const rows: unknown = isFields(value) ? (list ?? [value]) : value
  if (!Array.isArray(rows)) return scaledOf(value) > 0n ? [{ name: field, amount: scaledOf(value) }] : []
  return rows.filter(isFields).flatMap((row): readonly Said[] => {
    const amount = scaledOf(row.amount ?? row.total_amount ?? row.fee_amount ?? row.value)
    const label = row.label ?? row.title
    const name = typeof label === 'string' ? plainLine(label.slice(0, 200)) : ''
    return amount > 0n ? [{ name: name || field, amount }] : []
  })
}

/** Each alone, then two, then three; `cod_fee_incl_tax` is no fee beside `cod_fee`. */
function choicesOf(said: readonly Said[]): readonly (readonly Said[])[] {
  const upTo = (most: number, those: readonly Said[]): (readonly Said[])[] =>
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

/** The fees of a sum, each with its share of net and VAT; the last has the rest. */
function shared(some: readonly Said[], sum: Scaled, net: Scaled, tax: Scaled): readonly NamedFee[] {
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
