import { type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import type { InvoiceInput, InvoicePayment } from '../words/invoice.ts'
import type { InvoiceSettings, PaymentCode } from '../words/invoice-settings.ts'
import { paidRows } from '../words/sale.ts'
import { cents } from '../words/vat-amounts.ts'
import { ascii, fitted } from './latin.ts'
import { type Notes, refuse, warn } from './notes.ts'

/** What methods are called by platforms and their plugins, first come first; null: there is no official code. */
const known: readonly (readonly [RegExp, PaymentCode | null])[] = [
  [/satispay|klarna|scalapay|clearpay|afterpay|amazon ?pay/, null],
  [
    /gift ?card|buon[oi]\b|(carta|card) regalo|voucher|store credit|credito (del )?(negozio|cliente)|portafoglio/,
    null,
  ],
  [/direct debit|addebito diretto|\bsdd\b|sepa.?dd/, 'MP19'],
  [/bonifico|bacs|wire|bank ?transfer/, 'MP05'],
  [/contrassegno|\bcod\b|cash ?on ?delivery|contanti/, 'MP01'],
  [/assegno|cheque|checkmo|\bcheck\b/, 'MP02'],
  [/\bcart[ae]\b|card|stripe|nexi|xpay|braintree|shopify.?payments|(apple|google) ?pay|paypal/, 'MP08'],
]

/** How it was paid: what cards or credit paid, and the rest. What has no code of its own is left out, never guessed. */
export function paymentsOf(
  total: Scaled,
  { order, settings }: InvoiceInput,
  notes: Notes,
): readonly InvoicePayment[] {
  const paid = paidRows(order).map(({ name, net, tax }) => ({
    name,
    amount: cents(-scaled(net) - scaled(tax)),
  }))
  if (settings.giftCards === 'refuse') {
    for (const { name } of paid) refuse(notes, 'gift-card', { rows: [name] })
  }
  const rest = total - paid.reduce((sum, { amount }) => sum + amount, 0n)
  const reference = fitted(notes, 'transactionId', order.transactionId, 60, ascii)
  return [
    { name: order.paymentMethod, amount: rest, reference },
    ...paid.map((row) => ({ ...row, reference: '' })),
  ]
    .filter(({ amount }) => amount > 0n)
    .flatMap(({ name, amount, reference: of }) => {
      const code = codeOf(name, settings)
      if (code !== null) return [{ code, amount: toDecimal(amount, 2), reference: of }]
      warn(notes, 'payment-unknown', { method: name })
      return []
    })
}

function codeOf(name: string, { payments }: InvoiceSettings): PaymentCode | null {
  const method = name.trim().toLowerCase()
  const own = payments.find(({ words }) => words.trim() !== '' && method.includes(words.trim().toLowerCase()))
  if (own !== undefined) return own.code
  return known.find(([words]) => words.test(method))?.[1] ?? null
}
