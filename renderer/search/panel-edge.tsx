import type { KeyboardEvent } from 'react'
import { dragEdge } from '../parts/drag-edge.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './panel-edge.module.css'
import { changeView, useSearchView } from './view-store.ts'

/** By so many pixels a key moves it. */
const step = 32

/** The edge between the list and the open order: dragged, or moved by the arrows; a double click puts it back. */
export function PanelEdge() {
  const { search } = useTexts()
  const panel = useSearchView((state) => state.panel)

  function press(event: KeyboardEvent<HTMLElement>): void {
    const by = event.key === 'ArrowLeft' ? step : event.key === 'ArrowRight' ? -step : 0
    if (by === 0) return
    event.preventDefault()
    changeView({ panel: within(widthOf(event.currentTarget) + by) })
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={search.panelWidth}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={panel ?? usual}
      title={search.dragEdge}
      className={classes.edge}
      onKeyDown={press}
      onPointerDown={dragEdge((element) => {
        const begun = widthOf(element)
        return {
          move: (by) => useSearchView.setState({ panel: within(begun - by) }),
          end: () => changeView({}),
        }
      })}
      onDoubleClick={() => changeView({ panel: null })}
    />
  )
}

const least = 360
const most = 1600
/** About: the style sheet says how much it is of which window. */
const usual = 560

function within(width: number): number {
  return Math.min(most, Math.max(least, Math.round(width)))
}

/** Of the order, as it is on the screen. */
function widthOf(edge: HTMLElement): number {
  return edge.parentElement?.getBoundingClientRect().width ?? usual
}
