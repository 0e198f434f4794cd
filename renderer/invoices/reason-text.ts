import { dayText } from '../../main/texts/day-text.ts'
import { invoiceRefusalText } from '../../main/texts/index.ts'
import type { Texts } from '../../main/texts/shape.ts'
import type { Explanation } from '../../main/texts/types.ts'
import type { InvoiceRefusal } from '../../main/words/invoice.ts'
import type { RegisterRefusal } from '../../main/words/invoice-register.ts'

/** Why there is no invoice, and what to do about it. */
export function invoiceReasonText(texts: Texts, refusal: InvoiceRefusal | RegisterRefusal): Explanation {
  const { refusals } = texts.invoices
  switch (refusal.code) {
    case 'already-invoiced': {
      const { number, date } = refusal.params
      return refusals['already-invoiced']({ number, date: dayText(date, texts.language) })
    }
    case 'refund-registered':
      return refusals['refund-registered'](refusal.params)
    case 'credit-above-invoice':
      return refusals['credit-above-invoice'](refusal.params)
    case 'left-out':
      return refusals['left-out']({ as: texts.leftOut.marks[refusal.params.as] })
    case 'demo-among-real':
      return refusals['demo-among-real']()
    default:
      return invoiceRefusalText(texts, refusal)
  }
}
