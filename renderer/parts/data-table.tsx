import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import classes from './data-table.module.css'

const rowHeight = 32

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** A grid track: `96px`, `minmax(120px, 1fr)`. */
  readonly track: string
  readonly align?: 'end'
  readonly cell: (row: Row) => ReactNode
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => number
  readonly selected: number | null
  /** Called as the selection moves, by the mouse or along with the arrow keys. */
  readonly onSelect: (row: Row, by: 'mouse' | 'keys') => void
  /** Called by Enter and by a double click. */
  readonly onOpen?: (row: Row) => void
  /** Called when the end comes in sight. */
  readonly onEnd: () => void
  /** Whether a row that can be unfolded is; undefined for all others. */
  readonly isOpen?: (row: Row) => boolean | undefined
  /** Called by the right mouse button, with the place in the window. */
  readonly onMenu?: (row: Row, at: { readonly x: number; readonly y: number }) => void
  /** Shown where there are no rows. */
  readonly empty: ReactNode
  /** How many there are in all, where known. */
  readonly total?: number | undefined
}

/** A dense table of any length: only what is in sight is in the page. One tab stop; arrows move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, selected, onSelect, onOpen, onEnd, isOpen, onMenu, empty, total } =
    props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  })
  const items = virtualizer.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 20) onEnd()
  }, [lastShown, rows.length, onEnd])
  useKeepPlace(scroller, rows, keyOf)

  const selectedIndex = selected === null ? -1 : rows.findIndex((row) => keyOf(row) === selected)

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }
    const row = rows[selectedIndex]
    if (event.key === 'Enter' && event.target === scroller.current && row !== undefined) {
      onOpen?.(row)
      return
    }
    const step = steps[event.key]
    if (step === undefined || rows.length === 0) return
    event.preventDefault()
    const index = Math.min(rows.length - 1, Math.max(0, selectedIndex + step))
    const next = rows[index]
    if (next === undefined) return
    virtualizer.scrollToIndex(index)
    onSelect(next, 'keys')
  }

  const template = { gridTemplateColumns: columns.map((column) => column.track).join(' ') }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid as soon as it has rows
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: see above
    <div
      ref={scroller}
      className={classes.table}
      // A <table> cannot hold only the rows in sight; what is shown instead of rows is no grid.
      role={rows.length === 0 ? undefined : isOpen === undefined ? 'grid' : 'treegrid'}
      aria-label={rows.length === 0 ? undefined : label}
      aria-rowcount={rows.length === 0 ? undefined : (total ?? rows.length) + 1}
      aria-activedescendant={selectedIndex < 0 ? undefined : `${id}-${selected}`}
      tabIndex={rows.length === 0 ? -1 : 0}
      onKeyDown={move}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is the one tab stop */}
      <div
        role="row"
        className={classes.head}
        style={template}
        aria-rowindex={1}
        aria-hidden={rows.length === 0 || undefined}
      >
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            role="columnheader"
            key={column.id}
            className={classes.cell}
            data-align={column.align}
            title={column.header}
          >
            {column.header}
          </div>
        ))}
      </div>
      {rows.length === 0 ? (
        <div className={classes.nothing}>{empty}</div>
      ) : (
        <div className={classes.body} style={{ height: virtualizer.getTotalSize() }} role="presentation">
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const key = keyOf(row)
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: see above
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
              <div
                key={key}
                id={`${id}-${key}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={key === selected}
                aria-expanded={isOpen?.(row)}
                className={classes.row}
                style={{ ...template, transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect(row, 'mouse')}
                onDoubleClick={() => onOpen?.(row)}
                onContextMenu={(event) => {
                  if (onMenu === undefined) return
                  event.preventDefault()
                  onMenu(row, { x: event.clientX, y: event.clientY })
                }}
              >
                {columns.map((column) => (
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  // biome-ignore lint/a11y/useFocusableInteractive: see above
                  <div role="gridcell" key={column.id} className={classes.cell} data-align={column.align}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** Rows that arrive on top must not push away the one being read. */
function useKeepPlace<Row>(
  scroller: { readonly current: HTMLDivElement | null },
  rows: readonly Row[],
  keyOf: (row: Row) => number,
): void {
  const firstKey = useRef<number | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    const first = rows[0]
    const before = firstKey.current
    firstKey.current = first === undefined ? null : keyOf(first)
    if (element === null || element.scrollTop === 0 || before === null) return
    const index = rows.findIndex((row) => keyOf(row) === before)
    if (index > 0) element.scrollTop += index * rowHeight
    else if (index < 0) element.scrollTop = 0
  }, [rows, keyOf, scroller])
}
