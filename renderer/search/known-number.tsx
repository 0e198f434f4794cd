import { Button } from '@mantine/core'
import { IconFileText, IconHelpCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { whyMissingText } from '../../main/texts/index.ts'
import { statesOf } from '../../main/texts/state-name.ts'
import type { MissingOrder } from '../../main/words/missing.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { openOrder } from '../state/open-order-store.ts'
import classes from './known-number.module.css'

/** Whether somebody who typed that means the number of an order. */
export function isLikeNumber(typed: string): boolean {
  return /^#?[\p{L}\d][\p{L}\d./_-]{0,59}$/u.test(typed) && /\d/.test(typed)
}

/** What the archive knows of a number that the list does not have (R17), and the way to ask the shop. */
export function KnownNumber({ number }: { readonly number: string }) {
  const texts = useTexts()
  const orders = useKnown(number)
  return (
    <div className={classes.known} aria-live="polite">
      {orders.map((order) => (
        <Known key={`${order.shopId} ${order.shopOrderId}`} order={order} />
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconHelpCircle size={16} aria-hidden />}
        onClick={() => void request('windows.missing', { shopId: null, number })}
      >
        {texts.search.whyMissing(number)}
      </Button>
    </div>
  )
}

function Known({ order }: { readonly order: MissingOrder }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { orderId, number, shopId, shopName, why } = order
  const { message, reasons } = whyMissingText(texts, why, statesOf(shops, shopId))
  return (
    <section className={classes.order} aria-label={texts.missing.orderOf(number, shopName)}>
      <h2 className={classes.title}>{texts.missing.orderOf(number, shopName)}</h2>
      <p>{orderId === null ? [message, ...reasons].join(' ') : texts.search.outsideFilters}</p>
      {orderId !== null && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFileText size={16} aria-hidden />}
          onClick={() => openOrder(orderId)}
        >
          {texts.missing.open}
        </Button>
      )}
    </section>
  )
}

function useKnown(number: string): readonly MissingOrder[] {
  const [known, setKnown] = useState<readonly MissingOrder[]>([])
  useEffect(() => {
    setKnown([])
    let wanted = true
    void request('missing.known', { shopId: null, number }).then((answer) => {
      if (wanted && answer.ok) setKnown(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [number])
  return known
}
