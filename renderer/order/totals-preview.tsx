import { formatMoney } from '../../main/words/format.ts'
import type { Order } from '../../main/words/order.ts'
import { useTexts } from '../state/app-store.ts'
import { OrderTotals } from './order-totals.tsx'
import classes from './totals-preview.module.css'

interface TotalsPreviewProps {
  readonly before: Order
  readonly after: Order
  /** Something typed is no number: it does not count. */
  readonly invalid: boolean
}

/** What the totals will be, before anything is saved; and what they were, where that is something else. */
export function TotalsPreview({ before, after, invalid }: TotalsPreviewProps) {
  const texts = useTexts()
  const words = texts.order
  const differs = before.totals.total !== after.totals.total || before.totals.tax !== after.totals.tax
  return (
    <div className={classes.preview} data-changed={differs || undefined}>
      <OrderTotals order={after} title={words.newTotals} />
      <p className={classes.was} role="status">
        {invalid
          ? words.invalidTotals
          : differs
            ? words.wasTotal(formatMoney(before.totals.total, before.currency, texts.language))
            : words.sameAsShop}
      </p>
    </div>
  )
}
