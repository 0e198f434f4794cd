import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react'
import type { OrderSort } from '../../main/order-search.ts'
import type { OrderRow } from '../../preload/contract.ts'
import { useTexts } from '../state/app-store.ts'
import { choose, readRows, rowAt, useOrderList } from '../state/order-list.ts'
import { openOrder, useOrders } from '../state/orders-store.ts'
import { addPlaces, between, countPlaces, hasPlace, togglePlace } from '../state/ranges.ts'
import type { OrderTableColumn } from './columns.tsx'
import { GridHead } from './grid-head.tsx'
import { copyChosen, openRowMenu } from './list-actions.ts'
import classes from './orders-grid.module.css'
import { headHeight, rowHeight, useRowWindow } from './use-row-window.ts'

/** Rows are asked for when scrolling rests this long: who drags the scrollbar passes thousands of pages. */
const restMs = 40

interface OrdersGridProps {
  readonly columns: readonly OrderTableColumn[]
  readonly onSort: (sort: OrderSort) => void
  readonly onColumns: (ids: readonly OrderTableColumn['id'][]) => void
}

/** The list: any length, only what is in sight in the page. One tab stop for the rows; a file manager's keys. */
export function OrdersGrid({ columns, onSort, onColumns }: OrdersGridProps) {
  const texts = useTexts()
  const { list, total, pages, cursor, anchor, selected, sort } = useOrderList()
  const openId = useOrders((state) => state.openId)
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = useRowWindow(scroller, total)
  const { first, last, scrollTo } = rows

  // A new list begins at its beginning, or where the row is that stayed chosen.
  const shown = useRef(list)
  useEffect(() => {
    if (shown.current === list) return
    shown.current = list
    scrollTo(cursor === null ? 0 : Math.max(0, (cursor - 3) * rowHeight))
  }, [list, cursor, scrollTo])

  useEffect(() => {
    if (list === null) return
    const timer = setTimeout(() => void readRows(Math.max(0, first - 20), last + 20), restMs)
    return () => clearTimeout(timer)
  }, [list, first, last])

  /** Asked for already: the operator may have stayed with the open order, for changes that are not saved. */
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

  function moveTo(place: number, event: KeyboardEvent): void {
    event.preventDefault()
    if (total === 0) return
    const to = Math.min(total - 1, Math.max(0, place))
    rows.show(to)
    const from = anchor ?? cursor ?? to
    if (event.shiftKey) choose(between(from, to), to, from)
    else choose(between(to, to), to, to)
  }

  function press(event: KeyboardEvent): void {
    if (event.target !== scroller.current) return
    const command = event.ctrlKey || event.metaKey
    const at = cursor ?? -1
    const key = event.key
    if (key === 'ArrowDown') moveTo(at + 1, event)
    else if (key === 'ArrowUp') moveTo(cursor === null ? 0 : at - 1, event)
    else if (key === 'PageDown') moveTo(at + rows.page, event)
    else if (key === 'PageUp') moveTo(at - rows.page, event)
    else if (key === 'Home') moveTo(0, event)
    else if (key === 'End') moveTo(total - 1, event)
    else if (key === 'Enter') open(at)
    else if (key === ' ' && cursor !== null) {
      event.preventDefault()
      choose(togglePlace(selected, at), at, at)
    } else if (command && key.toLowerCase() === 'a') {
      event.preventDefault()
      if (total > 0) choose([[0, total]], at < 0 ? 0 : at, 0)
    } else if (command && key.toLowerCase() === 'c') {
      event.preventDefault()
      void copyChosen(columns)
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      void openRowMenu(columns)
    } else if (key === 'Escape' && countPlaces(selected) > 1) {
      event.preventDefault()
      choose(at < 0 ? [] : between(at, at), Math.max(0, at), Math.max(0, at))
    }
  }

  function open(place: number): void {
    const row = rowAt(pages, place)
    if (row === undefined) return
    asked.current = row.id
    openOrder(row.id)
  }

  function click(event: MouseEvent, place: number): void {
    const from = anchor ?? place
    if (event.shiftKey) {
      const more = event.ctrlKey || event.metaKey ? selected : []
      const [range] = between(from, place)
      choose(range === undefined ? more : addPlaces(more, range[0], range[1]), place, from)
    } else if (event.ctrlKey || event.metaKey) choose(togglePlace(selected, place), place, place)
    else {
      choose(between(place, place), place, place)
      open(place)
    }
  }

  function menu(event: MouseEvent, place: number): void {
    event.preventDefault()
    if (!hasPlace(selected, place)) choose(between(place, place), place, place)
    void openRowMenu(columns)
  }

  const template = { gridTemplateColumns: columns.map(({ track }) => track).join(' ') }
  const least = columns.reduce((sum, { least }) => sum + least, 0)
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <table> cannot hold only the rows in sight
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label={texts.search.table}
      aria-rowcount={total + 1}
      aria-multiselectable
      aria-activedescendant={
        cursor === null || cursor < first || cursor > last ? undefined : `${id}-${cursor}`
      }
      tabIndex={0}
      onKeyDown={press}
    >
      <div style={{ minWidth: least, height: headHeight + Math.max(rows.canvas, rows.height) }}>
        <GridHead columns={columns} sort={sort} template={template} onSort={onSort} onColumns={onColumns} />
        <div className={classes.window} style={{ height: rows.height }} role="presentation">
          {places.map((place) => (
            <Row
              key={place}
              id={`${id}-${place}`}
              place={place}
              row={rowAt(pages, place)}
              columns={columns}
              style={{ ...template, transform: `translateY(${place * rowHeight - rows.top}px)` }}
              selected={hasPlace(selected, place)}
              current={place === cursor}
              onClick={click}
              onOpen={open}
              onMenu={menu}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly place: number
  readonly row: OrderRow | undefined
  readonly columns: readonly OrderTableColumn[]
  readonly style: Readonly<Record<string, string>>
  readonly selected: boolean
  readonly current: boolean
  readonly onClick: (event: MouseEvent, place: number) => void
  readonly onOpen: (place: number) => void
  readonly onMenu: (event: MouseEvent, place: number) => void
}

function Row({ id, place, row, columns, style, selected, current, onClick, onOpen, onMenu }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid is the one tab stop
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={id}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      data-current={current || undefined}
      className={classes.row}
      style={style}
      onClick={(event) => onClick(event, place)}
      onDoubleClick={() => onOpen(place)}
      onContextMenu={(event) => onMenu(event, place)}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid
        // biome-ignore lint/a11y/useFocusableInteractive: see the grid
        <div role="gridcell" key={column.id} className={classes.cell} data-align={column.align}>
          {row === undefined ? <span className={classes.coming} /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}
