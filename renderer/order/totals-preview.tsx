import { formatMoney } from '../../main/words/format.ts'
import type { Order } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { OrderTotals } from './order-totals.tsx'
import classes from './totals-preview.module.css'

/** What the totals will be, before anything is saved; and what they were, where that is something else. */
export function TotalsPreview({ before, after }: { readonly before: Order; readonly after: Order }) {
  const texts = useTexts()
  const words = texts.order
  const differs = before.totals.total !== after.totals.total || before.totals.tax !== after.totals.tax
  return (
    <div className={classes.preview} data-changed={differs || undefined}>
      <OrderTotals order={after} title={words.newTotals} />
      <p className={classes.was} role="status">
        {differs
          ? words.wasTotal(formatMoney(before.totals.total, before.currency, texts.language))
          : words.sameAsShop}
      </p>
    </div>
  )
}
