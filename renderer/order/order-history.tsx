import { Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconDownload,
  IconFileExport,
  IconFileInvoice,
  IconPencil,
  IconPrinter,
  IconRefresh,
  IconWorldDown,
} from '@tabler/icons-react'
import { useState } from 'react'
import { dayText } from '../../main/texts/day-text.ts'
import { formatInstant } from '../../main/words/format.ts'
import { pullKind } from '../../main/words/handover.ts'
import type { RegisteredInvoice } from '../../main/words/invoice-register.ts'
import type { OrderDetail, OrderEdit, OrderHandover } from '../../main/words/order-view.ts'
import { request } from '../client.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useTexts } from '../state/app-store.ts'
import { takeBack } from '../state/take-back.ts'
import { changeText, fieldLabel } from './change-text.ts'
import classes from './order-history.module.css'
import { elementName, restore, undoEdits, useSheet } from './order-sheet-store.ts'

/** Changes that are drawn at a time: taking over what the site has makes one for each line. */
const changesAtOnce = 100

/** When the order came, every change since, and what it was exported and printed as; each can be taken back (R27, R41). */
export function OrderHistory({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.order
  const history = useSheet((state) => state.history)
  const [asking, setAsking] = useState(false)
  const count =
    history === null ? 0 : history.edits.length + history.handovers.length + history.invoices.length
  const { most, more } = useMoreRows(changesAtOnce, count)
  if (history === null) return null
  const { run, edits, handovers } = history
  const invoices = history.invoices.map((invoice) => ({ invoice, at: invoice.begunAt }))
  const newest = [...edits, ...handovers, ...invoices].sort((a, b) =>
    a.at < b.at ? 1 : a.at > b.at ? -1 : 0,
  )
  return (
    <section>
      <div className={classes.head}>
        <h2>{words.history}</h2>
        {detail.edited && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {words.restore}
          </Button>
        )}
      </div>
      <ol className={classes.list}>
        {newest
          .slice(0, most)
          .map((entry) =>
            'invoice' in entry ? (
              <Invoiced key={`invoice ${entry.invoice.id}`} invoice={entry.invoice} />
            ) : 'kind' in entry ? (
              <HandedOver key={`out ${entry.id}`} handover={entry} />
            ) : (
              <Edit key={entry.id} edit={entry} edits={edits} detail={detail} />
            ),
          )}
        {more !== null && <li>{more}</li>}
        <li>
          <span className={classes.when}>{formatInstant(detail.downloadedAt, texts.language)}</span>
          <span>
            <IconDownload size={14} aria-hidden className={classes.icon} />
            {words.downloadedBy(texts.common.triggers[run.trigger])}
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes.act}
            onClick={() => void request('windows.log', { runId: run.id, orderId: null })}
          >
            {words.showRun}
          </Button>
        </li>
      </ol>
      <ConfirmDialog
        opened={asking}
        title={words.restoreTitle}
        confirm={words.restore}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void restore(detail)
        }}
      >
        <p>{words.restoreText}</p>
      </ConfirmDialog>
    </section>
  )
}

/** An electronic invoice of it, or of a refund (R48). */
function Invoiced({ invoice }: { readonly invoice: RegisteredInvoice }) {
  const texts = useTexts()
  const words = texts.invoices
  const { kind, number, date, place, state, begunAt } = invoice
  return (
    <li data-undone={state === 'takenBack' || state === 'replaced' || undefined}>
      <span className={classes.when}>{formatInstant(begunAt, texts.language)}</span>
      <span>
        <IconFileInvoice size={14} aria-hidden className={classes.icon} />
        {words.named(words.kinds[kind], number, dayText(date, texts.language))}
        <span className={classes.values}>{place}</span>
        {state !== 'made' && <span className={classes.undone}>{words.states[state]}</span>}
      </span>
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.act}
        onClick={() => void request('windows.invoices', undefined)}
      >
        {words.chosenHead}
      </Button>
    </li>
  )
}

/** An export or a print that had the order, and what has changed since. */
function HandedOver({ handover }: { readonly handover: OrderHandover }) {
  const texts = useTexts()
  const words = texts.search.handovers
  const { id, kind, place, at, takenBackAt, again, desk } = handover
  const Icon = place === '' && kind !== pullKind ? IconPrinter : IconFileExport
  const fields = [...new Set(again?.paths.map((path) => fieldLabel(texts, path)))]
  return (
    <li data-undone={takenBackAt !== null || undefined}>
      <span className={classes.when}>{formatInstant(at, texts.language)}</span>
      <span>
        <Icon size={14} aria-hidden className={classes.icon} />
        {words.kinds[kind]}
        {desk !== null && ` · ${texts.order.onDesk(desk)}`}
        {place !== '' && <span className={classes.values}>{place}</span>}
        {again !== null && takenBackAt === null && (
          <span className={classes.undone}>
            {words.again(fields.join(', '))}
            {kind === pullKind && `. ${words.againInEasyfatt}`}
          </span>
        )}
        {takenBackAt !== null && (
          <span className={classes.undone}>
            {words.takenBackAt(texts.common.moment(takenBackAt, new Date()))}
          </span>
        )}
      </span>
      {takenBackAt === null && kind !== 'before' && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.act}
          title={words.takeBackHint}
          onClick={() => void takeBack(id)}
        >
          {words.takeBack}
        </Button>
      )}
    </li>
  )
}

const icons = { hand: IconPencil, site: IconWorldDown, reread: IconRefresh } as const

interface EditProps {
  readonly edit: OrderEdit
  readonly edits: readonly OrderEdit[]
  readonly detail: OrderDetail
}

function Edit({ edit, edits, detail }: EditProps) {
  const texts = useTexts()
  const words = texts.order
  const { path, previous, next, undoneAt, desk, overruledBy } = edit
  const values = { path, before: previous, after: next }
  const text = changeText(texts, values, detail.order.currency, (element) => elementName(detail, element))
  // By their places: another desk's may lie between.
  const later = edits
    .slice(edits.indexOf(edit) + 1)
    .filter(
      (other) => other.undoneAt === null && (other.path === path || other.path.startsWith(`${path}.`)),
    ).length
  const Icon = icons[edit.source]
  return (
    <li data-undone={undoneAt !== null || undefined}>
      <span className={classes.when}>{formatInstant(edit.at, texts.language)}</span>
      <span>
        <Icon size={14} aria-hidden className={classes.icon} />
        {words.changedBy[edit.source]}
        {desk !== null && ` · ${words.onDesk(desk)}`} · <strong>{text.label}</strong>
        <span className={classes.values}>
          <span className={classes.previous}>{text.before}</span>
          <span aria-hidden> → </span>
          <span>{text.after}</span>
        </span>
        {overruledBy !== null && (
          <span className={classes.undone}>
            {words.overruled(overruledBy.desk, texts.common.moment(overruledBy.at, new Date()))}
          </span>
        )}
        {undoneAt !== null && (
          <span className={classes.undone}>{words.undone(texts.common.moment(undoneAt, new Date()))}</span>
        )}
      </span>
      {undoneAt === null && (
        <span className={classes.act}>
          <IconButton
            label={
              later > 0 ? `${words.undo}. ${words.undoWithLater(later)}` : `${words.undo}: ${text.label}`
            }
            icon={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => void undoEdits(detail, [edit.id])}
          />
        </span>
      )}
    </li>
  )
}
