import type { InvoiceInput } from '../words/invoice.ts'
import { invoiceKinds } from '../words/invoice.ts'
import { deliveryCountry } from '../words/order.ts'
import { fitted } from './latin.ts'
import { type Notes, refuse } from './notes.ts'

/** What the number, the days and the order as a whole have to be. */
export function checkHead(input: InvoiceInput, notes: Notes): void {
  const { kind, number, progressive, date, today, invoice, order } = input
  if (!invoiceKinds.includes(kind)) refuse(notes, 'kind-not-made', { kind })
  checkNumber(number, notes)
  if (!/^[A-Za-z0-9]{1,10}$/.test(progressive)) refuse(notes, 'progressive-form', { progressive })
  if (!isDay(date)) refuse(notes, 'date-impossible', { date })
  else if (date > today) refuse(notes, 'date-in-future', { date })
  if (kind === 'TD04') {
    if (invoice === null) refuse(notes, 'linked-invoice-missing', {})
    else {
      checkNumber(invoice.number, notes)
      if (!isDay(invoice.date)) refuse(notes, 'date-impossible', { date: invoice.date })
      else if (date < invoice.date) refuse(notes, 'before-its-invoice', { date, invoice: invoice.date })
    }
  }
  if (order.currency !== 'EUR') refuse(notes, 'currency-not-euro', { currency: order.currency })
  const [billing, delivery] = [order.billing.country.trim().toUpperCase(), deliveryCountry(order)]
  const crosses = (billing === 'IT') !== (delivery === 'IT')
  if (billing !== '' && crosses && !input.confirmed.includes('delivered-elsewhere')) {
    refuse(notes, 'delivered-elsewhere', { billing, delivery })
  }
}

/** Paragraphs of 200 characters at most, parted between words. */
export function causaleOf(texts: readonly string[], notes: Notes): readonly string[] {
  return texts.flatMap((text) => {
    const fit = fitted(notes, 'causale', text, 10_000)
    return fit.match(/\S.{0,199}(?=\s|$)|\S{200}/g)?.map((part) => part.trim()) ?? []
  })
}

function checkNumber(number: string, notes: Notes): void {
  if (!/^[!-~]([ -~]{0,18}[!-~])?$/.test(number)) refuse(notes, 'number-form', { number })
  else if (!/\d/.test(number)) refuse(notes, 'number-without-digit', { number })
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1970-01-01') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
