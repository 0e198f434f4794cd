import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconCheck, IconFileExport, IconFileInvoice, IconReceiptRefund } from '@tabler/icons-react'
import { useEffect } from 'react'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import { type RefundState, refundStates } from '../../main/words/refund.ts'
import { listen, request } from '../client.ts'
import { MakeInvoicesDialog } from '../invoices/make-dialog.tsx'
import { offerCreditNotes, useMaking } from '../invoices/make-store.ts'
import { DateField } from '../parts/date-field.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListRows } from '../parts/list-rows.tsx'
import { parseTyped } from '../parts/period.ts'
import { ScreenHead } from '../parts/screen-head.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { DatesSection } from './dates-section.tsx'
import classes from './refunds-screen.module.css'
import {
  chooseAll,
  chooseNone,
  loadRefunds,
  markChosen,
  noteDatesProgress,
  showRefunds,
  takeBackChosen,
  useRefunds,
  writeChosen,
} from './refunds-store.ts'
import { RefundsTable } from './refunds-table.tsx'

/** Utilità → Rimborsi da registrare (R49). */
export function RefundsScreen() {
  const texts = useTexts()
  const words = texts.refunds
  const { state, phase, failure, rows, counts } = useRefunds()
  const unknown = counts?.unknown ?? null
  const made = useMaking((making) => making.made)

  // Those that became credit notes are in the list no more.
  useEffect(() => {
    if (made !== null) chooseNone()
  }, [made])

  useEffect(() => {
    void loadRefunds()
    const stops = [
      listen('refunds.progress', noteDatesProgress),
      listen('refunds.changed', () => void loadRefunds()),
      // A run may have brought some, or an order was changed by hand.
      listen('run.changed', ({ outcome }) => {
        if (outcome !== 'running') void loadRefunds()
      }),
      listen('orders.changed', () => void loadRefunds()),
      listen('orders.handedOver', () => void loadRefunds()),
      listen('archive.replaced', () => showRefunds({})),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])

  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title}>
        <Which />
      </ScreenHead>
      <div className={classes.body}>
        {unknown !== null && (
          <p className={classes.warning}>
            {words.unknown(
              formatInstant(unknown.since, texts.language),
              formatInstant(unknown.until, texts.language),
            )}
          </p>
        )}
        {state === 'undated' && <DatesSection />}
        <div className={classes.line}>
          {state !== 'undated' && <Period />}
          {rows.length > 0 && (
            <>
              <Choosing />
              <Actions />
            </>
          )}
        </div>
        <div className={classes.table}>
          <ListRows phase={phase} failure={failure} onRetry={loadRefunds}>
            {rows.length === 0 ? (
              <EmptyState
                icon={<IconReceiptRefund size={28} stroke={1.5} />}
                title={words.none[state]}
                text=""
              />
            ) : (
              <RefundsTable />
            )}
          </ListRows>
        </div>
      </div>
      <MakeInvoicesDialog onOrder={(orderId) => void request('windows.search', { runId: null, orderId })} />
    </div>
  )
}

/** Which of them, and of which shop. */
function Which() {
  const texts = useTexts()
  const words = texts.refunds
  const shops = useApp((state) => state.shops)
  const { state, shopId, counts } = useRefunds()
  const written = (count: number | undefined) =>
    count === undefined ? '…' : formatCount(count, texts.language)
  const names: Readonly<Record<RefundState, string>> = {
    open: words.states.open(written(counts?.open)),
    undated: words.states.undated(written(counts?.undated)),
    registered: words.states.registered,
  }
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.kind}
        value={state}
        data={refundStates.map((value) => ({ value, label: names[value] }))}
        onChange={(value) => showRefunds({ state: value as RefundState })}
      />
      {shops.length > 1 && (
        <Select
          size="xs"
          aria-label={words.shop}
          data={[
            { value: '', label: texts.common.allShops },
            ...shops.map((shop) => ({ value: String(shop.id), label: shop.name })),
          ]}
          value={shopId === null ? '' : String(shopId)}
          onChange={(value) => showRefunds({ shopId: value === null || value === '' ? null : Number(value) })}
        />
      )}
    </>
  )
}

function Period() {
  const words = useTexts().refunds
  const { from, to } = useRefunds()
  const typed = (text: string) => parseTyped(text)?.slice(0, 10) ?? null
  return (
    <>
      <DateField
        className={classes.day}
        label={words.from}
        clearable
        value={from}
        dateParser={typed}
        onChange={(day) => showRefunds({ from: day })}
      />
      <DateField
        className={classes.day}
        label={words.to}
        clearable
        value={to}
        dateParser={typed}
        onChange={(day) => showRefunds({ to: day })}
      />
    </>
  )
}

/** How many are chosen: without any, nothing can be done. */
function Choosing() {
  const texts = useTexts()
  const words = texts.refunds
  const count = useRefunds((state) => state.chosen.size)
  return (
    <div className={classes.actions}>
      <span className="dim" role="status">
        {words.chosen(count, formatCount(count, texts.language))}
      </span>
      <Button size="xs" variant="subtle" color="gray" onClick={() => void chooseAll()}>
        {words.chooseAll}
      </Button>
      {count > 0 && (
        <Button size="xs" variant="subtle" color="gray" onClick={chooseNone}>
          {words.chooseNone}
        </Button>
      )}
    </div>
  )
}

/** What can be done with those chosen. */
function Actions() {
  const texts = useTexts()
  const words = texts.refunds
  const { state, chosen, busy } = useRefunds()
  const isNone = chosen.size === 0
  return (
    <div className={classes.actions}>
      {state === 'registered' ? (
        <Button
          size="xs"
          variant="default"
          disabled={isNone}
          loading={busy}
          onClick={() => void takeBackChosen()}
        >
          {words.takeBack}
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          disabled={isNone}
          loading={busy}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => void markChosen()}
        >
          {words.mark}
        </Button>
      )}
      {state !== 'registered' && (
        <Button
          size="xs"
          variant="default"
          disabled={isNone}
          loading={busy}
          leftSection={<IconFileInvoice size={16} aria-hidden />}
          onClick={() => void offerCreditNotes([...chosen.values()])}
        >
          {texts.invoices.creditNotes}
        </Button>
      )}
      {state === 'open' && (
        <Button
          size="xs"
          disabled={isNone}
          loading={busy}
          leftSection={<IconFileExport size={16} aria-hidden />}
          onClick={() => void writeChosen()}
        >
          {words.file}
        </Button>
      )}
    </div>
  )
}
