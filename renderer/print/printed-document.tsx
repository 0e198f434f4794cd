import { useLayoutEffect } from 'react'
import type { Texts } from '../../main/texts/shape.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { DrawnPages } from '../../main/words/printed.ts'
import { dayText } from '../accountant/report-words.ts'
import { useTexts } from '../state/app-store.ts'
import { PrintedAccountant } from './printed-accountant.tsx'
import { invoiceTitle, PrintedInvoice } from './printed-invoice.tsx'
import { PrintedList } from './printed-list.tsx'
import { PrintedOrder } from './printed-order.tsx'
import { PrintedPicking } from './printed-picking.tsx'

/** All the pages; at the foot of each stand what it is, when it was printed, and its number (`paper.css`). */
export function PrintedDocument({ pages }: { readonly pages: DrawnPages }) {
  const texts = useTexts()
  const title = titleOf(pages, texts)
  useLayoutEffect(() => {
    const printed = texts.print.page.printed(formatInstant(new Date().toISOString(), texts.language))
    document.title = title
    document.documentElement.style.setProperty('--foot', cssString(`${title} · ${printed}`))
  }, [texts, title])
  switch (pages.what) {
    case 'orders':
      return pages.orders.map((printed) => <PrintedOrder key={printed.id} printed={printed} />)
    case 'picking':
      return <PrintedPicking list={pages.list} />
    case 'list':
      return <PrintedList rows={pages.rows} totals={pages.totals} />
    case 'accountant':
      return <PrintedAccountant report={pages.report} seller={pages.seller} />
    case 'invoice':
      return <PrintedInvoice title={title} invoice={pages.invoice} />
  }
}

function titleOf(pages: DrawnPages, texts: Texts): string {
  if (pages.what === 'accountant') {
    const { from, to } = pages.report.period
    return `${texts.accountantPage.paper.title} ${dayText(from, texts)} – ${dayText(to, texts)}`
  }
  if (pages.what === 'invoice') return invoiceTitle(pages.invoice, texts)
  if (pages.what !== 'orders') return texts.print.page.titles[pages.what]
  const [only, ...others] = pages.orders
  return only && others.length === 0
    ? `${texts.search.detail.title(only.order.number)} · ${only.shopName}`
    : texts.print.page.titles.orders
}

/** Any text as a string of CSS. */
function cssString(text: string): string {
  return `"${text.replace(/[\\"\p{Cc}]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`
}
