import { logText } from '../../main/texts/index.ts'
import { statesOf } from '../../main/texts/state-name.ts'
import { formatInstant } from '../../main/words/format.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './order-history.module.css'
import { useSheet } from './order-sheet-store.ts'

/** What the log says of this order, newest first. */
export function OrderLog() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const log = useSheet((state) => state.log)
  if (log === null) return null
  return (
    <section>
      <h2>{texts.order.logTitle}</h2>
      {log.length === 0 ? (
        <p className="dim">{texts.order.noLog}</p>
      ) : (
        <ul className={classes.list}>
          {log.map((entry) => (
            <li key={entry.id}>
              <span className={classes.when}>{formatInstant(entry.lastAt, texts.language)}</span>
              <span>{logText(texts, entry.message, statesOf(shops, entry.shopId)).message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
