import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import {
  isDetailColumn,
  leastColumn,
  type OrderSort,
  type OrderTableView,
} from '../../main/words/order-search.ts'
import { dragEdge } from '../parts/drag-edge.ts'
import { useTexts } from '../state/app-store.ts'
import type { OrderTableColumn } from './columns.tsx'
import classes from './grid-head.module.css'
import { changeView, resetWidth, useSearchView } from './view-store.ts'

type Id = OrderTableColumn['id']
type Widths = OrderTableView['widths']

interface GridHeadProps {
  readonly columns: readonly OrderTableColumn[]
  readonly sort: OrderSort
  readonly onSort: (sort: OrderSort) => void
  readonly onColumns: (ids: readonly Id[]) => void
}

/** Times and amounts are wanted from the last and the largest first. */
const descendingFirst: ReadonlySet<Id> = new Set(['placedAt', 'downloadedAt', 'total', 'number'])

/** By so many pixels a key makes a column wider. */
const step = 16

/**
 * The names of the columns: a click sorts, another one turns it round, dragging moves; their edges are dragged to make them
 * wider. Arrows walk along them, with Shift they move the edge.
 */
export function GridHead({ columns, sort, onSort, onColumns }: GridHeadProps) {
  const { search } = useTexts()
  const [dragged, setDragged] = useState<Id | null>(null)
  const [over, setOver] = useState<Id | null>(null)

  function press(event: KeyboardEvent<HTMLElement>, id: Id): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const head = event.currentTarget
    if (event.shiftKey) {
      changeView({ widths: widened(widthsUpTo(head, id), id, by * step) })
      return
    }
    const heads = [
      ...(head.closest('[role=row]')?.querySelectorAll<HTMLElement>('[aria-keyshortcuts]') ?? []),
    ]
    heads[heads.indexOf(head) + by]?.focus()
  }

  /** As they are on the screen. Those before an edge keep their widths, so that it stays under the pointer. */
  function widthsUpTo(inside: HTMLElement, id: Id): Widths {
    const heads = [...(inside.closest('[role=row]')?.querySelectorAll('[role=columnheader]') ?? [])]
    const shown = columns.slice(0, columns.findIndex((column) => column.id === id) + 1)
    const widths = shown.map((column, at) => {
      const width = heads[at]?.getBoundingClientRect().width ?? leastColumn
      return [column.id, Math.max(leastColumn, Math.round(width))] as const
    })
    return Object.fromEntries(widths)
  }

  const dragFrom = (id: Id) =>
    dragEdge((element) => {
      const { widths } = useSearchView.getState()
      const begun = { ...widths, ...widthsUpTo(element, id) }
      return {
        move: (by) => useSearchView.setState({ widths: widened(begun, id, by) }),
        end: () => changeView({}),
      }
    })

  function drop(target: Id): void {
    if (dragged === null || dragged === target) return
    const ids = columns.map(({ id }) => id)
    const rest = ids.filter((id) => id !== dragged)
    const behind = ids.indexOf(dragged) < ids.indexOf(target) ? 1 : 0
    onColumns(rest.toSpliced(rest.indexOf(target) + behind, 0, dragged))
  }

  const first = columns.some(({ id }) => id === sort.by) ? sort.by : columns[0]?.id
  return (
    <>
      {columns.map(({ id, header, align }) => {
        const keys = {
          'aria-keyshortcuts': 'Shift+ArrowLeft Shift+ArrowRight',
          tabIndex: id === first ? 0 : -1,
          onKeyDown: (event: KeyboardEvent<HTMLElement>) => press(event, id),
        }
        const dragging = {
          draggable: true,
          onDragStart: () => setDragged(id),
          onDragEnd: () => {
            setDragged(null)
            setOver(null)
          },
        }
        const sorted = sort.by === id
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the table
          // biome-ignore lint/a11y/useFocusableInteractive: its button is, where it has one
          <div
            role="columnheader"
            key={id}
            className={classes.cell}
            data-end={align}
            data-over={(over === id && dragged !== null && dragged !== id) || undefined}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(id)
            }}
            onDrop={() => drop(id)}
            {...(isDetailColumn(id) && keys)}
          >
            {isDetailColumn(id) ? (
              <span className={classes.name} title={header} {...dragging}>
                <span>{header}</span>
              </span>
            ) : (
              <button
                type="button"
                className={classes.name}
                title={search.sortBy(header)}
                {...keys}
                {...dragging}
                onClick={() =>
                  onSort({ by: id, descending: sorted ? !sort.descending : descendingFirst.has(id) })
                }
              >
                <span>{header}</span>
                {sorted && <Arrow descending={sort.descending} />}
              </button>
            )}
            <span
              aria-hidden
              className={classes.edge}
              title={search.dragEdge}
              onPointerDown={dragFrom(id)}
              onDoubleClick={() => resetWidth(id)}
            />
          </div>
        )
      })}
    </>
  )
}

function Arrow({ descending }: { readonly descending: boolean }) {
  const Icon = descending ? IconChevronDown : IconChevronUp
  return <Icon size={14} aria-hidden />
}

/** With one of them wider by so many pixels. */
function widened(widths: Widths, id: Id, by: number): Widths {
  return { ...widths, [id]: Math.min(4000, Math.max(leastColumn, Math.round((widths[id] ?? 0) + by))) }
}
