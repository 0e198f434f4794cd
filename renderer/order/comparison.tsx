import { Button, Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import type { Difference, OrderDetail, SiteComparison } from '../../preload/contract.ts'
import { useTexts } from '../state/app-store.ts'
import { closeComparison, elementName, keepOurs, takeOver, useSheet } from '../state/order-sheet.ts'
import { skipReasonText, wrongReasonText } from '../texts/index.ts'
import { changeText } from './change-text.ts'
import classes from './comparison.module.css'

/** What the site says of the order now, beside our copy: to be taken over field by field, all, or not at all (R16). */
export function Comparison({ detail }: { readonly detail: OrderDetail }) {
  const texts = useTexts()
  const comparison = useSheet((state) => state.comparison)
  return (
    <Modal
      opened={comparison !== null}
      onClose={closeComparison}
      size="xl"
      title={texts.order.differencesTitle(detail.number)}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      {comparison !== null && <Body detail={detail} comparison={comparison} />}
    </Modal>
  )
}

function Body({ detail, comparison }: { readonly detail: OrderDetail; readonly comparison: SiteComparison }) {
  const texts = useTexts()
  const words = texts.order
  switch (comparison.found) {
    case 'order':
      return comparison.differences.length === 0 ? (
        <Message title={words.noDifferences} text="" />
      ) : (
        <Differences detail={detail} differences={comparison.differences} at={comparison.at} />
      )
    case 'gone':
      return <Message title={words.goneFromSite} text={words.goneFromSiteText} detail={detail} />
    case 'wrong': {
      const reasons = comparison.reasons.map((reason) => wrongReasonText(texts, reason).message)
      return (
        <Message title={words.wrongOnSite} text={[...reasons, words.copyStays].join(' ')} detail={detail} />
      )
    }
    case 'unwanted': {
      const reason = skipReasonText(texts, comparison.reason).message
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
      <div className={classes.buttons}>
        {detail?.changedOnSite === true && (
          <Button variant="default" onClick={() => void keepOurs(detail)}>
            {texts.order.keepOurs}
          </Button>
        )}
        <Button data-autofocus onClick={closeComparison}>
          {texts.common.close}
        </Button>
      </div>
    </>
  )
}

interface DifferencesProps {
  readonly detail: OrderDetail
  readonly differences: readonly Difference[]
  readonly at: string
}

function Differences({ detail, differences, at }: DifferencesProps) {
  const texts = useTexts()
  const words = texts.order
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (path: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(path)) after.add(path)
      return after
    })
  return (
    <>
      <p className={classes.lead}>{words.differencesText(texts.common.moment(at, new Date()))}</p>
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
          {differences.map(({ path, ours, theirs }) => {
            const values = { path, before: ours, after: theirs }
            const text = changeText(texts, values, detail.order.currency, (name) => elementName(detail, name))
            return (
              <tr key={path} data-chosen={chosen.has(path) || undefined}>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={text.label}
                    checked={chosen.has(path)}
                    onChange={() => toggle(path)}
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
      <div className={classes.buttons}>
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
