import { Button, CloseButton, Skeleton } from '@mantine/core'
import { IconCode, IconListDetails, IconPencilExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import type { OrderDetail } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { formatInstant, formatMoney } from '../format.ts'
import { Status } from '../parts/status.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { closeOrder, useOrders } from '../state/orders-store.ts'
import { OrderLines } from './order-lines.tsx'
import classes from './order-panel.module.css'
import { OrderParties } from './order-parties.tsx'
import { OrderPayment } from './order-payment.tsx'
import { OrderTotals } from './order-totals.tsx'
import { stateNameOf } from './state-name.ts'

/** One order, to be read as one reads an order. */
export function OrderPanel({ orderId }: { readonly orderId: number }) {
  const texts = useTexts()
  const detail = useOrders((state) => state.detail)
  const phase = useOrders((state) => state.detailPhase)
  const words = texts.search.detail
  const shown = detail?.id === orderId ? detail : null
  return (
    <aside
      className={classes.panel}
      aria-label={words.label(shown?.number ?? '')}
      aria-busy={phase === 'loading'}
    >
      {shown !== null ? (
        <Order detail={shown} />
      ) : (
        <div className={classes.waiting}>
          <CloseButton aria-label={texts.common.close} onClick={closeOrder} className={classes.close} />
          {phase === 'gone' ? (
            <p>{words.gone}</p>
          ) : (
            [60, 90, 75, 85].map((width) => <Skeleton key={width} height={16} width={`${width}%`} />)
          )}
        </div>
      )}
    </aside>
  )
}

function Order({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const words = texts.search.detail
  const { order } = detail
  return (
    <>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1 className={classes.title}>
            {words.title(detail.number)}
            <span className={classes.total}>
              {formatMoney(order.totals.total, order.currency, texts.language)}
            </span>
          </h1>
          <p className={classes.facts}>
            <span className={classes.state}>{stateNameOf(texts, shops, detail)}</span>
            <span>{formatInstant(order.placedAt, texts.language)}</span>
            <span>{detail.shopName}</span>
            {detail.changedOnSite && (
              <Status icon={IconPencilExclamation} tone="warn" text={texts.search.changedOnSite} />
            )}
          </p>
        </div>
        <CloseButton aria-label={texts.common.close} onClick={closeOrder} />
      </header>
      <div className={classes.body} data-selectable key={detail.id}>
        <OrderParties order={order} />
        <OrderLines order={order} />
        <OrderTotals order={order} />
        <OrderPayment order={order} />
        {order.note !== '' && (
          <section>
            <h2>{words.note}</h2>
            <p className={classes.note}>{order.note}</p>
          </section>
        )}
        <Raw raw={detail.raw} />
        <p className={classes.downloaded}>
          {words.downloaded(texts.common.moment(detail.downloadedAt, new Date()))}
        </p>
      </div>
      <footer className={classes.actions}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => void request('windows.log', { runId: null, orderId: detail.id })}
        >
          {words.log}
        </Button>
      </footer>
    </>
  )
}

/** The shop's own data, made readable only when asked for: it may be large. */
function Raw({ raw }: { readonly raw: string }) {
  const words = useTexts().search.detail
  const [open, setOpen] = useState(false)
  return (
    <section>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={classes.showRaw}
        leftSection={<IconCode size={16} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? words.hideRaw : words.showRaw}
      </Button>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section className={classes.raw} tabIndex={0} aria-label={words.raw}>
          <pre>{indent(raw)}</pre>
        </section>
      )}
    </section>
  )
}

function indent(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    // What is not JSON is shown as it came.
    return raw
  }
}
