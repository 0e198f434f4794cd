import { CloseButton, Skeleton } from '@mantine/core'
import { IconHelpCircle, IconPencil, IconPencilExclamation, IconWorldDown } from '@tabler/icons-react'
import { useEffect } from 'react'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatInstant, formatMoney } from '../../main/words/format.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { fitForPage } from '../../main/words/shown-text.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import panel from '../parts/side-panel.module.css'
import { Status } from '../parts/status.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { closeOrder, useOpenOrder } from '../state/open-order-store.ts'
import { EditForm } from './edit-form.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import classes from './order-panel.module.css'
import { OrderSheet } from './order-sheet.tsx'
import { orderIsThere, readHistory, resetSheet, useSheet } from './order-sheet-store.ts'
import { useSheetKeys } from './sheet-keys.ts'
import { SiteDifferencesDialog } from './site-differences.tsx'

export interface OrderPanelProps {
  readonly orderId: number
  /** Opens the next order of the list, and tells which; null where there is none. */
  readonly onNext: () => number | null
  /** Searches for all orders of a customer. */
  readonly onCustomer: (email: string) => void
}

/** One order, to be read as one reads an order, and to be changed. */
export function OrderPanel({ orderId, ...ways }: OrderPanelProps) {
  const texts = useTexts()
  const detail = useOpenOrder((state) => state.detail)
  const phase = useOpenOrder((state) => state.detailPhase)
  const words = texts.search.detail
  const shown = detail?.id === orderId ? detail : null
  useEffect(() => {
    void readHistory(orderId)
    return resetSheet
  }, [orderId])
  return (
    <aside
      className={`${panel.panel} ${classes.panel}`}
      aria-label={words.label(shown?.number ?? '')}
      aria-busy={phase === 'loading'}
    >
      {shown !== null ? (
        <Order detail={shown} {...ways} />
      ) : (
        <>
          <header className={`${panel.head} ${classes.head}`}>
            {phase === 'gone' ? <p className={panel.words}>{words.gone}</p> : <WaitingHead />}
            <CloseButton aria-label={texts.common.close} onClick={closeOrder} />
          </header>
          {phase === 'loading' && <WaitingSheet />}
        </>
      )}
    </aside>
  )
}

/** As high as the head will be: an order on its way moves nothing when it comes. */
function WaitingHead() {
  return (
    <div className={panel.words} aria-hidden>
      <Skeleton height={20} width="45%" />
      <Skeleton height={12} width="70%" mt={10} mb={2} />
    </div>
  )
}

function WaitingSheet() {
  return (
    <div className={classes.waiting} aria-hidden>
      {[35, 60, 52, 30, 90, 86, 92].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} />
      ))}
    </div>
  )
}

function Order({
  detail,
  onNext,
  onCustomer,
}: Omit<OrderPanelProps, 'orderId'> & { readonly detail: OrderDetail }) {
  const editing = useSheet((state) => state.draft !== null)
  useSheetKeys(detail, onNext)
  useEffect(() => orderIsThere(detail), [detail])
  return (
    <>
      <Head detail={detail} editing={editing} />
      {editing ? <EditForm onNext={onNext} /> : <OrderSheet detail={detail} onCustomer={onCustomer} />}
      <SiteDifferencesDialog detail={detail} />
      <LeaveDialog number={detail.number} />
    </>
  )
}

function Head({ detail, editing }: { readonly detail: OrderDetail; readonly editing: boolean }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { order } = detail
  const number = fitForPage(detail.number)
  return (
    <header className={`${panel.head} ${classes.head}`}>
      <div className={panel.words} data-selectable>
        <h1 className={classes.title}>
          <span>
            {editing ? texts.order.editing(number) : texts.search.detail.title(number)}{' '}
            {!editing && <CopyButton value={number} name={texts.order.fields.number} />}
          </span>
          {!editing && (
            <span className={classes.total}>
              {formatMoney(order.totals.total, order.currency, texts.language)}
            </span>
          )}
        </h1>
        <p className={classes.facts}>
          <span className={classes.state}>{stateNameOf(texts, shops, detail)}</span>
          <span>{formatInstant(order.placedAt, texts.language)}</span>
          <span>{detail.shopName}</span>
          {detail.unclear && <Status icon={IconHelpCircle} tone="warn" text={texts.order.unclearBadge} />}
          {detail.edited && !detail.takenFromSite && (
            <Status icon={IconPencil} tone="skip" text={texts.order.editedBadge} />
          )}
          {detail.takenFromSite && <Status icon={IconWorldDown} tone="skip" text={texts.order.takenBadge} />}
          {detail.changedOnSite && (
            <Status icon={IconPencilExclamation} tone="warn" text={texts.search.changedOnSite} />
          )}
        </p>
      </div>
      <CloseButton aria-label={texts.common.close} onClick={closeOrder} />
    </header>
  )
}
