import { type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import type {
  InvoiceDocument,
  InvoiceInput,
  InvoiceLine,
  InvoiceSummary,
  MadeInvoice,
} from '../words/invoice.ts'
import type { Natura } from '../words/invoice-settings.ts'
import { deliveryCountry } from '../words/order.ts'
import { cents } from '../words/vat-amounts.ts'
import { recipientOf } from './buyer.ts'
import { causaleOf, checkHead } from './head.ts'
import { fitted, latin } from './latin.ts'
import { linesOf, sumLine } from './lines.ts'
import { type Notes, noNotes, refuse, warn } from './notes.ts'
import { paymentsOf } from './payments.ts'
import { type RatedRow, ratedRows } from './rates.ts'
import { grossOf, refundOf, saleOf } from './rows.ts'
import { sellerOf } from './seller.ts'
import { isStamped, stampAmount } from './stamp.ts'
import { closeTo, groupsOf, type Part, slackOf, summaryOf } from './summaries.ts'

/**
 * The invoice of an order, or the credit note of one of its refunds (R48); or why there can be none, each reason with
 * what is to be done about it in `main/texts/`. Pure: the same input gives the same document.
 */
export function makeInvoice(input: InvoiceInput): MadeInvoice {
  const notes = noNotes()
  checkHead(input, notes)
  const seller = sellerOf(input.seller, notes)
  const { buyer, recipientCode, pec } = recipientOf(input.order, notes)
  if (buyer.vat?.code === seller.vatNumber) warn(notes, 'buyer-is-seller', {})
  const causale = causaleOf(input.causale, notes)
  const amounts = amountsOf(input, notes)
  if (amounts === null || notes.refusals.length > 0) return { ok: false, refusals: notes.refusals }
  const { kind, number, date, progressive, invoice, order, terms } = input
  const payments = kind === 'TD04' ? [] : paymentsOf(scaled(amounts.total), input, notes)
  if (notes.refusals.length > 0) return { ok: false, refusals: notes.refusals }
  if (kind === 'TD01' && scaled(order.totals.refunded) !== 0n) {
    warn(notes, 'refunded-since', { amount: order.totals.refunded })
  }
  const document: InvoiceDocument = {
    ...{ kind, number, date, progressive, senderId: seller.fiscalCode || seller.vatNumber },
    ...{ recipientCode, pec, seller, buyer, invoice: kind === 'TD04' ? invoice : null, causale },
    ...amounts,
    ...{ payments, terms: terms ?? { conditions: 'TP02', due: null }, changes: notes.changes },
  }
  return { ok: true, document, warnings: notes.warnings }
}

type Amounts = Pick<InvoiceDocument, 'lines' | 'summaries' | 'stamp' | 'total'>

/** Lines, what they come to, and the stamp; null when something was refused. */
function amountsOf(input: InvoiceInput, notes: Notes): Amounts | null {
  const { kind, settings, words } = input
  const sale = kind === 'TD04' ? refundOf(input, notes) : saleOf(input, notes)
  if (sale.rows.length === 0 && notes.refusals.length === 0) refuse(notes, 'no-lines', {})
  const isNothing = kind === 'TD04' && input.refund !== null && sale.total === 0n
  if (sale.total < 0n || isNothing) refuse(notes, 'nothing-sold', { total: toDecimal(sale.total, 2) })
  const rows = ratedRows(sale.rows, input, notes)
  const goods = linesOf(rows, input, notes)
  if (notes.refusals.length > 0) return null

  const foreign = foreignVat(rows, input)
  const groups = groupsOf([...rows.map(partOf), ...foreign.parts])
  closeTo(sale.total, groups, notes)
  const stamped = isStamped(groups, foreign.amount, settings)
  if (stamped === null) refuse(notes, 'stamp-unsettled', {})
  const charged = stamped === true && settings.stampCharged && kind === 'TD01'
  const { natura, text: law } = settings.natura.stamp
  if (charged && natura === null) refuse(notes, 'natura-unsettled', { reason: 'stamp', rows: [words.stamp] })
  const stamp = charged && natura !== null ? summed(words.stamp, stampAmount, natura, law) : nothing
  const all = stamp.parts.length === 0 ? groups : groupsOf([...groups, ...stamp.parts])
  const summaries = all.flatMap((group): readonly InvoiceSummary[] => {
    const summary = summaryOf(group, notes)
    return summary === null ? [] : [{ ...summary, law: fitted(notes, 'law', summary.law, 100) }]
  })
  return {
    lines: [...goods, ...foreign.lines, ...stamp.lines],
    summaries,
    stamp: stamped === true ? toDecimal(stampAmount, 2) : null,
    total: toDecimal(sale.total + stamp.amount, 2),
  }
}

interface Addition {
  readonly amount: Scaled
  readonly lines: readonly InvoiceLine[]
  readonly parts: readonly Part[]
}
const nothing: Addition = { amount: 0n, lines: [], parts: [] }

/** The VAT of another country, so that the document comes to what was paid: outside of Italian VAT. */
function foreignVat(rows: readonly RatedRow[], { order, words }: InvoiceInput): Addition {
  const oss = rows.filter(({ isOss }) => isOss)
  const amount = cents(grossOf(oss)) - oss.reduce((sum, { net }) => sum + cents(net), 0n)
  return amount === 0n ? nothing : summed(words.foreignVat(deliveryCountry(order)), amount, 'N2.2', '')
}

function summed(name: string, amount: Scaled, natura: Natura, law: string): Addition {
  const part = { rate: 0n, natura, law, net: amount, gross: amount, slack: 0n }
  return { amount, lines: [sumLine(latin(name), amount, natura)], parts: [part] }
}

function partOf({ rate, natura, law, quantity, net, tax, isOss }: RatedRow): Part {
  const ofLine = { natura, law, net: cents(net), slack: slackOf(quantity) }
  if (natura !== null) return { ...ofLine, rate: 0n, gross: isOss ? ofLine.net : net + tax }
  return { ...ofLine, rate, gross: net + tax }
}
