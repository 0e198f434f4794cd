import { Button, Checkbox, Select } from '@mantine/core'
import { useEffect, useLayoutEffect } from 'react'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import { type RereadField, type RereadFigures, unreadReasons } from '../../main/words/reread.ts'
import { listen } from '../client.ts'
import { fieldLabel } from '../order/change-text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import framed from '../parts/framed-table.module.css'
import { shareOf, Working } from '../parts/working.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { closeDialog, useNavigation } from '../state/navigation-store.ts'
import classes from './reread-dialog.module.css'
import {
  chooseShop,
  noteProgress,
  openReread,
  preview,
  start,
  stop,
  undo,
  useReread,
} from './reread-store.ts'

/** Utilità → Rileggi gli ordini già scaricati (R15, R25). */
export function RereadDialog() {
  const texts = useTexts()
  const opened = useNavigation((state) => state.dialog === 'reread')
  useEffect(() => listen('reread.progress', noteProgress), [])
  return (
    <Dialog opened={opened} onClose={closeDialog} size={760} title={texts.reread.title}>
      <Content />
    </Dialog>
  )
}

function Content() {
  const texts = useTexts()
  const words = texts.reread
  const shops = useApp((state) => state.shops)
  const question = useNavigation((state) => state.reread)
  const { shopId, afterMapping, working, shown } = useReread()
  // Before it is drawn: what was shown of another shop is not to be seen.
  useLayoutEffect(() => openReread(question.shopId, question.afterMapping), [question])
  const shopName = shops.find(({ id }) => id === shopId)?.name
  return (
    <div className={classes.content}>
      <p className="dim">{words.intro}</p>
      {afterMapping && shopName !== undefined && (
        <p className={classes.note}>{words.afterMapping(shopName)}</p>
      )}
      {shops.length > 1 && (
        <Select
          className={classes.shop}
          label={words.shop}
          disabled={working !== null}
          allowDeselect={false}
          data={[
            { value: '', label: texts.common.allShops },
            ...shops.map((shop) => ({ value: String(shop.id), label: shop.name })),
          ]}
          value={shopId === null ? '' : String(shopId)}
          onChange={(value) => chooseShop(value === null || value === '' ? null : Number(value))}
        />
      )}
      {working !== null && <Rereading />}
      <div className={classes.shown} aria-live="polite">
        {shown.of === 'failure' && <FailurePanel failure={shown.failure} title={words.failed} />}
        {shown.of === 'stopped' && <p>{words.stopped}</p>}
        {shown.of === 'undone' && <Undone />}
        {(shown.of === 'preview' || shown.of === 'done') && (
          <Figures figures={shown.figures} done={shown.of === 'done'} />
        )}
      </div>
      <Past />
      <Buttons />
    </div>
  )
}

function Buttons() {
  const texts = useTexts()
  const words = texts.reread
  const { working, shown } = useReread()
  const found = shown.of === 'preview' ? shown.figures : null
  const count = found?.changed ?? 0
  return (
    <div className="dialog-buttons">
      <Button variant="default" onClick={closeDialog}>
        {texts.common.close}
      </Button>
      {count > 0 ? (
        <Button onClick={() => void start()}>{words.start(count, formatCount(count, texts.language))}</Button>
      ) : (
        <Button
          variant={shown.of === 'nothing' ? 'filled' : 'default'}
          data-autofocus
          disabled={working !== null}
          onClick={() => void preview()}
        >
          {shown.of === 'nothing' ? words.look : words.lookAgain}
        </Button>
      )}
    </div>
  )
}

function Rereading() {
  const texts = useTexts()
  const words = texts.reread
  const { working, progress, stopping } = useReread()
  if (working === null) return null
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <Working
      bare
      doing={words.working[working]}
      figures={progress && words.progress(count(progress.done), count(progress.expected))}
      share={progress && shareOf(progress.done, progress.expected)}
      label={words.progressLabel}
      stopping={stopping}
      stop={stop}
      stopText={words.stop}
    />
  )
}

