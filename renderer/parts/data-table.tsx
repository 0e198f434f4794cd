import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import classes from './data-table.module.css'
import { leastWidth, type Track } from './track.ts'
import { headHeight, rowHeight, useRowWindow } from './use-row-window.ts'

/** As many rows before the end as are read ahead. */
const ahead = 32

export interface Column<Row> extends Track {
  readonly id: string
  readonly header: string
  readonly align?: 'end'
  readonly cell: (row: Row) => ReactNode
}

/** An array; or what is read as it comes in sight, with `null` for a row on its way. */
export interface Rows<Row> {
  readonly length: number
  readonly at: (place: number) => Row | undefined
}

type Key = number | string

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: Rows<Row>
  /** What a row is known by although others come before it. Without it rows are known by their places. */
  readonly keyOf?: (row: Row) => Key
  /** Changes with the list: a new one is shown from its beginning, or where its selected row is. */
  readonly list?: unknown
  /** The row that the keys move from, by its key; the table's own affair when left out. */
  readonly selected?: Key | null
  /** Where several can be chosen: whether the row at that place is. */
  readonly isChosen?: (place: number) => boolean
  /** Called as the selection moves, by a click or by the keys. */
  readonly onSelect?: (row: Row, event: MouseEvent | KeyboardEvent, place: number) => void
  /** Called by Enter and by a double click. */
  readonly onOpen?: (row: Row, place: number) => void
  /** Called by the right mouse button. */
  readonly onMenu?: (row: Row, event: MouseEvent, place: number) => void
  /** Called by the keys that the table has no use for. */
  readonly onKey?: (event: KeyboardEvent) => void
  /** Called with the places in sight; what it returns, when they are so no more. */
  readonly onSight?: (first: number, last: number) => (() => void) | undefined
  /** Called when the end comes in sight. */
  readonly onEnd?: () => void
  /** Whether a row that can be unfolded is; undefined for all others. */
  readonly isOpen?: (row: Row) => boolean | undefined
  /** Heads of columns (`columnheader`) that do more than name them. */
  readonly head?: ReactNode
  /** Shown where there are no rows. */
  readonly empty?: ReactNode
  /** How many there are in all, where known. */
  readonly total?: number
}

/** A dense table of any length: only what is in sight is in the page. One tab stop; arrows move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, isChosen, onSelect, onOpen, onMenu, onKey, onSight, onEnd } = props
  const count = rows.length
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const view = useRowWindow(scroller, count)
  const { first, last, show } = view
  const [own, setOwn] = useState<Key | null>(null)
  const selected = props.selected === undefined ? own : props.selected
  const at = useMemo(() => placeOf(rows, keyOf, selected), [rows, keyOf, selected])
  useKeepPlace(view, props.list, rows, keyOf, at)
  useEffect(() => onSight?.(first, last), [first, last, onSight])
  useEffect(() => {
    if (count > 0 && last >= count - ahead) onEnd?.()
  }, [last, count, onEnd])

  function select(row: Row, event: MouseEvent | KeyboardEvent, place: number): void {
    setOwn(keyOf?.(row) ?? place)
    onSelect?.(row, event, place)
  }

  function press(event: KeyboardEvent<HTMLElement>): void {
    const { key, target, currentTarget } = event
    const inside = target !== currentTarget
    if (count === 0 || (inside && target instanceof Element && target.closest('[role=columnheader]'))) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: view.page,
      PageUp: -view.page,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }
    const step = steps[key]
    const place = Math.min(count - 1, Math.max(0, at + (step ?? 0)))
    const row = rows.at(place)
    if (step !== undefined && row !== undefined) {
      event.preventDefault()
      show(place)
      select(row, event, place)
    } else if (inside) return
    else if (key !== 'Enter') onKey?.(event)
    else if (at >= 0 && row !== undefined) onOpen?.(row, place)
  }

  const template = { gridTemplateColumns: columns.map(({ track }) => track).join(' ') }
  const role = count === 0 ? undefined : props.isOpen === undefined ? 'grid' : 'treegrid'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid as soon as it has rows
    <div
      ref={scroller}
      className={classes.table}
      // A <table> cannot hold only the rows in sight; what is shown instead of rows is no grid.
      role={role}
      tabIndex={count === 0 ? -1 : 0}
      onKeyDown={press}
      {...(role && {
        'aria-label': label,
        'aria-rowcount': (props.total ?? count) + 1,
        'aria-multiselectable': isChosen && true,
        'aria-activedescendant': at >= first && at <= last ? `${id}-${selected}` : undefined,
      })}
    >
      <div
        style={{
          minWidth: role && leastWidth(columns),
          height: headHeight + Math.max(view.canvas, view.height),
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is the one tab stop */}
        <div
          role="row"
          className={classes.head}
          style={template}
          aria-rowindex={1}
          aria-hidden={count === 0 || undefined}
        >
          {props.head ??
            columns.map(({ id, header, align }) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: see above
              <div role="columnheader" key={id} className={classes.cell} data-end={align} title={header}>
                {header}
              </div>
            ))}
        </div>
        <div
          className={count === 0 ? classes.nothing : classes.window}
          style={{ height: view.height }}
          role={role && 'presentation'}
        >
          {count === 0 && props.empty}
          {Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
            const place = first + index
            const row = rows.at(place)
            if (row === undefined) return null
            const key = keyOf?.(row) ?? place
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: the grid is the one tab stop
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
              <div
                key={key}
                id={`${id}-${key}`}
                role="row"
                aria-rowindex={place + 2}
                aria-selected={isChosen?.(place) ?? key === selected}
                aria-expanded={row === null ? undefined : props.isOpen?.(row)}
                aria-busy={row === null || undefined}
                data-current={place === at || undefined}
                className={classes.row}
                style={{ ...template, transform: `translateY(${place * rowHeight - view.top}px)` }}
                onClick={(event) => select(row, event, place)}
                onDoubleClick={() => onOpen?.(row, place)}
                onContextMenu={(event) => {
                  if (onMenu === undefined) return
                  event.preventDefault()
                  onMenu(row, event, place)
                }}
              >
                {columns.map((column) => (
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  // biome-ignore lint/a11y/useFocusableInteractive: see above
                  <div role="gridcell" key={column.id} className={classes.cell} data-end={column.align}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Where the row of that key is; -1 where none is. */
function placeOf<Row>(rows: Rows<Row>, keyOf: ((row: Row) => Key) | undefined, key: Key | null): number {
  if (keyOf === undefined) return typeof key === 'number' ? key : -1
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows.at(place)
    if (row !== undefined && keyOf(row) === key) return place
  }
  return -1
}

/** Rows that arrive on top must not push away the one being read; a new list begins at its selected row. */
function useKeepPlace<Row>(
  { top, scrollTo }: ReturnType<typeof useRowWindow>,
  list: unknown,
  rows: Rows<Row>,
  keyOf: ((row: Row) => Key) | undefined,
  at: number,
): void {
  const before = useRef<{ readonly list: unknown; readonly rows: Rows<Row> }>({ list, rows })
  useLayoutEffect(() => {
    const last = before.current
    before.current = { list, rows }
    const first = last.rows.at(0)
    if (last.list !== list) scrollTo(Math.max(0, (at - 3) * rowHeight))
    else if (last.rows !== rows && keyOf !== undefined && top > 0 && first !== undefined) {
      const moved = placeOf(rows, keyOf, keyOf(first))
      if (moved !== 0) scrollTo(moved < 0 ? 0 : top + moved * rowHeight)
    }
  })
}
