import { Button, Menu } from '@mantine/core'
import { IconDots, IconExternalLink, IconGitCompare, IconListDetails, IconPencil } from '@tabler/icons-react'
import { useMemo } from 'react'
import { fitForPage } from '../../main/shown-text.ts'
import type { OrderDetail } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { compare, startEdit, useSheet } from '../state/order-sheet.ts'
import { OrderHistory } from './order-history.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderLog } from './order-log.tsx'
import classes from './order-panel.module.css'
import { OrderParties } from './order-parties.tsx'
import { OrderPayment } from './order-payment.tsx'
import { OrderTotals } from './order-totals.tsx'
import { PrintItems } from './print-items.tsx'
import { RawData } from './raw-data.tsx'

/** The order as on paper, with what happened to it. */
export function OrderSheet({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.order
  const comparing = useSheet((state) => state.comparing)
  const order = useMemo(() => fitForPage(detail.order), [detail.order])
  return (
    <>
      <div className={classes.body} data-selectable key={detail.id}>
        {detail.changedOnSite && (
          <div className={classes.banner} role="status">
            <p>{words.changedBanner}</p>
            <Button size="xs" variant="default" loading={comparing} onClick={() => void compare(detail.id)}>
              {words.compare}
            </Button>
          </div>
        )}
        <OrderParties order={order} />
        <OrderLines order={order} />
        <OrderTotals order={order} />
        <OrderPayment order={order} />
        {order.note !== '' && (
          <section>
            <h2>{texts.search.detail.note}</h2>
            <p className={classes.note}>{order.note}</p>
          </section>
        )}
        <OrderHistory detail={detail} />
        <OrderLog />
        <RawData key={detail.id} orderId={detail.id} />
      </div>
      <Actions detail={detail} />
    </>
  )
}

function Actions({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.order
  const { comparing, history } = useSheet()
  return (
    <footer className={classes.actions}>
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
          <Menu.Divider />
          <Menu.Item
            disabled={comparing}
            leftSection={<IconGitCompare size={16} aria-hidden />}
            onClick={() => void compare(detail.id)}
          >
            {comparing ? words.comparing : words.compare}
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
