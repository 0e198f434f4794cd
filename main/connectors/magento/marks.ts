import { absolute, type Scaled, unit } from '../../words/decimal.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields } from '../reader.ts'
import { explainShortfall, type Mark, paidNothing } from '../reconcile.ts'
import type { Lines } from './map-lines.ts'
import { scaledOf } from './reader.ts'
import { rowAmount, rowsOf, rowText, type Said, saidIn } from './said.ts'

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
  /(^|_)b(ase)?_|refund|invoiced|earn|balance$|points_total$|(^|_)(tax|count|left|remaining|available|sold|items?|limit|company|memos?)(_|$)/

interface Found extends Mark {
  readonly of: Kind | 'sale'
}

/**
 * What lowers a total by `short`: gift cards, store credit and points, which Adobe Commerce and modules (Amasty,
 * Mageplaza, Aheadworks, Magestore ...) take off `grand_total` and tell in extension attributes. Cards and credit pay;
 * points do where the lines' VAT is that of their whole price, and are a discount where it is lower.
 * @param within how near they have to come to it
 * @param beside what else the order itself takes off
 * @returns null when no fields come to it
 */
export function paidBy(
  sources: readonly Fields[],
  short: Scaled,
  lines: Lines,
  { allowed, within }: { readonly allowed: Scaled; readonly within: Scaled },
  beside: readonly Mark[],
): readonly Mark[] | null {
  const lessTax = lines.fullTax === null ? 0n : lines.fullTax - lines.tax
  const found = [
    ...beside.map((mark): Found => ({ ...mark, of: 'sale' })),
    ...sources.flatMap((source) => marksIn(saidIn(source), '')),
  ]
  const explain = (marks: readonly Found[]) =>
    explainShortfall(short, marks, unit(2)) ?? explainShortfall(short, marks, within)
  if (lessTax <= allowed) return withCodes(explain(found), found)
  const discounts = found.map((mark): Found => (mark.of === 'points' ? { ...mark, kind: 'discount' } : mark))
  // The VAT that fell away is not in the total any more.
  const net = discounts.map((mark): Found => {
    return mark.of === 'points' && mark.amount > lessTax ? { ...mark, amount: mark.amount - lessTax } : mark
  })
  return explain(discounts) ?? explain(net)
}

/** Of what is known in two places, the name with the cards' codes. */
function withCodes(chosen: readonly Found[] | null, found: readonly Found[]): readonly Mark[] | null {
  return (
    chosen?.map((mark) => {
      const isSame = ({ of, amount }: Found) => of === mark.of && amount === mark.amount
      const other = found.find((one) => isSame(one) && one.name.length > mark.name.length)
      return other === undefined || chosen.includes(other) ? mark : { ...mark, name: other.name }
    }) ?? null
  )
}

function marksIn(said: readonly Said[], place: string): Found[] {
  const beside = new Map(said)
  return said.flatMap(([field, value]): readonly Found[] => {
    const name = `${place}${field}`.toLowerCase()
    const known = kinds.find(([, , words]) => words.test(name))
    if (known === undefined || paidNothing.test(name)) return []
    const [of, label] = known
    const mark = (amount: Scaled, codes: readonly string[]): readonly Found[] =>
      amount === 0n ? [] : [{ of, kind: 'paid', name: [label, ...codes].join(' '), amount: absolute(amount) }]
    const rows = rowsOf(value)
    if (rows.length > 0 || Array.isArray(value)) {
      // The sum stands beside the list, with Adobe's.
      if (beside.has(`${field}_amount`) || isOther.test(name)) return []
      return mark(
        rows.reduce((sum, row) => sum + rowAmount(row), 0n),
        codesOf(rows),
      )
    }
    if (isFields(value)) {
      const amounts = Object.values(value).map((one) => absolute(scaledOf(one)))
      if (isCards(name, value))
        return mark(
          amounts.reduce((sum, one) => sum + one, 0n),
          Object.keys(value).map(shortCode),
        )
      return place === '' ? marksIn(saidIn(value), `${name}_`) : []
    }
    if (!isAmount.test(name) || isOther.test(name)) return []
    return mark(scaledOf(value), codesOf(rowsOf(beside.get(field.replace(/_amount$/, '')))))
  })
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

function shortCode(code: string): string {
  return plainLine(code.slice(0, 200))
}

function codesOf(cards: readonly Fields[]): readonly string[] {
  return cards.map((card) => rowText(card, /(^|_)code$|^c$/i)).filter((code) => code !== '')
}
