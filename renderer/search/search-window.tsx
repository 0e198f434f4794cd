import { useEffect } from 'react'
import { OrderPanel } from '../order/order-panel.tsx'
import { isLayerOpen } from '../parts/layers.ts'
import { useTexts } from '../state/app-store.ts'
import { closeOrder, useOrders } from '../state/orders-store.ts'
import { OrdersList } from './orders-list.tsx'
import { SearchBar } from './search-bar.tsx'
import classes from './search-window.module.css'

/** Ricerca ordini: a window of its own (R26). */
export function SearchWindow() {
  const texts = useTexts()
  const openId = useOrders((state) => state.openId)

  useEffect(() => {
    document.title = texts.search.title
  }, [texts])
  useEffect(() => {
    let covered = false
    const look = () => {
      covered = isLayerOpen()
    }
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) closeOrder()
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
      <div className={classes.body} data-open={openId !== null || undefined}>
        <OrdersList />
        {openId !== null && <OrderPanel orderId={openId} />}
      </div>
    </main>
  )
}
