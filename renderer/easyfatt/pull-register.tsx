import { Button } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import type { PullView, RedoneOrders } from '../../main/words/easyfatt-pull.ts'
import { request } from '../client.ts'
import { fieldLabel } from '../order/change-text.ts'
import { useTexts } from '../state/app-store.ts'
import { takeBack } from '../state/take-back.ts'
import classes from './pull.module.css'
import { settlePulled } from './pull-store.ts'

/** What Easyfatt asked for last, what it has taken, and what was changed since. */
export function PullRegister({ view }: { readonly view: PullView }) {
  const texts = useTexts()
  const { easyfattPull: words, common } = texts
  const { lastAsked, pulls, redo } = view
  const when = (at: string) => common.moment(at, new Date())
  return (
    <>
      {redo.count > 0 && <Redo redo={redo} />}
      <div className={classes.part}>
        <h4 className={classes.head}>{words.pulls}</h4>
        {pulls.length === 0 && lastAsked === null ? (
          <p className="dim">{words.noPulls}</p>
        ) : (
          <>
            <ul className={classes.list}>
              {lastAsked !== null && (
                <li data-bad={lastAsked.outcome !== 'sent' || undefined}>
                  <span className={classes.when}>{when(lastAsked.at)}</span>
                  <span className={classes.what} data-selectable>
                    {lastAsked.outcome === 'sent'
                      ? words.lastAsked.sent(lastAsked.documents, lastAsked.fresh)
                      : words.lastAsked[lastAsked.outcome]}
                  </span>
                </li>
              )}
              {pulls.map(({ id, at, orders, takenBackAt }) => (
                <li key={id} data-undone={takenBackAt !== null || undefined}>
                  <span className={classes.when}>{when(at)}</span>
                  <span className={classes.what}>{words.pull(orders)}</span>
                  {takenBackAt === null ? (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      title={texts.search.handovers.takeBackHint}
                      onClick={() => void takeBack(id)}
                    >
                      {texts.search.handovers.takeBack}
                    </Button>
                  ) : (
                    <span className="dim">{texts.search.handovers.takenBackAt(when(takenBackAt))}</span>
                  )}
                </li>
              ))}
            </ul>
            <p className="dim">{words.offered}</p>
          </>
        )}
      </div>
    </>
  )
}

function Redo({ redo }: { readonly redo: RedoneOrders }) {
  const texts = useTexts()
  const words = texts.easyfattPull
  const more = redo.count - redo.orders.length
  return (
    <div className={classes.redo}>
      <h4 className={classes.head}>
        <IconRepeat size={16} aria-hidden /> {words.redo(redo.count)}
      </h4>
      <p>{words.redoText}</p>
      <ul className={classes.list}>
        {redo.orders.map(({ orderId, number, paths }) => (
          <li key={orderId}>
            <Button
              size="compact-xs"
              variant="subtle"
              title={words.openOrder}
              onClick={() => void request('windows.search', { runId: null, orderId })}
            >
              {number}
            </Button>
            <span className={classes.what}>
              {[...new Set(paths.map((path) => fieldLabel(texts, path)))].join(', ')}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void settlePulled([orderId])}>
              {words.settled}
            </Button>
          </li>
        ))}
        {more > 0 && <li className="dim">{words.redoMore(more)}</li>}
      </ul>
      {redo.count > 1 && (
        <Button size="xs" variant="default" className={classes.renew} onClick={() => void settlePulled(null)}>
          {words.settleAll}
        </Button>
      )}
    </div>
  )
}
