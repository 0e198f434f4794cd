import { Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconDots,
  IconEye,
  IconFolder,
  IconRefresh,
  IconSearch,
  IconShoppingCart,
} from '@tabler/icons-react'
import { dayText } from '../../main/texts/day-text.ts'
import { formatMoney } from '../../main/words/format.ts'
import type { RegisteredInvoice } from '../../main/words/invoice-register.ts'
import { mostNamedOrders } from '../../main/words/order-search.ts'
import { request } from '../client.ts'
import framed from '../parts/framed-table.module.css'
import { ListRows } from '../parts/list-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './invoices-screen.module.css'
import { loadEarlier, loadInvoices, readInvoice, useInvoices } from './invoices-store.ts'

/** The files made, newest first. */
export function MadeTable() {
  const words = useTexts().invoices
  const { rows, phase, failure, hasMore } = useInvoices()
  const { table } = words
  const orderIds = invoicedOrders(rows)
  return (
    <ListRows phase={phase} failure={failure} onRetry={loadInvoices}>
      <div className={framed.section}>
        <div className={`card ${framed.frame}`}>
          <table className={`${framed.table} ${classes.rows}`} aria-label={words.tabs.made}>
            <thead>
              <tr>
                <th scope="col">{table.number}</th>
                <th scope="col">{table.date}</th>
                <th scope="col">{table.customer}</th>
                <th scope="col">{table.order}</th>
                <th scope="col" data-end>
                  {table.total}
                </th>
                <th scope="col" className={framed.optional}>
                  {table.file}
                </th>
                <th scope="col">{table.state}</th>
                <th scope="col">
                  <span className="visually-hidden">{table.action}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
        <div className={classes.below}>
          {hasMore && (
            <Button size="xs" variant="default" onClick={() => void loadEarlier()}>
              {words.more}
            </Button>
          )}
          {orderIds.length > 0 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconSearch size={16} aria-hidden />}
              onClick={() => void request('windows.search', { runId: null, orderId: null, orderIds })}
            >
              {words.showOrders}
            </Button>
          )}
        </div>
      </div>
    </ListRows>
  )
}

/** The orders that have an invoice, each once. */
function invoicedOrders(rows: readonly RegisteredInvoice[]): readonly number[] {
  const given = rows.filter(({ kind, state }) => kind === 'TD01' && (state === 'made' || state === 'begun'))
  const ids = given.map(({ orderId }) => orderId).filter((id) => id !== null)
  return [...new Set(ids)].slice(0, mostNamedOrders)
}

function Row({ row }: { readonly row: RegisteredInvoice }) {
  const texts = useTexts()
  const words = texts.invoices
  const { kind, number, date, customer, orderNumber, total, place, state } = row
  const isGone = state === 'replaced' || state === 'takenBack'
  const name = place.split(/[\\/]/).at(-1) ?? place
  return (
    <tr data-gone={isGone || undefined}>
      <th scope="row">
        {number}
        {kind === 'TD04' && <span className="dim"> · {words.kinds.TD04}</span>}
      </th>
      <td>{dayText(date, texts.language)}</td>
      <td>
        <span className={classes.customer} title={customer}>
          {customer}
        </span>
      </td>
      <td>{orderNumber}</td>
      <td data-end>{formatMoney(total, 'EUR', texts.language)}</td>
      <td className={framed.optional} data-selectable>
        <span className={classes.file} title={place}>
          {name}
        </span>
      </td>
      <td>
        <span
          className={classes.state}
          data-state={state}
          title={state === 'begun' ? words.begunHint : undefined}
        >
          {words.states[state]}
        </span>
      </td>
      <td data-end>
        <RowMenu row={row} />
      </td>
    </tr>
  )
}

function RowMenu({ row }: { readonly row: RegisteredInvoice }) {
  const words = useTexts().invoices
  const { id, kind, number, orderId, place, state, isLast } = row
  const isGiven = state === 'made' || state === 'begun'
  const ask = (what: 'again' | 'takeBack') => useInvoices.setState({ asking: { what, invoice: row } })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={words.actionsOf(words.dialog.willBe(words.kinds[kind], number))}
        >
          <IconDots size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={() => void readInvoice(id)}>
          {words.view}
        </Menu.Item>
        {state !== 'begun' && (
          <Menu.Item
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void request('files.show', { file: place })}
          >
            {words.showFile}
          </Menu.Item>
        )}
        {orderId !== null && (
          <Menu.Item
            leftSection={<IconShoppingCart size={16} aria-hidden />}
            onClick={() => void request('windows.search', { runId: null, orderId })}
          >
            {words.openOrder}
          </Menu.Item>
        )}
        {isGiven && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => ask('again')}>
              {words.again}
            </Menu.Item>
          </>
        )}
        {isLast && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => ask('takeBack')}>
            {words.takeBack}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
