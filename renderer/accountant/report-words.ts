/** The report's words: what its categories, settings and periods are called. Pure: the page and its paper say the same. */
import type { Texts } from '../../main/texts/shape.ts'
import type { AccountantReport, AccountantSettings, CategoryTotal } from '../../main/words/accountant.ts'
import { countryName } from '../../main/words/country-name.ts'
import { parseDecimal } from '../../main/words/decimal.ts'
import { formatCount, formatDay, formatMoney } from '../../main/words/format.ts'
import { type Day, startOf } from '../../main/words/local-time.ts'

/** A day of the calendar as people write it: `03/11/2026`. */
export function dayText(day: Day, texts: Texts): string {
  return formatDay(startOf(day), texts.language)
}

type Named = Pick<CategoryTotal, 'category' | 'isRefund' | 'isInvoiced'>

/** What a row of the register is of. */
export function categoryText({ category, isRefund, isInvoiced }: Named, texts: Texts): string {
  const words = texts.accountantPage
  const plain = texts.accountantFiles.category(category, (code) => countryName(code, texts.language))
  const invoiced = isInvoiced ? words.invoicedOf(plain) : plain
  return isRefund ? words.refundsOf(invoiced) : invoiced
}

/** The settings used, a sentence each. */
export function settingsText(settings: AccountantSettings, texts: Texts): readonly string[] {
  const { said } = texts.accountantPage.settings
  const { dateBy, kinds, invoiced, fiscalCodeAsks, oss, meterWarning, cards } = settings
  const names = kinds.map((kind) => texts.accountantFiles.summary.kind(kind).toLowerCase()).join(', ')
  return [
    said.dates[dateBy],
    kinds.length === 0 ? said.noKinds : said.kinds(names),
    said.invoiced[invoiced],
    ...(fiscalCodeAsks ? [said.fiscalCodeAsks] : []),
    said.oss[oss],
    said.meterWarning(formatCount(meterWarning, texts.language)),
    ...(cards.length > 0 ? [said.cards(cards.join(', '))] : []),
  ]
}

/** The register against the orders, to the cent. */
export function agreementText({ reconciliation }: AccountantReport, texts: Texts): string {
  const words = texts.accountantPage
  const { orders, ordersTotal, refunds, refundsTotal, registerTotal, difference } = reconciliation
  const money = (value: string) => formatMoney(value, 'EUR', texts.language)
  const count = (value: number) => formatCount(value, texts.language)
  if (parseDecimal(difference) !== 0n) return words.notReconciled(money(difference))
  return words.reconciled(
    words.orders(orders, count(orders)),
    money(ordersTotal),
    words.refunds(refunds, count(refunds)),
    money(refundsTotal),
    money(registerTotal),
  )
}

/** What the figures hide, a sentence each. */
export function notesText(report: AccountantReport, texts: Texts): readonly string[] {
  const { notes } = texts.accountantPage
  const { withoutPayment, sharedRefunds, settings, totals, leftOut } = report
  const count = (value: number) => formatCount(value, texts.language)
  const hasEuSales = totals.some(({ category }) => category.kind === 'eu')
  return [
    ...(settings.oss === 'unsaid' && hasEuSales ? [notes.unsaidOss] : []),
    ...(withoutPayment > 0 ? [notes.withoutPayment(withoutPayment, count(withoutPayment))] : []),
    ...(sharedRefunds > 0 ? [notes.sharedRefunds(sharedRefunds, count(sharedRefunds))] : []),
    ...(leftOut.length === 0 ? [notes.nothingLeftOut] : []),
  ]
}
