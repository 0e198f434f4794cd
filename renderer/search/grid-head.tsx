import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { OrderSort } from '../../main/words/order-search.ts'
import { useTexts } from '../state/app-store.ts'
import type { OrderTableColumn } from './columns.tsx'
import classes from './grid-head.module.css'

type Id = OrderTableColumn['id']

interface GridHeadProps {
  readonly columns: readonly OrderTableColumn[]
  readonly sort: OrderSort
  readonly onSort: (sort: OrderSort) => void
  readonly onColumns: (ids: readonly Id[]) => void
}

/** Times and amounts are wanted from the last and the largest first. */
const descendingFirst: ReadonlySet<Id> = new Set(['placedAt', 'downloadedAt', 'total', 'number'])

/** The names of the columns: a click sorts, another one turns it round, dragging moves. Arrows walk along them. */
export function GridHead({ columns, sort, onSort, onColumns }: GridHeadProps) {
  const { search } = useTexts()
  const [dragged, setDragged] = useState<Id | null>(null)
  const [over, setOver] = useState<Id | null>(null)

  function walk(event: KeyboardEvent<HTMLButtonElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const buttons = [...(event.currentTarget.closest('[role=row]')?.querySelectorAll('button') ?? [])]
    buttons[buttons.indexOf(event.currentTarget) + step]?.focus()
  }

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
        const sorted = sort.by === id
        const Arrow = sort.descending ? IconChevronDown : IconChevronUp
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the table
          // biome-ignore lint/a11y/useFocusableInteractive: its button is
          <div
            role="columnheader"
            key={id}
            className={classes.cell}
            data-end={align}
            data-over={(over === id && dragged !== null && dragged !== id) || undefined}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            draggable
            onDragStart={() => setDragged(id)}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(id)
            }}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDrop={() => drop(id)}
          >
            <button
              type="button"
              className={classes.name}
              title={search.sortBy(header)}
              tabIndex={id === first ? 0 : -1}
              onKeyDown={walk}
              onClick={() =>
                onSort({ by: id, descending: sorted ? !sort.descending : descendingFirst.has(id) })
              }
            >
              <span>{header}</span>
              {sorted && <Arrow size={14} aria-hidden />}
            </button>
          </div>
        )
      })}
    </>
  )
}
