import type { Texts } from '../texts/shape.ts'
import type { AccountantReport } from '../words/accountant.ts'
import { scaled, toDecimal } from '../words/decimal.ts'
import { formatDay, formatDecimal, formatInstant, formatMoney } from '../words/format.ts'
import { type Day, startOf } from '../words/local-time.ts'
import type { Decimal } from '../words/order.ts'

/** What the package says of itself: how it was counted, what was left out, and that it adds up. */
export interface SummaryLine {
  readonly item: string
  readonly count: number | null
  readonly amount: Decimal | null
  /** Begins a group of lines. */
  readonly isTitle: boolean
}

/** @param hasPdf whether the package holds the paper, too */
export function summaryLines(
  report: AccountantReport,
  texts: Texts,
  hasPdf: boolean,
): readonly SummaryLine[] {
  const { summary: words } = texts.accountantFiles
  const { period, settings, reconciliation, undatedRefunds } = report
  const sum = undatedRefunds.reduce((all, { amount }) => all + scaled(amount), 0n)
  const kinds = settings.kinds.map((kind) => words.kind(kind)).join(', ')
  return [
    title(words.title),
    ...(report.isDemo ? [line(words.demo)] : []),
    line(words.period(dayText(period.from, texts), dayText(period.to, texts))),
    line(words.shops(report.shops.join(', '))),
    line(words.made(formatInstant(report.madeAt, texts.language))),
    title(words.counting),
    line(words.dateBy[settings.dateBy]),
    line(words.noShippingDate),
    line(words.sold),
    line(words.kinds(kinds)),
    line(words.invoiced[settings.invoiced]),
    line(words.asks[settings.fiscalCodeAsks ? 'fiscalCode' : 'usual']),
    line(words.oss[settings.oss]),
    line(settings.cards.length === 0 ? words.noCards : words.cards(settings.cards.join(', '))),
    line(words.till),
    title(words.counted),
    ...report.counted.map(({ kind, orders, amount }) => line(words.kind(kind), orders, amount)),
    ...some(words.withoutPayment, report.withoutPayment),
    ...some(words.sharedRefunds, report.sharedRefunds),
    title(words.leftOut),
    ...(report.leftOut.length + undatedRefunds.length === 0 ? [line(words.nothingLeftOut)] : []),
    ...report.leftOut.map(({ why, count, amount }) => line(words.why[why], count, amount)),
    ...some(words.undated, undatedRefunds.length, toDecimal(sum, 2)),
    ...report.otherCurrencies.map(({ currency, orders, amount }) =>
      line(words.otherCurrency(currency), orders, amount),
    ),
    title(words.reconciliation),
    line(words.ordersTotal, reconciliation.orders, reconciliation.ordersTotal),
    line(words.refundsTotal, reconciliation.refunds, reconciliation.refundsTotal),
    line(words.registerTotal, null, reconciliation.registerTotal),
    line(words.difference, null, reconciliation.difference),
    title(words.meter),
    ...report.meters.flatMap(({ year, untilPeriodEnd, known, threshold, state }, at) => [
      ...(at > 0 ? [] : [line(words.meterUntil(year, money(threshold, texts)), null, untilPeriodEnd)]),
      line(words.meterKnown(year), null, known),
      line(`${year}: ${words.meterState[state]}`),
    ]),
    title(words.notes),
    line(words.noLaw),
    line(words.rates),
    ...(hasPdf ? [] : [line(words.noPdf)]),
  ]
}

/** The same as a text that every editor shows, Windows' own too. */
export function readmeText(lines: readonly SummaryLine[], texts: Texts): string {
  const written = lines.map(({ item, count, amount, isTitle }, at) => {
    if (isTitle) return `${at === 0 ? '' : '\r\n'}${item}`
    const figures = [count === null ? '' : String(count), amount === null ? '' : plainMoney(amount, texts)]
    const said = figures.filter((text) => text !== '').join(', ')
    return `- ${item}${said === '' ? '' : `: ${said}`}`
  })
  return `\uFEFF${written.join('\r\n')}\r\n`
}

function title(item: string): SummaryLine {
  return { item, count: null, amount: null, isTitle: true }
}

function line(item: string, count: number | null = null, amount: Decimal | null = null): SummaryLine {
  return { item, count, amount, isTitle: false }
}

function some(item: string, count: number, amount: Decimal | null = null): readonly SummaryLine[] {
  return count === 0 ? [] : [line(item, count, amount)]
}

/** `30/11/2026` */
export function dayText(day: Day, { language }: Texts): string {
  return formatDay(startOf(day), language)
}

function money(amount: Decimal, { language }: Texts): string {
  return formatMoney(amount, 'EUR', language)
}

/** Without a currency: some lines are in another. */
function plainMoney(amount: Decimal, { language }: Texts): string {
  return formatDecimal(amount, language, 2)
}
