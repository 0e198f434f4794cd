import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ListName, listNames } from '../../main/words/edit/fields.ts'
import type { Order } from '../../main/words/order.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import { cellsOf, type DraftRow, newRow } from './draft-rows.ts'
import classes from './edit-rows.module.css'
import type { Draft } from './order-draft.ts'
import { changeDraft } from './order-sheet-store.ts'

interface EditRowsProps {
  readonly draft: Draft
  readonly order: Order
  /** Cells that are no numbers, by row and column. */
  readonly wrong: ReadonlySet<string>
}

type Cell = 'name' | 'sku' | 'options' | 'quantity' | 'price' | 'discount' | 'vatRate'
let lastNew = 0
/** Rows of the form that are drawn at a time: each has up to seven fields, all drawn again at each key. */
const rowsAtOnce = 50

/** The lines, what is charged beside them, discount codes and refunds. */
export function EditRows({ draft, order, wrong }: EditRowsProps) {
  const texts = useTexts()
  const words = texts.order
  const lines = draft.rows.filter(({ list }) => list === 'lines')
  // The rate that most of the order has is the likeliest for what is added.
  const rate = lines.at(-1)?.vatRate ?? '22'
  // Most shops sell things as they are: there the cell would only be in the way.
  const withOptions = order.lines.some(({ options }) => options.length > 0)
  const add = (list: ListName, name: string, price: string) => {
    lastNew += 1
    const row = newRow(list, `new-${lastNew}`, name, price, rate)
    changeDraft((before) => ({ ...before, rows: [...before.rows, row] }))
  }
  const table = (lists: readonly ListName[]) => {
    const rows = draft.rows.filter(({ list }) => lists.includes(list))
    // Rows are told apart by their number, through all of the order.
    const first = draft.rows.filter(
      ({ list }) => listNames.indexOf(list) < listNames.indexOf(lists[0] ?? list),
    )
    if (rows.length === 0) return null
    return <Table rows={rows} first={first.length + 1} wrong={wrong} withOptions={withOptions} />
  }
  return (
    <>
      <section>
        <h2>{words.linesTitle}</h2>
        <p className={classes.hint}>{order.pricesIncludeTax ? words.withVat : words.withoutVat}</p>
        {table(['lines'])}
        <AddButton text={words.addLine} onClick={() => add('lines', '', '0')} />
      </section>
      <section>
        <h2>{words.chargesTitle}</h2>
        {table(['shippingLines', 'fees'])}
        <div className={classes.buttons}>
          <AddButton text={words.addShipping} onClick={() => add('shippingLines', words.newShipping, '0')} />
          <AddButton text={words.addFee} onClick={() => add('fees', words.newFee, '0')} />
          <AddButton text={words.addDiscount} onClick={() => add('fees', words.newDiscount, '-0')} />
        </div>
      </section>
      <section>
        <h2>{words.couponsTitle}</h2>
        <p className={classes.hint}>{words.couponsHint}</p>
        {table(['discounts'])}
        <AddButton text={words.addCoupon} onClick={() => add('discounts', '', '0')} />
      </section>
      <section>
        <h2>{words.refundsTitle}</h2>
        {table(['refunds'])}
        <AddButton text={words.addRefund} onClick={() => add('refunds', '', '0')} />
      </section>
    </>
  )
}

/** Rows of one kind: all have the same cells. */
function Table({
  rows,
  first,
  wrong,
  withOptions,
}: {
  readonly rows: readonly DraftRow[]
  /** The number of the first row. */
  readonly first: number
  readonly wrong: EditRowsProps['wrong']
  readonly withOptions: boolean
}) {
  const { order: words } = useTexts()
  const list = rows[0]?.list ?? 'lines'
  const { most, more } = useMoreRows(rowsAtOnce, rows.length)
  // What was added stands at the end, and what is wrong must be seen to be mended.
  const isShown = (row: DraftRow, index: number) =>
    index < most ||
    row.key === null ||
    (wrong.size > 0 && cellsOf[row.list].some((cell) => wrong.has(`${row.id} ${cell}`)))
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            {(['name', ...cellsOf[list]] as const).map((cell) => (
              <th key={cell} scope="col" data-column={cell}>
                {words.columns[columnOf(list, cell)]}
              </th>
            ))}
            <td data-column="remove" />
          </tr>
        </thead>
        <tbody>
          {rows.map(
            (row, index) =>
              isShown(row, index) && (
                <Row
                  key={row.id}
                  row={row}
                  number={first + index}
                  wrong={wrong}
                  withOptions={withOptions && list === 'lines'}
                />
              ),
          )}
        </tbody>
      </table>
      {more}
    </>
  )
}

/** The name that a cell has in a list. */
function columnOf(list: ListName, cell: Cell) {
  if (cell === 'price' && list !== 'lines') return 'amount'
  if (cell !== 'name') return cell
  return list === 'discounts' ? 'code' : list === 'refunds' ? 'reason' : 'name'
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
  withOptions,
}: {
  readonly row: DraftRow
  readonly number: number
  readonly wrong: EditRowsProps['wrong']
  readonly withOptions: boolean
}) {
  const texts = useTexts()
  const words = texts.order
  const set = (cell: Cell, value: string) =>
    changeDraft((draft) => ({
      ...draft,
      rows: draft.rows.map((other) => (other.id === row.id ? { ...other, [cell]: value } : other)),
    }))
  const input = (cell: Cell) => {
    const column = words.columns[columnOf(row.list, cell)]
    const isText = cell === 'name' || cell === 'sku' || cell === 'options'
    return (
      <TextInput
        size="xs"
        aria-label={words.cell(column, number)}
        value={row[cell]}
        maxLength={isText ? 2000 : 200}
        spellCheck={false}
        inputMode={isText ? 'text' : 'decimal'}
        placeholder={cell === 'sku' ? column : cell === 'options' ? words.optionsExample : ''}
        error={wrong.has(`${row.id} ${cell}`) ? words.notANumber : undefined}
        data-number={!isText || undefined}
        data-cell={cell}
        className={classes.cell}
        onChange={(event) => set(cell, event.currentTarget.value)}
      />
    )
  }
  return (
    <tr>
      <td data-column="name">
        {input('name')}
        {row.list === 'lines' && input('sku')}
        {withOptions && input('options')}
      </td>
      {cellsOf[row.list].map((cell) => (
        <td key={cell} data-column={cell}>
          {input(cell)}
        </td>
      ))}
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
