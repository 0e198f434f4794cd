import { Button, Loader } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { logText } from '../../main/texts/index.ts'
import type { MissingOrder } from '../../main/words/missing.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { mendOf } from '../parts/mend.ts'
import { useTexts } from '../state/app-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import classes from './missing-dialog.module.css'
import { askAgain, type ShopSays, stopAsking, useMissing } from './missing-store.ts'
import { OrderAnswer } from './order-answer.tsx'

interface ShopAnswerProps {
  readonly shop: ShopView | undefined
  readonly number: string
  readonly says: ShopSays
}

/** What is known of a number at one shop: from the archive at once, then from the shop itself. */
export function ShopAnswer({ shop, number, says }: ShopAnswerProps) {
  const texts = useTexts()
  const words = texts.missing
  const known = useMissing((state) => state.known)
  // One shop has it: that the others do not is a line each.
  const isElsewhere = useMissing(
    (state) =>
      state.known.length > 0 ||
      [...state.shops.values()].some((other) => other.phase === 'answered' && other.answer.orders.length > 0),
  )
  if (shop === undefined) return null
  const ofShop = known.filter((order) => order.shopId === shop.id)
  switch (says.phase) {
    case 'asking':
      return (
        <>
          <Orders orders={ofShop} shop={shop} />
          <p className={classes.asking}>
            <Loader size={16} aria-hidden />
            {words.asking(shop.name)}
            <Button size="compact-xs" variant="subtle" onClick={stopAsking}>
              {words.stop}
            </Button>
          </p>
        </>
      )
    case 'failed':
      return (
        <>
          <FailurePanel failure={says.failure} title={words.unreachable(shop.name)}>
            <Button size="xs" onClick={() => void askAgain(shop.id)}>
              {words.askAgain}
            </Button>
            {mendOf(says.failure.code) !== 'retry' && (
              <Button
                size="xs"
                variant="default"
                onClick={() => showSettings({ kind: 'shop', shopId: shop.id }, shop.id)}
              >
                {texts.download.mend.check}
              </Button>
            )}
          </FailurePanel>
          <p className="dim">{ofShop.length > 0 ? words.unreachableText : words.nothingHere}</p>
          <Orders orders={ofShop} shop={shop} />
        </>
      )
    case 'answered': {
      const { orders, notices } = says.answer
      return (
        <>
          {orders.length === 0 && isElsewhere && <p className="dim">{words.unknown(number, shop.name)}</p>}
          {orders.length === 0 && !isElsewhere && (
            <section className={classes.answer} data-tone="warn">
              <div className={classes.head}>
                <IconHelpCircle size={20} className={classes.icon} aria-hidden />
                <h3 className={classes.title}>{words.unknown(number, shop.name)}</h3>
              </div>
              <p>{words.unknownText}</p>
            </section>
          )}
          <Orders orders={orders} shop={shop} />
          {notices.map((notice) => {
            const { message, remedy } = logText(texts, notice)
            return (
              <p key={notice.code} className="dim">
                {message} {remedy}
              </p>
            )
          })}
        </>
      )
    }
  }
}

function Orders({ orders, shop }: { readonly orders: readonly MissingOrder[]; readonly shop: ShopView }) {
  return orders.map((order) => <OrderAnswer key={order.shopOrderId} order={order} shop={shop} />)
}
