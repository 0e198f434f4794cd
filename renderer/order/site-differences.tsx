import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { skipReasonText, wrongReasonText } from '../../main/texts/index.ts'
import { statesOf } from '../../main/texts/state-name.ts'
import type { OrderDetail, SiteDifference, SiteDifferences } from '../../main/words/order-view.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useMoreRows } from '../parts/more-rows.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { toggled } from '../state/toggled.ts'
import { changeText } from './change-text.ts'
import { closeSiteDifferences, elementName, keepOurs, takeOver, useSheet } from './order-sheet-store.ts'
import classes from './site-differences.module.css'

/** What the site says of the order now, beside our copy: to be taken over field by field, all, or not at all (R16). */
export function SiteDifferencesDialog({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const siteDifferences = useSheet((state) => state.siteDifferences)
  return (
    <Dialog
      opened={siteDifferences !== null}
      onClose={closeSiteDifferences}
      size="xl"
      title={texts.order.siteDifferencesTitle(detail.number)}
    >
      {siteDifferences !== null && <Body detail={detail} site={siteDifferences} />}
    </Dialog>
  )
}

function Body({ detail, site }: { readonly detail: OrderDetail; readonly site: SiteDifferences }) {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const words = texts.order
  switch (site.found) {
    case 'order':
      return site.differences.length === 0 ? (
        <Message title={words.noSiteDifferences} text="" />
      ) : (
        <Differences detail={detail} differences={site.differences} at={site.at} />
      )
    case 'gone':
      return <Message title={words.goneFromSite} text={words.goneFromSiteText} detail={detail} />
    case 'wrong': {
      const reasons = site.reasons.map((reason) => wrongReasonText(texts, reason).message)
      return (
        <Message title={words.wrongOnSite} text={[...reasons, words.copyStays].join(' ')} detail={detail} />
      )
    }
    case 'unwanted': {
      const reason = skipReasonText(texts, site.reason, statesOf(shops, detail.shopId)).message
      return <Message title={words.unwantedOnSite} text={`${reason} ${words.copyStays}`} detail={detail} />
    }
  }
}

function Message({
  title,
  text,
  detail,
}: {
  readonly title: string
  readonly text: string
  readonly detail?: OrderDetail
}) {
  const texts = useTexts()
  return (
    <>
      <p className={classes.title}>{title}</p>
      {text !== '' && <p>{text}</p>}
      <div className="dialog-buttons">
        {detail?.changedOnSite === true && (
          <Button variant="default" onClick={() => void keepOurs(detail)}>
            {texts.order.keepOurs}
          </Button>
        )}
        <Button data-autofocus onClick={closeSiteDifferences}>
          {texts.common.close}
        </Button>
      </div>
    </>
  )
}

/** Differences that are drawn at a time: an order of thousands of lines may have as many. */
const differencesAtOnce = 100

interface DifferencesProps {
  readonly detail: OrderDetail
  readonly differences: readonly SiteDifference[]
  readonly at: string
}

function Differences({ detail, differences, at }: DifferencesProps) {
  const texts = useTexts()
  const words = texts.order
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { most, more } = useMoreRows(differencesAtOnce, differences.length)
  return (
    <>
      <p className={classes.lead}>{words.siteDifferencesText(texts.common.moment(at, new Date()))}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.field}</th>
            <th scope="col">{words.ours}</th>
            <th scope="col">{words.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, most).map(({ path, ours, theirs }) => {
            const values = { path, before: ours, after: theirs }
            const text = changeText(texts, values, detail.order.currency, (name) => elementName(detail, name))
            return (
              <tr key={path} data-chosen={chosen.has(path) || undefined}>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={text.label}
                    checked={chosen.has(path)}
                    onChange={() => setChosen(toggled(chosen, path))}
                  />
                </td>
                <th scope="row">{text.label}</th>
                <td>{text.before}</td>
                <td className={classes.theirs}>{text.after}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {more}
      <div className="dialog-buttons">
        <Button variant="default" onClick={() => void keepOurs(detail)}>
          {words.keepOurs}
        </Button>
        <span className={classes.gap} />
        <Button
          variant="default"
          disabled={chosen.size === 0}
          onClick={() => void takeOver(detail, [...chosen])}
        >
          {words.takeChosen(chosen.size)}
        </Button>
        <Button onClick={() => void takeOver(detail, null)}>{words.takeAll}</Button>
      </div>
    </>
  )
}
