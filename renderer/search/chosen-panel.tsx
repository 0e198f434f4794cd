import { Button, Checkbox, CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatCount, formatDecimal, formatMoney } from '../../main/words/format.ts'
import type { Decimal } from '../../main/words/order.ts'
import { workStates } from '../../main/words/work.ts'
import { request } from '../client.ts'
import { offerInvoices } from '../invoices/make-store.ts'
import { Facts } from '../order/facts.tsx'
import panel from '../parts/side-panel.module.css'
import { useTexts } from '../state/app-store.ts'
import { closeOrder } from '../state/open-order-store.ts'
import { printOrders } from '../state/print-store.ts'
import classes from './chosen-panel.module.css'
import { exportOrders } from './export-store.ts'
import { markChosen, tagChosen } from './list-actions.ts'
import { chosen, useOrderList } from './order-list-store.ts'
import { countPlaces } from './ranges.ts'
import { changeView, useSearchView } from './view-store.ts'

/** Several orders are chosen: what they come to, and what can be done with them, in place of one order. */
export function ChosenPanel() {
  const texts = useTexts()
  const words = texts.search
  const { selected, selectedTotals: totals } = useOrderList()
  const alsoDone = useSearchView((state) => state.alsoDone)
  const [pieces, setPieces] = useState<Decimal | null>(null)
  useEffect(() => {
    const selection = chosen()
    // Their sums come a moment after the last key that chose them; so do the pieces.
    setPieces(null)
    if (totals === null || selection === null) return
    let isLeft = false
    void request('orders.pieces', selection).then((answer) => {
      if (answer.ok && !isLeft) setPieces(answer.value)
    })
    return () => {
      isLeft = true
    }
  }, [totals])
  const count = countPlaces(selected)
  const sums =
    totals?.amounts.map(({ currency, total }) => formatMoney(total, currency, texts.language)) ?? []
  const facts = [
    ...sums.map((sum) => [texts.search.detail.total, sum] as const),
    [words.columns.pieces, pieces === null ? '' : formatDecimal(pieces, texts.language)] as const,
  ]
  return (
    <aside className={panel.panel} aria-label={words.chosenLabel}>
      <header className={panel.head}>
        <div className={panel.words}>
          <h1 className={panel.title}>{words.chosen(count, formatCount(count, texts.language))}</h1>
        </div>
        <CloseButton aria-label={texts.common.close} onClick={closeOrder} />
      </header>
      <div className={panel.body} data-selectable>
        <Facts facts={facts} />
        <section>
          <h3>{texts.order.work}</h3>
          <div className={classes.buttons}>
            {workStates.map((state) => (
              <Button key={state} size="xs" variant="default" onClick={() => void markChosen(state)}>
                {words.work[state]}
              </Button>
            ))}
            <Button size="xs" variant="default" onClick={tagChosen}>
              {words.tagsOfChosen}
            </Button>
          </div>
        </section>
        <Checkbox
          size="xs"
          label={words.exporting.alsoDone}
          checked={alsoDone}
          onChange={(event) => changeView({ alsoDone: event.currentTarget.checked })}
        />
        <section>
          <h3>{texts.print.button}</h3>
          <div className={classes.buttons}>
            {(['orders', 'picking', 'list'] as const).map((what) => (
              <Button key={what} size="xs" variant="default" onClick={() => print(what, alsoDone)}>
                {texts.print.printer[what]}
              </Button>
            ))}
          </div>
        </section>
        <section>
          <h3>{words.exporting.button}</h3>
          <div className={classes.buttons}>
            {(['csv', 'xlsx', 'easyfatt'] as const).map((format) => (
              <Button
                key={format}
                size="xs"
                variant="default"
                onClick={() => void exportOrders(chosen(), format, { alsoDone })}
              >
                {texts.native.exportOrders.dialog.formats[format]}
              </Button>
            ))}
          </div>
        </section>
        <section>
          <h3>{texts.invoices.chosenHead}</h3>
          <div className={classes.buttons}>
            <Button size="xs" variant="default" onClick={invoice}>
              {texts.invoices.makeChosen}
            </Button>
          </div>
        </section>
      </div>
    </aside>
  )
}

function invoice(): void {
  const of = chosen()
  if (of !== null) void offerInvoices(of)
}

function print(what: 'orders' | 'picking' | 'list', alsoDone: boolean): void {
  const of = chosen()
  if (of !== null) void printOrders({ what, of, to: 'printer' }, alsoDone)
}
