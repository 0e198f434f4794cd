import { Button } from '@mantine/core'
import { useId, useMemo } from 'react'
import framed from '../parts/framed-table.module.css'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import classes from './accountant-screen.module.css'
import { showOrders } from './accountant-store.ts'
import type { ReportTable, TableRow } from './report-table.ts'

/** More rows than these are drawn only when they are asked for. */
const step = 200

/** One table of the report; what is of an order leads to it. */
export function TableSection({ table }: { readonly table: ReportTable }) {
  const texts = useTexts()
  const words = texts.accountantPage
  const { title, hint, columns, rows } = table
  const { most, more } = useMoreRows(step, rows.length)
  const id = useId()
  const drawn = useMemo(() => rows.slice(0, most).map((make) => make()), [rows, most])
  const opens = drawn.some(({ orderId }) => orderId !== undefined)
  const leads = drawn.some(isLeading)
  return (
    <section className={framed.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={classes.heading}>
          {title}
        </h2>
        <p className="dim">
          {hint} {opens && words.opens}
        </p>
      </div>
      <div className={`card ${framed.frame}`}>
        <table className={`${framed.table} ${classes.table}`} aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map(({ header, end }) => (
                <th key={header} scope="col" data-end={end}>
                  {header}
                </th>
              ))}
              {leads && (
                <th scope="col">
                  <span className="visually-hidden">{words.columns.show}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {drawn.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table of another report is another table
              <Row key={place} row={row} columns={columns} leads={leads} />
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </section>
  )
}

/** Whether something stands behind it that can be shown. */
function isLeading({ orderIds = [], isWrong = false }: TableRow): boolean {
  return isWrong || orderIds.length > 0
}

interface RowProps {
  readonly row: TableRow
  readonly columns: ReportTable['columns']
  readonly leads: boolean
}

function Row({ row, columns, leads }: RowProps) {
  const words = useTexts().accountantPage
  const { cells, look, orderId, orderIds = [], isWrong = false } = row
  const [first = ''] = cells
  return (
    <tr data-look={look}>
      {cells.map((cell, place) => {
        const head = columns[place]
        const key = head?.header ?? place
        if (place > 0)
          return (
            <td key={key} data-end={head?.end} data-warns={head?.warns}>
              {cell}
            </td>
          )
        return (
          <th key={key} scope="row">
            {orderId === undefined ? (
              cell
            ) : (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={words.openOrder(cell)}
                onClick={() => showOrders([orderId])}
              >
                {cell}
              </Button>
            )}
          </th>
        )
      })}
      {leads && (
        <td data-end>
          {isLeading(row) && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={words.showOf(first)}
              onClick={() => (isWrong ? useNavigation.setState({ screen: 'wrong' }) : showOrders(orderIds))}
            >
              {words.show}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}
