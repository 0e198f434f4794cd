import { Button, Menu } from '@mantine/core'
import {
  IconDots,
  IconExternalLink,
  IconFileInvoice,
  IconGitCompare,
  IconListDetails,
  IconPencil,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { wrongReasonText } from '../../main/texts/index.ts'
import { siteReasons } from '../../main/words/checks.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { fitForPage } from '../../main/words/shown-text.ts'
import { request } from '../client.ts'
import { offerInvoices } from '../invoices/make-store.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { RawData } from '../parts/raw-data.tsx'
import panel from '../parts/side-panel.module.css'
import { useTexts } from '../state/app-store.ts'
import { CustomerOrders } from './customer-orders.tsx'
import { OrderChecks } from './order-checks.tsx'
import { OrderHistory } from './order-history.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderLog } from './order-log.tsx'
import classes from './order-panel.module.css'
import { OrderParties } from './order-parties.tsx'
import { OrderPayment } from './order-payment.tsx'
import { askSite, seeCheck, startEdit, takeBack, useSheet } from './order-sheet-store.ts'
import { OrderTotals } from './order-totals.tsx'
import { OwnNotes } from './own-notes.tsx'
import { PrintItems } from './print-items.tsx'
import { WorkChoice } from './work-choice.tsx'

/** Lines of an order that are drawn at a time: an order has ten, a wholesaler's may have thousands. */
const linesAtOnce = 500

const copyButton = (value: string, name: string, label?: string) => (
  <CopyButton value={value} name={name} label={label} />
)

/** The order as on paper, with what happened to it. */
export function OrderSheet({
  detail,
  onCustomer,
}: {
  readonly detail: OrderDetail
  readonly onCustomer: (email: string) => void
}) {
  const texts = useTexts()
  const words = texts.order
  const askingSite = useSheet((state) => state.askingSite)
  // Lines are made fit where they are drawn: there may be thousands of them.
  const order = useMemo(
    () => ({ ...fitForPage({ ...detail.order, lines: [] }), lines: detail.order.lines }),
    [detail.order],
  )
  return (
    <>
      <div className={`${panel.body} ${classes.body}`} data-selectable key={detail.id}>
        <OrderChecks detail={detail} />
        {detail.changedOnSite &&
          !detail.checks.some((reason) => siteReasons.some((one) => one === reason)) && (
            <div className={classes.banner} role="status">
              <p>{words.changedBanner}</p>
              <Button
                size="xs"
                variant="default"
                loading={askingSite}
                onClick={() => void askSite(detail.id)}
              >
                {words.askSite}
              </Button>
            </div>
          )}
        {detail.accepted !== null && !detail.edited && (
          <div className={classes.banner} role="status">
            <p>
              {words.acceptedBanner(
                detail.accepted.reasons.map((reason) => wrongReasonText(texts, reason).message).join(' '),
              )}
            </p>
            <div className={classes.bannerButtons}>
              {detail.unclear && (
                <Button size="xs" variant="default" onClick={() => void seeCheck(detail, 'accepted')}>
                  {words.seen}
                </Button>
              )}
              <Button size="xs" variant="default" onClick={() => void takeBack(detail)}>
                {words.takeBack}
              </Button>
            </div>
          </div>
        )}
        <WorkChoice detail={detail} />
        <OwnNotes detail={detail} />
        <OrderParties order={order} copy={copyButton} />
        <OrderLines order={order} step={linesAtOnce} />
        <OrderTotals order={order} />
        <OrderPayment order={order} refunds={detail.ownRefunds} laterRefunds={detail.laterRefunds} />
        {order.note !== '' && (
          <section>
            <h2>{texts.order.fields.note}</h2>
            <p className={classes.note}>{order.note}</p>
          </section>
        )}
        {order.shopNote !== '' && (
          <section>
            <h2>{texts.order.fields.shopNote}</h2>
            <p className={classes.note}>{order.shopNote}</p>
          </section>
        )}
        <CustomerOrders detail={detail} onAll={onCustomer} />
        <OrderHistory detail={detail} />
        <OrderLog />
        <RawData key={detail.id} load={() => request('orders.raw', { orderId: detail.id })} />
      </div>
      <Actions detail={detail} />
    </>
  )
}

function Actions({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.order
  const { askingSite, history } = useSheet()
  return (
    <footer className={panel.actions}>
      <Button size="xs" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => startEdit(detail)}>
        {words.edit}
      </Button>
      {history?.hasShopPage === true && (
        <Button
          size="xs"
          variant="default"
          title={words.openInShopHint}
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => void request('orders.openInShop', { orderId: detail.id })}
        >
          {words.openInShop}
        </Button>
      )}
      <span className={classes.gap} />
      <Menu position="top-end">
        <Menu.Target>
          <Button size="xs" variant="subtle" color="gray" aria-label={words.more} px={6}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <PrintItems orderId={detail.id} />
          <Menu.Item
            leftSection={<IconFileInvoice size={16} aria-hidden />}
            onClick={() => void offerInvoices({ orderId: detail.id })}
          >
            {texts.invoices.make}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            disabled={askingSite}
            leftSection={<IconGitCompare size={16} aria-hidden />}
            onClick={() => void askSite(detail.id)}
          >
            {askingSite ? words.askingSite : words.askSite}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconListDetails size={16} aria-hidden />}
            onClick={() => void request('windows.log', { runId: null, orderId: detail.id })}
          >
            {texts.search.detail.log}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </footer>
  )
}
