import { Button, CloseButton } from '@mantine/core'
import { IconDownload, IconFileText, IconFilter, IconHelpCircle, IconRefresh } from '@tabler/icons-react'
import { logText, wrongReasonText } from '../../main/texts/index.ts'
import { statesOf } from '../../main/texts/state-name.ts'
import { formatInstantExact } from '../../main/words/format.ts'
import type { LogEntry } from '../../main/words/run.ts'
import type { LogFilter } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import panel from '../parts/side-panel.module.css'
import { useApp, useTexts } from '../state/app-store.ts'
import { fetchOrders, keyOfOrder, useChosen } from '../state/chosen-store.ts'
import { fullLog, noFilter } from '../state/log-store.ts'
import { askWhyMissing } from '../state/navigation-store.ts'
import { useChosenEntries } from './choosing.ts'
import classes from './entry-panel.module.css'
import { fetchableOrder } from './fetchable.ts'
import { LevelIcon } from './log-table.tsx'

/** All that an entry says: what happened, to which order, what to do, and the ways on from there. */
export function EntryPanel({ entry, onClose }: { readonly entry: LogEntry; readonly onClose: () => void }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const { logScreen, common } = texts
  const { message, remedy } = logText(texts, entry.message, statesOf(shops, entry.shopId))
  const reasons =
    entry.message.code === 'order-wrong' && entry.message.params.reasons.length > 1
      ? entry.message.params.reasons.map((reason) => wrongReasonText(texts, reason).message)
      : null
  const { orderId } = entry
  const fetchable = fetchableOrder(entry)
  const isWrong = entry.message.code === 'order-wrong'
  const busy = useChosen((state) => fetchable !== null && state.busy.has(keyOfOrder(fetchable)))
  const choosing = useChosenEntries((state) => state.orders.size > 0)
  const only = (patch: Partial<LogFilter>) => fullLog.getState().setFilter({ ...noFilter, ...patch })

  return (
    <aside className={panel.panel} aria-label={logScreen.detail}>
      <header className={panel.head}>
        <LevelIcon level={entry.level} />
        <div className={panel.words}>
          <h2 className={panel.title}>
            {entry.orderNumber === null ? entry.shopName : logScreen.orderLine(entry.orderNumber)}
          </h2>
          <p className="dim num">
            {entry.orderNumber === null ? '' : `${entry.shopName} · `}
            {formatInstantExact(entry.at, texts.language)}
          </p>
        </div>
        <CloseButton aria-label={common.close} onClick={onClose} />
      </header>
      <div className={`${panel.body} ${classes.body}`} data-selectable>
        <section>
          <h3>{logScreen.whatHappened}</h3>
          {reasons === null ? (
            <p>{message}</p>
          ) : (
            <ul className={panel.reasons}>
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
          {entry.times > 1 && (
            <p className="dim">{logScreen.repeated(entry.times, common.moment(entry.lastAt, new Date()))}</p>
          )}
        </section>
        {remedy !== '' && (
          <section>
            <h3>{common.whatToDo}</h3>
            <p>{remedy}</p>
          </section>
        )}
      </div>
      <footer className={panel.actions}>
        {orderId !== null && (
          <Button
            size="xs"
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={() => void request('windows.search', { runId: null, orderId })}
          >
            {logScreen.openOrder}
          </Button>
        )}
        {fetchable && (
          <Button
            size="xs"
            // What is chosen beside it has the button that stands out.
            variant={choosing ? 'default' : 'filled'}
            loading={busy}
            leftSection={
              isWrong ? <IconRefresh size={16} aria-hidden /> : <IconDownload size={16} aria-hidden />
            }
            onClick={() => void fetchOrders([fetchable])}
          >
            {isWrong ? logScreen.retry : logScreen.fetch}
          </Button>
        )}
        {entry.orderNumber !== null && orderId === null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconHelpCircle size={16} aria-hidden />}
            onClick={() => askWhyMissing(entry.shopId, entry.orderNumber ?? '')}
          >
            {logScreen.whyMissing}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => only({ runId: entry.runId })}
        >
          {logScreen.showRun}
        </Button>
        {orderId !== null && (
          <Button size="xs" variant="default" onClick={() => only({ orderId })}>
            {logScreen.showOrder}
          </Button>
        )}
      </footer>
    </aside>
  )
}
