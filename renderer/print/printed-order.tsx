import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { ExportedOrder } from '../../main/words/printed.ts'
import { OrderLines } from '../order/order-lines.tsx'
import { OrderParties } from '../order/order-parties.tsx'
import { OrderPayment } from '../order/order-payment.tsx'
import { OrderTotals } from '../order/order-totals.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { marksOf } from './marks.ts'
import classes from './printed.module.css'

/** One order, as its sheet shows it. */
export function PrintedOrder({ printed }: { readonly printed: ExportedOrder }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { shopId, shopName, order, ownNote, tags } = printed
  const marks = marksOf(printed, texts)
  const words = texts.search.detail
  return (
    <article className={classes.order}>
      <header className={classes.head}>
        <h1>{words.title(order.number)}</h1>
        <p>
          {[
            shopName,
            formatInstant(order.placedAt, texts.language),
            stateNameOf(texts, shops, { shopId, state: order.state }),
          ].join(' · ')}
        </p>
        {marks.length > 0 && <p className={classes.mark}>{marks.join(' · ')}</p>}
      </header>
      {(ownNote !== '' || tags !== '') && (
        <section>
          <h2>{texts.order.own.note}</h2>
          {tags !== '' && <strong>{tags}</strong>}
          {ownNote !== '' && <p className={classes.note}>{ownNote}</p>}
        </section>
      )}
      <OrderParties order={order} />
      <OrderLines order={order} />
      <OrderTotals order={order} />
      <OrderPayment order={order} />
      {order.note !== '' && (
        <section>
          <h2>{texts.order.fields.note}</h2>
          <p className={classes.note}>{order.note}</p>
        </section>
      )}
    </article>
  )
}
