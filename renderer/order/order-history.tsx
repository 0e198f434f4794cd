import { Button, Modal } from '@mantine/core'
import { IconArrowBackUp, IconDownload, IconPencil, IconWorldDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { OrderDetail, OrderEdit } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { formatInstant } from '../format.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import { elementName, restore, undoEdits, useSheet } from '../state/order-sheet.ts'
import { changeText } from './change-text.ts'
import classes from './order-history.module.css'

/** When the order came, and every change since; each can be taken back (R27). */
export function OrderHistory({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const words = texts.order
  const history = useSheet((state) => state.history)
  const [asking, setAsking] = useState(false)
  if (history === null) return null
  const { run, edits } = history
  const newest = [...edits].reverse()
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
        {newest.map((edit) => (
          <Edit key={edit.id} edit={edit} edits={edits} detail={detail} />
        ))}
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
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.restoreTitle}
        closeButtonProps={{ 'aria-label': texts.common.close }}
      >
        <p>{words.restoreText}</p>
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {texts.common.cancel}
          </Button>
          <Button
            onClick={() => {
              setAsking(false)
              void restore(detail)
            }}
          >
            {words.restore}
          </Button>
        </div>
      </Modal>
    </section>
  )
}

interface EditProps {
  readonly edit: OrderEdit
  readonly edits: readonly OrderEdit[]
  readonly detail: OrderDetail
}

function Edit({ edit, edits, detail }: EditProps) {
  const texts = useTexts()
  const words = texts.order
  const { path, previous, next, undoneAt } = edit
  const values = { path, before: previous, after: next }
  const text = changeText(texts, values, detail.order.currency, (element) => elementName(detail, element))
  const later = edits.filter(
    (other) =>
      other.undoneAt === null &&
      other.id > edit.id &&
      (other.path === path || other.path.startsWith(`${path}.`)),
  ).length
  const Icon = edit.source === 'hand' ? IconPencil : IconWorldDown
  return (
    <li data-undone={undoneAt !== null || undefined}>
      <span className={classes.when}>{formatInstant(edit.at, texts.language)}</span>
      <span>
        <Icon size={14} aria-hidden className={classes.icon} />
        {words.changedBy[edit.source]} · <strong>{text.label}</strong>
        <span className={classes.values}>
          <span className={classes.previous}>{text.before}</span>
          <span aria-hidden> → </span>
          <span>{text.after}</span>
        </span>
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
