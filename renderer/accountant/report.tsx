import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { AccountantReport } from '../../main/words/accountant.ts'
import { parseDecimal } from '../../main/words/decimal.ts'
import { formatCount, formatMoney } from '../../main/words/format.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import { useAccountant } from './accountant-store.ts'
import { Meters } from './meters.tsx'
import { isUnfinished } from './period.ts'
import { reportTables, sumOf } from './report-tables.ts'
import { agreementText, dayText, notesText } from './report-words.ts'
import { TableSection } from './table-section.tsx'

/** What was calculated: whether it agrees, what to mind, and the tables. */
export function Report({ report }: { readonly report: AccountantReport }) {
  const texts = useTexts()
  const words = texts.accountantPage
  const outdated = useAccountant((state) => state.outdated)
  // The register is long: what is to be looked at comes before it.
  const tables = useMemo(
    () =>
      reportTables(report, texts).sort((a, b) => Number(a.id === 'register') - Number(b.id === 'register')),
    [report, texts],
  )
  const { period, madeAt, register } = report
  const made = texts.common.moment(madeAt, new Date())
  return (
    <>
      <p className="dim">
        {words.made(dayText(period.from, texts), dayText(period.to, texts), made)}{' '}
        {isUnfinished(period, new Date()) && words.unfinished} {report.isDemo && words.isDemo}
      </p>
      {outdated && <p className={classes.warning}>{words.outdated}</p>}
      <Figures report={report} />
      <Agreement report={report} />
      {notesText(report, texts).map((note) => (
        <p key={note} className="dim">
          {note}
        </p>
      ))}
      <Meters report={report} />
      {register.length === 0 && (
        <p>
          <strong>{words.empty}.</strong> {words.emptyText}
        </p>
      )}
      {tables.map((table) => (
        <TableSection key={`${table.id} ${madeAt}`} table={table} />
      ))}
    </>
  )
}

function Figures({ report }: { readonly report: AccountantReport }) {
  const texts = useTexts()
  const words = texts.accountantPage.figures
  const { net, tax, gross } = sumOf(report.totals)
  const { orders, refunds } = report.reconciliation
  const leftOut = report.leftOut.reduce((sum, { count }) => sum + count, 0)
  const money = (value: string) => formatMoney(value, 'EUR', texts.language)
  const count = (value: number) => formatCount(value, texts.language)
  const figures = [
    { label: words.gross, value: money(gross) },
    { label: words.net, value: money(net) },
    { label: words.tax, value: money(tax) },
    { label: words.orders, value: count(orders) },
    { label: words.refunds, value: count(refunds) },
    { label: words.leftOut, value: count(leftOut) },
  ]
  return (
    <dl className={classes.figures} aria-label={words.label}>
      {figures.map(({ label, value }) => (
        <div key={label} className={`card ${classes.figure}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The register against the orders, to the cent. */
function Agreement({ report }: { readonly report: AccountantReport }) {
  const texts = useTexts()
  const isAgreed = parseDecimal(report.reconciliation.difference) === 0n
  const text = agreementText(report, texts)
  return isAgreed ? (
    <p className={classes.fine}>
      <IconCircleCheck size={18} aria-hidden /> {text}
    </p>
  ) : (
    <p className={classes.bad} role="alert">
      <IconAlertTriangle size={18} aria-hidden /> {text}
    </p>
  )
}