function Figures({ figures, done }: { readonly figures: RereadFigures; readonly done: boolean }) {
  const texts = useTexts()
  const words = texts.reread
  const { orders, changed, wentOut, fields, untouchable, unread } = figures
  const markAgain = useReread((state) => state.markAgain)
  const count = (value: number) => formatCount(value, texts.language)
  const head = done
    ? words.did(changed, count(changed))
    : orders === 0
      ? words.noOrders
      : changed === 0
        ? words.nothing(orders, count(orders))
        : words.would(changed, count(changed), count(orders))
  const notes = [
    ...(done && changed > 0 ? [words.didHint] : []),
    ...(untouchable > 0 ? [words.untouchable(untouchable, count(untouchable))] : []),
    ...unreadReasons
      .filter((reason) => unread[reason] > 0)
      .map((reason) => words.unread(unread[reason], count(unread[reason]), reason)),
  ]
  return (
    <>
      <p className={classes.head}>{head}</p>
      {fields.length > 0 && <Fields fields={fields} />}
      {!done && wentOut > 0 && (
        <Checkbox
          size="sm"
          label={words.wentOut(wentOut, count(wentOut))}
          description={words.wentOutHint}
          checked={markAgain}
          onChange={(event) => useReread.setState({ markAgain: event.currentTarget.checked })}
        />
      )}
      {notes.map((note) => (
        <p key={note} className="dim">
          {note}
        </p>
      ))}
    </>
  )
}

function Fields({ fields }: { readonly fields: readonly RereadField[] }) {
  const texts = useTexts()
  const { table } = texts.reread
  const count = (value: number) => (value === 0 ? '–' : formatCount(value, texts.language))
  // A column of nothing says nothing.
  const kinds = (['filled', 'corrected'] as const).filter((kind) => fields.some((field) => field[kind] > 0))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={`card ${framed.frame} ${classes.frame}`} tabIndex={0} aria-label={table.caption}>
      <table className={`${framed.table} ${classes.table}`} aria-label={table.caption}>
        <thead>
          <tr>
            <th scope="col">{table.field}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" data-end>
                {table[kind]}
              </th>
            ))}
            <th scope="col">{table.example}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.path}>
              <th scope="row">{fieldLabel(texts, field.path)}</th>
              {kinds.map((kind) => (
                <td key={kind} data-end>
                  {count(field[kind])}
                </td>
              ))}
              <td className={classes.examples}>
                {field.examples.map(({ orderId, number, before, after }) => (
                  <span key={orderId} className={classes.example}>
                    <span className="dim">
                      {number}: {before === '' ? texts.order.empty : before} →
                    </span>{' '}
                    <span>{after}</span>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Undone() {
  const texts = useTexts()
  const words = texts.reread
  const shown = useReread((state) => state.shown)
  if (shown.of !== 'undone') return null
  const { orders, kept } = shown.undone
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <>
      <p className={classes.head}>{words.undone(orders, count(orders))}</p>
      {kept > 0 && <p className="dim">{words.kept(kept, count(kept))}</p>}
    </>
  )
}

function Past() {
  const texts = useTexts()
  const words = texts.reread
  const { past, working } = useReread()
  if (past.length === 0) return null
  return (
    <section className={classes.past}>
      <h3>{words.past}</h3>
      <ul>
        {past.map(({ id, at, shopName, orders, finished, undoing }) => {
          const when = formatInstant(at, texts.language)
          return (
            <li key={id}>
              <span className="num">
                {words.pastOf(
                  when,
                  shopName ?? texts.common.allShops,
                  orders,
                  formatCount(orders, texts.language),
                )}
                {(undoing || !finished) && working === null && (
                  <span className={classes.half}>{undoing ? words.undoing : words.unfinished}</span>
                )}
              </span>
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={working !== null}
                aria-label={words.undoOf(when)}
                onClick={() => void undo(id)}
              >
                {words.undo}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
