import { type CSSProperties, useEffect } from 'react'
import { MakeInvoicesDialog } from '../invoices/make-dialog.tsx'
import { OrderPanel } from '../order/order-panel.tsx'
import { isTyping } from '../order/sheet-keys.ts'
import { isLayerOpen } from '../parts/layers.ts'
import { useTexts } from '../state/app-store.ts'
import { undoLast } from '../state/last-done.ts'
import { closeOrder, openOrder, useOpenOrder } from '../state/open-order-store.ts'
import { AwayDialog } from './away-dialog.tsx'
import { ChosenPanel } from './chosen-panel.tsx'
import { LeftOutDialog } from './left-out-dialog.tsx'
import { useOrderList } from './order-list-store.ts'
import { OrdersList } from './orders-list.tsx'
import { PanelEdge } from './panel-edge.tsx'
import { countPlaces } from './ranges.ts'
import { SearchBar } from './search-bar.tsx'
import classes from './search-window.module.css'
import { TagsDialog } from './tags-dialog.tsx'
import { useSearchView } from './view-store.ts'
import { findCustomer, openNext } from './ways-in.ts'

/** Ricerca ordini: a window of its own (R26). */
export function SearchWindow() {
  const texts = useTexts()
  const openId = useOpenOrder((state) => state.openId)
  const panel = useSearchView((state) => state.panel)
  const several = useOrderList((state) => countPlaces(state.selected) > 1)

  useEffect(() => {
    document.title = texts.search.title
  }, [texts])
  useEffect(() => {
    let covered = false
    const look = () => {
      covered = isLayerOpen()
    }
    const close = (event: KeyboardEvent) => {
      if (event.defaultPrevented || covered) return
      if (event.key === 'Escape') closeOrder()
      // With an order open, its own keys (`useSheetKeys`) have been before.
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
      if (isUndo && !isTyping(event.target) && undoLast()) event.preventDefault()
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', close)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', close)
    }
  }, [])

  return (
    <main className={classes.window}>
      <SearchBar />
      <div
        className={classes.body}
        data-open={openId !== null || undefined}
        style={panel === null ? undefined : ({ '--panel': `${panel}px` } as CSSProperties)}
      >
        <OrdersList />
        {openId !== null && (
          <div className={classes.panel}>
            {several ? (
              <ChosenPanel />
            ) : (
              <OrderPanel orderId={openId} onNext={openNext} onCustomer={findCustomer} />
            )}
            <PanelEdge />
          </div>
        )}
      </div>
      <AwayDialog />
      <LeftOutDialog />
      <TagsDialog />
      <MakeInvoicesDialog onOrder={openOrder} />
    </main>
  )
}
