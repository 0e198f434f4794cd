import { Button, CloseButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconExternalLink,
  IconEye,
  IconEyeOff,
  IconListDetails,
  IconRefresh,
} from '@tabler/icons-react'
import { wrongReasonText } from '../../main/texts/index.ts'
import { formatInstant } from '../../main/words/format.ts'
import type { WrongOrder } from '../../main/words/missing.ts'
import { type Result, request } from '../client.ts'
import { RawData } from '../parts/raw-data.tsx'
import panel from '../parts/side-panel.module.css'
import { useTexts } from '../state/app-store.ts'
import { keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { showLog } from '../state/navigation-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import classes from './wrong-screen.module.css'
import { accept, isAcceptable, retry, setIgnored } from './wrong-store.ts'
import { amountText } from './wrong-table.tsx'

/** A wrong order: every reason, what to do, the shop's own data. */
export function WrongPanel({ order, onClose }: { readonly order: WrongOrder; readonly onClose: () => void }) {
  const texts = useTexts()
  const words = texts.wrongOrders
  const busy = useChosen((state) => state.busy.has(keyOfOrder(order)) || state.busy.has('wrong'))
  const reasons = order.reasons.map((reason) => wrongReasonText(texts, reason))
  const remedies = [...new Set(reasons.map(({ remedy }) => remedy))].filter((remedy) => remedy !== '')
  const now = new Date()
  const { known } = order
  const placed = known?.placedAt == null ? '' : formatInstant(known.placedAt, texts.language)
  const facts = [known?.customer ?? '', placed, amountText(known, texts)].filter((fact) => fact !== '')
  const isIgnored = order.ignoredAt !== null

  async function openInShop(): Promise<void> {
    const { shopId, shopOrderId } = order
    const answer = await request('wrong.openInShop', { shopId, shopOrderId })
    if (!answer.ok) toastFailure(answer.failure)
    else if (!answer.value) toast(words.noPage, '', true)
  }

  async function loadRaw(): Promise<Result<string>> {
    const { shopId, shopOrderId } = order
    const answer = await request('wrong.raw', { shopId, shopOrderId })
    return answer.ok ? { ok: true, value: answer.value ?? words.noRaw } : answer
  }

  return (
    <aside className={`${panel.panel} ${classes.panel}`} aria-label={words.detail}>
      <header className={panel.head}>
        <IconAlertTriangle size={20} className={classes.bad} aria-hidden />
        <div className={panel.words}>
          <h2 className={panel.title}>{texts.logScreen.orderLine(order.number)}</h2>
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
        {isAcceptable(order) && (
          <Button
            size="xs"
            variant="default"
            loading={busy}
            title={words.acceptHint}
            leftSection={<IconCheck size={16} aria-hidden />}
            onClick={() => void accept([order])}
          >
            {words.accept}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => void openInShop()}
        >
          {texts.order.openInShop}
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
      <div className={panel.body} data-selectable>
        {facts.length > 0 && (
          <section>
            <h3>{words.known}</h3>
            <p>{facts.join(' · ')}</p>
          </section>
        )}
        <section>
          <h3>{words.why}</h3>
          <ul className={panel.reasons}>
            {reasons.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </section>
        {(remedies.length > 0 || isAcceptable(order)) && (
          <section>
            <h3>{texts.common.whatToDo}</h3>
            {remedies.map((remedy) => (
              <p key={remedy}>{remedy}</p>
            ))}
            {isAcceptable(order) && <p>{words.acceptRemedy}</p>}
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
