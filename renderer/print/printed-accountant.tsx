import type { AccountantReport } from '../../main/words/accountant.ts'
import { parseDecimal } from '../../main/words/decimal.ts'
import { formatCount } from '../../main/words/format.ts'
import { meterText, meterWarning } from '../accountant/meter.ts'
import type { ReportTable, TableId } from '../accountant/report-table.ts'
import { reportTables } from '../accountant/report-tables.ts'
import { agreementText, dayText, notesText, settingsText } from '../accountant/report-words.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './printed.module.css'
import own from './printed-accountant.module.css'

/** The rest of a long list is in the Excel file: nobody reads a hundred sheets. */
const mostListed = 300
/** Too many columns for a sheet that stands upright. */
const wide: readonly TableId[] = ['invoices', 'warnings']

interface PrintedAccountantProps {
  readonly report: AccountantReport
  readonly seller: string
}

/** The accountant's month on paper (R47): who, when, how it was counted, and the same tables as on the page. */
export function PrintedAccountant({ report, seller }: PrintedAccountantProps) {
  const texts = useTexts()
  const words = texts.accountantPage
  const { period, shops, isDemo, settings, meters, reconciliation } = report
  const warning = meterWarning(report, texts)
  const isAgreed = parseDecimal(reconciliation.difference) === 0n
  return (
    <>
      <header className={classes.head}>
        <h1>{words.paper.title}</h1>
        <p>
          <strong>{`${dayText(period.from, texts)} – ${dayText(period.to, texts)}`}</strong>
        </p>
        {seller !== '' && <p>{seller}</p>}
        <p>{shops.join(', ')}</p>
        {isDemo && <p className={classes.mark}>{words.isDemo}</p>}
      </header>
      <section className={own.said}>
        <p className={isAgreed ? undefined : classes.mark}>{agreementText(report, texts)}</p>
        {notesText(report, texts).map((note) => (
          <p key={note}>{note}</p>
        ))}
        <p>{settingsText(settings, texts).join(' ')}</p>
        <p>{words.paper.notFiscal}</p>
      </section>
      {reportTables(report, texts).map((table) => (
        <Table key={table.id} table={table} />
      ))}
      <section className={own.reported}>
        <h2 className={own.title}>{words.meter.title}</h2>
        <p className={own.hint}>{words.meter.hint}</p>
        {meters.map((meter) => (
          <p key={meter.year}>{`${meter.year}: ${meterText(meter, texts)}`}</p>
        ))}
        {warning !== null && <p>{warning}</p>}
      </section>
    </>
  )
}

function Table({ table: { id, title, hint, columns, rows } }: { readonly table: ReportTable }) {
  const texts = useTexts()
  // The register is what the paper is for: it is never cut.
  const most = id === 'register' ? rows.length : mostListed
  const drawn = rows.slice(0, most).map((make) => make())
  return (
    <section className={own.reported} data-wide={wide.includes(id) || undefined}>
      <h2 className={own.title}>{title}</h2>
      <p className={own.hint}>{hint}</p>
      <table className={`${classes.table} ${own.rows}`}>
        <thead>
          <tr>
            {columns.map(({ header, end }) => (
              <th key={header} scope="col" data-end={end}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drawn.map(({ cells, look }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, and rows may look the same
            <tr key={place} data-look={look}>
              {cells.map((cell, column) => (
                <td
                  key={columns[column]?.header ?? column}
                  data-end={columns[column]?.end}
                  data-firm={columns[column]?.firm}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <p>{texts.accountantPage.andMore(formatCount(rows.length - most, texts.language))}</p>
      )}
    </section>
  )
}
