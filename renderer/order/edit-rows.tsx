import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Order } from '../../main/order.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import { changeDraft } from '../state/order-sheet.ts'
import classes from './edit-rows.module.css'
import { type Draft, type DraftRow, newRow } from './order-draft.ts'

interface EditRowsProps {
  readonly draft: Draft
  readonly order: Order
  /** Cells that are no numbers, by row and column. */
  readonly wrong: ReadonlySet<string>
}

type Cell = 'name' | 'sku' | 'quantity' | 'price' | 'discount' | 'vatRate'
let lastNew = 0

/** The lines, and what is charged beside them: all that makes the total. */
export function EditRows({ draft, order, wrong }: EditRowsProps) {
  const texts = useTexts()
  const words = texts.order
  const lines = draft.rows.filter(({ list }) => list === 'lines')
  const charges = draft.rows.filter(({ list }) => list !== 'lines')
  // The rate that most of the order has is the likeliest for what is added.
  const rate = lines.at(-1)?.vatRate ?? '22'
  const add = (list: DraftRow['list'], name: string, price: string) => {
    lastNew += 1
    const row = newRow(list, `new-${lastNew}`, name, price, rate)
    changeDraft((before) => ({ ...before, rows: [...before.rows, row] }))
  }
  return (
    <>
      <section>
        <h2>{words.linesTitle}</h2>
        <p className={classes.hint}>{order.pricesIncludeTax ? words.withVat : words.withoutVat}</p>
        <table className={classes.table}>
          <thead>
            <tr>
              {(['name', 'quantity', 'price', 'discount', 'vatRate'] as const).map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {words.columns[column]}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {lines.map((row, index) => (
              <Row key={row.id} row={row} number={index + 1} wrong={wrong} />
            ))}
          </tbody>
        </table>
        <AddButton text={words.addLine} onClick={() => add('lines', '', '0')} />
      </section>
      <section>
        <h2>{words.chargesTitle}</h2>
        {charges.length > 0 && (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" data-column="name">
                  {words.columns.name}
                </th>
                <th scope="col" data-column="price">
                  {words.columns.amount}
                </th>
                <th scope="col" data-column="vatRate">
                  {words.columns.vatRate}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {charges.map((row, index) => (
                <Row key={row.id} row={row} number={lines.length + index + 1} wrong={wrong} />
              ))}
            </tbody>
          </table>
        )}
        <div className={classes.buttons}>
          <AddButton text={words.addShipping} onClick={() => add('shippingLines', words.newShipping, '0')} />
          <AddButton text={words.addFee} onClick={() => add('fees', words.newFee, '0')} />
          <AddButton text={words.addDiscount} onClick={() => add('fees', words.newDiscount, '-0')} />
        </div>
      </section>
    </>
  )
}

function AddButton({ text, onClick }: { readonly text: string; readonly onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      className={classes.add}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
    >
      {text}
    </Button>
  )
}

function Row({
  row,
  number,
  wrong,
}: {
  readonly row: DraftRow
  readonly number: number
  readonly wrong: EditRowsProps['wrong']
}) {
  const texts = useTexts()
  const words = texts.order
  const set = (cell: Cell, value: string) =>
    changeDraft((draft) => ({
      ...draft,
      rows: draft.rows.map((other) => (other.id === row.id ? { ...other, [cell]: value } : other)),
    }))
  const input = (cell: Cell) => (
    <TextInput
      size="xs"
      aria-label={words.cell(
        cell === 'price' && row.list !== 'lines' ? words.columns.amount : words.columns[cell],
        number,
      )}
      value={row[cell]}
      maxLength={cell === 'name' ? 2000 : 200}
      spellCheck={false}
      inputMode={cell === 'name' || cell === 'sku' ? 'text' : 'decimal'}
      placeholder={cell === 'sku' ? words.columns.sku : ''}
      error={wrong.has(`${row.id} ${cell}`) ? words.notANumber : undefined}
      data-number={(cell !== 'name' && cell !== 'sku') || undefined}
      className={classes.cell}
      onChange={(event) => set(cell, event.currentTarget.value)}
    />
  )
  return (
    <tr>
      <td data-column="name">
        {input('name')}
        {row.list === 'lines' && input('sku')}
      </td>
      {row.list === 'lines' && <td data-column="quantity">{input('quantity')}</td>}
      <td data-column="price">{input('price')}</td>
      {row.list === 'lines' && <td data-column="discount">{input('discount')}</td>}
      <td data-column="vatRate">{input('vatRate')}</td>
      <td data-column="remove">
        <IconButton
          label={words.removeRow(row.name)}
          icon={<IconTrash size={16} aria-hidden />}
          onClick={() =>
            changeDraft((draft) => ({ ...draft, rows: draft.rows.filter(({ id }) => id !== row.id) }))
          }
        />
      </td>
    </tr>
  )
}
