import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconDownload,
  IconEyeOff,
  IconFileText,
  IconListDetails,
  IconPlayerSkipForward,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { whyMissingText } from '../../main/texts/index.ts'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { MissingOrder } from '../../main/words/missing.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { fetchOrders, keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { showLog, showSettings, useNavigation } from '../state/navigation-store.ts'
import classes from './missing-dialog.module.css'
import { refreshMissing } from './missing-store.ts'

const looks = {
  downloaded: { icon: IconCircleCheck, tone: 'new' },
  wrong: { icon: IconAlertTriangle, tone: 'bad' },
  ignored: { icon: IconEyeOff, tone: 'skip' },
  skipped: { icon: IconPlayerSkipForward, tone: 'skip' },
  'too-early': { icon: IconClock, tone: 'warn' },
  failing: { icon: IconAlertTriangle, tone: 'bad' },
  'no-download': { icon: IconClock, tone: 'warn' },
  'outside-windows': { icon: IconClock, tone: 'warn' },
  unexplained: { icon: IconAlertTriangle, tone: 'warn' },
} as const satisfies Readonly<Record<MissingOrder['why']['code'], { icon: typeof IconClock; tone: string }>>

/** One order: why it is missing or that it is not, and the buttons that mend it. */
export function OrderAnswer({ order, shop }: { readonly order: MissingOrder; readonly shop: ShopView }) {
  const texts = useTexts()
  const words = texts.missing
  const shops = useApp((state) => state.shops)
  const { message, remedy, reasons } = whyMissingText(texts, order.why, shop.knownStates)
  const { icon: Icon, tone } = looks[order.why.code]
  return (
    <section className={classes.answer} data-tone={tone} aria-label={words.orderOf(order.number, shop.name)}>
      <div className={classes.head}>
        <Icon size={20} className={classes.icon} aria-hidden />
        <h3 className={classes.title}>{words.orderOf(order.number, shop.name)}</h3>
      </div>
      <div data-selectable>
        <p className={classes.message}>{message}</p>
        {reasons.length > 0 && (
          <ul className={classes.reasons}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </div>
      {remedy !== '' && <p className="dim">{remedy}</p>}
      {order.onSite === false && <p>{words.gone}</p>}
      <dl className={classes.facts}>
        {order.placedAt !== null && (
          <Fact name={words.placed}>{formatInstant(order.placedAt, texts.language)}</Fact>
        )}
        {order.state !== null && (
          <Fact name={words.state}>
            {stateNameOf(texts, shops, { shopId: order.shopId, state: order.state })}
          </Fact>
        )}
        {order.shopOrderId !== order.number && <Fact name={words.identifier}>{order.shopOrderId}</Fact>}
        {order.onSite === true && <Fact name={words.checked}>{''}</Fact>}
      </dl>
      <Actions order={order} />
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{children === '' ? name : `${name}:`}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Actions({ order }: { readonly order: MissingOrder }) {
  const words = useTexts().missing
  const busy = useChosen((state) => state.busy.has(keyOfOrder(order)))
  const { why, orderId, runId } = order
  const { code } = why
  const fetch = (label: string, icon: ReactNode) =>
    order.onSite !== false && (
      <Button
        key="fetch"
        size="xs"
        loading={busy}
        leftSection={icon}
        onClick={() => void fetchOrders([order]).then(refreshMissing)}
      >
        {label}
      </Button>
    )
  const download = <IconDownload size={16} aria-hidden />
  return (
    <div className={classes.actions}>
      {orderId !== null && (
        <Button
          size="xs"
          leftSection={<IconFileText size={16} aria-hidden />}
          onClick={() => void request('windows.search', { runId: null, orderId })}
        >
          {words.open}
        </Button>
      )}
      {(code === 'wrong' || code === 'ignored') && fetch(words.retry, <IconRefresh size={16} aria-hidden />)}
      {code === 'skipped' && why.params.reason.code !== 'test-order' && fetch(words.fetch, download)}
      {code !== 'downloaded' &&
        code !== 'wrong' &&
        code !== 'ignored' &&
        code !== 'skipped' &&
        fetch(words.fetchNow, download)}
      {code === 'skipped' && why.params.reason.code === 'state-not-wanted' && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => showSettings({ kind: 'shop', shopId: order.shopId })}
        >
          {words.changeStates}
        </Button>
      )}
      {code === 'ignored' && (
        <Button size="xs" variant="default" onClick={() => void heed(order)}>
          {words.heed}
        </Button>
      )}
      {(code === 'wrong' || code === 'ignored') && (
        <Button
          size="xs"
          variant="default"
          onClick={() => useNavigation.setState({ screen: 'wrong', dialog: null })}
        >
          {words.openWrong}
        </Button>
      )}
      {(runId !== null || code === 'failing') && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => showLog(runId === null ? { shopId: order.shopId } : { runId })}
        >
          {words.openRun}
        </Button>
      )}
    </div>
  )
}

async function heed({ shopId, shopOrderId }: MissingOrder): Promise<void> {
  await request('wrong.ignore', { orders: [{ shopId, shopOrderId }], ignored: false })
  await refreshMissing()
}
