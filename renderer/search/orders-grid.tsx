import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import type { OrderSort } from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import type { WorkState } from '../../main/words/work.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { useTexts } from '../state/app-store.ts'
import { openOrder, useOpenOrder } from '../state/open-order-store.ts'
import type { OrderTableColumn } from './columns.tsx'
import { GridHead } from './grid-head.tsx'
import { copyChosen, markChosen, openRowMenu, tagChosen } from './list-actions.ts'
import { choose, readRows, rowAt, useOrderList } from './order-list-store.ts'
import classes from './orders-grid.module.css'
import { addPlaces, between, countPlaces, hasPlace, togglePlace } from './ranges.ts'

/** Debounce: rows are asked for when scrolling rests this long, as dragging the scrollbar passes thousands of pages. */
const restMs = 40

/** As the shortcuts' list has them. */
const markKeys: Readonly<Record<string, WorkState>> = { 1: 'todo', 2: 'waiting', 3: 'done' }

interface OrdersGridProps {
  readonly columns: readonly OrderTableColumn[]
  readonly onSort: (sort: OrderSort) => void
  readonly onColumns: (ids: readonly OrderTableColumn['id'][]) => void
}

/** The list of orders: several can be chosen, by a file manager's keys and clicks. */
export function OrdersGrid({ columns, onSort, onColumns }: OrdersGridProps) {
  const texts = useTexts()
  const { list, total, pages, cursor, anchor, selected, sort } = useOrderList()
  const openId = useOpenOrder((state) => state.openId)
  const rows = useMemo(
    () => ({ length: total, at: (place: number) => rowAt(pages, place) ?? null }),
    [total, pages],
  )
  const shown = useMemo(() => columns.map(orComing), [columns])

  const read = useCallback(
    (first: number, last: number) => {
      if (list === null) return undefined
      const timer = setTimeout(() => void readRows(first, last), restMs)
      return () => clearTimeout(timer)
    },
    [list],
  )

  /** Opened last: not opened again where the operator stayed with the open order, for changes that are not saved. */
  const asked = useRef<number | null>(null)
  /** An open order follows the row that the keys move to. */
  useEffect(() => {
    if (openId === null || cursor === null || countPlaces(selected) > 1) return
    const row = rowAt(pages, cursor)
    if (row?.id === openId) asked.current = null
    if (row === undefined || row.id === openId || row.id === asked.current) return
    const timer = setTimeout(() => {
      asked.current = row.id
      openOrder(row.id)
    }, 80)
    return () => clearTimeout(timer)
  }, [openId, cursor, selected, pages])

  function open(row: OrderRow | null): void {
    if (row === null) return
    asked.current = row.id
    openOrder(row.id)
  }

  function select(row: OrderRow | null, event: MouseEvent | KeyboardEvent, place: number): void {
    const clicked = event.type === 'click'
    const adding = clicked && (event.ctrlKey || event.metaKey)
    if (event.shiftKey) {
      const from = anchor ?? place
      const [[first, end] = [place, place]] = between(from, place)
      choose(addPlaces(adding ? selected : [], first, end), place, from)
    } else if (adding) choose(togglePlace(selected, place), place, place)
    else {
      choose(between(place, place), place, place)
      if (clicked) open(row)
    }
  }

  function press(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey
    const at = cursor ?? 0
    const key = event.key.toLowerCase()
    if (key === ' ' && cursor !== null) choose(togglePlace(selected, at), at, at)
    else if (command && key === 'a') choose([[0, total]], at, 0)
    else if (command && key === 'c') void copyChosen(columns)
    else if (key === 'contextmenu' || (key === 'f10' && event.shiftKey)) void openRowMenu(columns)
    else if (markKeys[key] !== undefined && !command && !event.altKey) void markChosen(markKeys[key])
    else if (key === '4' && !command && !event.altKey) tagChosen()
    else if (key === 'escape' && countPlaces(selected) > 1)
      choose(cursor === null ? [] : between(at, at), at, at)
    else return
    event.preventDefault()
  }

  function menu(_: OrderRow | null, __: MouseEvent, place: number): void {
    if (!hasPlace(selected, place)) choose(between(place, place), place, place)
    void openRowMenu(columns)
  }

  return (
    <DataTable
      label={texts.search.table}
      columns={shown}
      rows={rows}
      list={list}
      selected={cursor}
      isChosen={(place) => hasPlace(selected, place)}
      onSelect={select}
      onOpen={open}
      onMenu={menu}
      onKey={press}
      onSight={read}
      head={<GridHead columns={columns} sort={sort} onSort={onSort} onColumns={onColumns} />}
    />
  )
}

/** A row on its way shows where its words will be. */
function orComing(column: OrderTableColumn): Column<OrderRow | null> {
  return {
    ...column,
    cell: (row) => (row === null ? <span className={classes.coming} /> : column.cell(row)),
  }
}
