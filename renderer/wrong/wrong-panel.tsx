import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconEye, IconEyeOff, IconListDetails, IconRefresh } from '@tabler/icons-react'
import type { WrongOrder } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { RawData } from '../parts/raw-data.tsx'
import { useTexts } from '../state/app-store.ts'
import { keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { showLog } from '../state/navigation-store.ts'
import { failureText, wrongReasonText } from '../texts/index.ts'
import classes from './wrong-screen.module.css'
import { retry, setIgnored } from './wrong-store.ts'

/** A wrong order: every reason, what to do, the shop's own data. */
export function WrongPanel({ order, onClose }: { readonly order: WrongOrder; readonly onClose: () => void }) {
  const texts = useTexts()
  const words = texts.wrongOrders
  const busy = useChosen((state) => state.busy.has(keyOfOrder(order)) || state.busy.has('wrong'))
  const reasons = order.reasons.map((reason) => wrongReasonText(texts, reason))
  const remedies = [...new Set(reasons.map(({ remedy }) => remedy))].filter((remedy) => remedy !== '')
  const now = new Date()
  const isIgnored = order.ignoredAt !== null

  async function loadRaw(): Promise<string> {
    const { shopId, shopOrderId } = order
    const answer = await request('wrong.raw', { shopId, shopOrderId })
    if (!answer.ok) return failureText(texts, answer.failure).message
    return answer.value ?? words.noRaw
  }

  return (
    <aside className={classes.panel} aria-label={words.detail}>
      <header className={classes.panelHead}>
        <IconAlertTriangle size={20} className={classes.bad} aria-hidden />
        <div className={classes.words}>
          <h2 className={classes.title}>{texts.logScreen.orderLine(order.number)}</h2>
          <p className="dim">{order.shopName}</p>
        </div>
        <CloseButton aria-label={texts.common.close} onClick={onClose} />
      </header>
      {/* At the top: what is announced in the corner must not cover them. */}
      <div className={classes.foot}>
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void retry([order])}
        >
          {words.retry}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={isIgnored ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />}
          onClick={() => void setIgnored([order], !isIgnored)}
        >
          {isIgnored ? words.heed : words.ignore}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconListDetails size={16} aria-hidden />}
          onClick={() => showLog({ shopId: order.shopId, runId: order.lastRunId, text: order.number })}
        >
          {words.log}
        </Button>
      </div>
      <div className={classes.panelBody} data-selectable>
        <section>
          <h3>{words.why}</h3>
          <ul className={classes.reasons}>
            {reasons.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </section>
        {remedies.length > 0 && (
          <section>
            <h3>{texts.common.whatToDo}</h3>
            {remedies.map((remedy) => (
              <p key={remedy}>{remedy}</p>
            ))}
          </section>
        )}
        <section>
          <h3>{words.met}</h3>
          <p>{words.first(texts.common.moment(order.firstAt, now))}</p>
          <p>{words.last(texts.common.moment(order.lastAt, now))}</p>
        </section>
        {order.hasRaw ? <RawData load={loadRaw} /> : <p className="dim">{words.noRaw}</p>}
      </div>
    </aside>
  )
}
