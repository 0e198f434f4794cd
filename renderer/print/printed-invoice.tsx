import type { Texts } from '../../main/texts/shape.ts'
import type { InvoiceDocument } from '../../main/words/invoice.ts'
import { InvoiceView } from '../invoices/invoice-view.tsx'
import classes from './printed.module.css'

/** The readable view of an electronic invoice (R48). */
export function PrintedInvoice({
  title,
  invoice,
}: {
  readonly title: string
  readonly invoice: InvoiceDocument
}) {
  return (
    <>
      <header className={classes.head}>
        <h1>{title}</h1>
      </header>
      <InvoiceView invoice={invoice} step={invoice.lines.length} />
    </>
  )
}

/** `Fattura 12/W` */
export function invoiceTitle({ kind, number }: InvoiceDocument, { invoices }: Texts): string {
  return invoices.read.title(invoices.kinds[kind], number)
}
