import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatCount, formatInstant, formatMoney } from '../../main/words/format.ts'
import { everyOrder, newestFirst } from '../../main/words/order-search.ts'
import type { OrderDetail, OrderPage } from '../../main/words/order-view.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { openOrder } from '../state/open-order-store.ts'
import classes from './customer-orders.module.css'

const shown = 5

/** The customer's other orders, by e-mail address, over all shops; nothing where there are none. */
export function CustomerOrders({
  detail,
  onAll,
}: {
  readonly detail: OrderDetail
  /** Searches for all of them. */
  readonly onAll: (email: string) => void
}) {
  const texts = useTexts()
  const words = texts.search.detail
  const shops = useApp((state) => state.shops)
  const { email } = detail
  const [page, setPage] = useState<OrderPage | null>(null)
  useEffect(() => {
    let isLeft = false
    setPage(null)
    if (email === '') return
    const asked = { filter: { ...everyOrder, text: email }, sort: newestFirst, upTo: null }
    void request('orders.list', { ...asked, offset: 0, limit: shown + 1 }).then((answer) => {
      if (answer.ok && !isLeft) setPage(answer.value)
    })
    return () => {
      isLeft = true
    }
  }, [email])
  const others = page?.rows.filter(({ id }) => id !== detail.id).slice(0, shown) ?? []
  if (page === null || others.length === 0) return null
  return (
    <section>
      <h2>{words.otherOrders}</h2>
      <ul className={classes.rows}>
        {others.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className={classes.row}
              title={words.openOther(row.number)}
              onClick={() => openOrder(row.id)}
            >
              <span className={classes.number}>{row.number}</span>
              <span className="dim">{formatInstant(row.placedAt, texts.language)}</span>
              {shops.length > 1 && <span className="dim">{row.shopName}</span>}
              <span className="dim">{stateNameOf(texts, shops, row)}</span>
              <span className={classes.total}>{formatMoney(row.total, row.currency, texts.language)}</span>
            </button>
          </li>
        ))}
      </ul>
      {page.total > shown + 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onAll(email)}>
          {words.allOrders(formatCount(page.total, texts.language))}
        </Button>
      )}
    </section>
  )
}
