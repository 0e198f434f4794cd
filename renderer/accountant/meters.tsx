import { Progress } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useId } from 'react'
import type { AccountantReport, Meter } from '../../main/words/accountant.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import { meterShare, meterText, meterWarning } from './meter.ts'

/** How far sales to consumers in other EU countries are from the threshold: two years. */
export function Meters({ report }: { readonly report: AccountantReport }) {
  const texts = useTexts()
  const words = texts.accountantPage.meter
  const id = useId()
  const warning = meterWarning(report, texts)
  return (
    <section className={`card ${classes.meters}`} aria-labelledby={id}>
      <div>
        <h2 id={id} className={classes.heading}>
          {words.title}
        </h2>
        <p className="dim">{words.hint}</p>
      </div>
      {report.meters.map((meter) => (
        <Bar key={meter.year} meter={meter} />
      ))}
      {warning !== null && (
        <p className={classes.warning}>
          <IconAlertTriangle size={18} aria-hidden /> {warning}
        </p>
      )}
    </section>
  )
}

const colours = { below: 'accent', near: 'var(--warn)', reached: 'var(--bad)' } as const

function Bar({ meter }: { readonly meter: Meter }) {
  const texts = useTexts()
  const text = meterText(meter, texts)
  return (
    <div className={classes.meter}>
      <strong className="num">{meter.year}</strong>
      <Progress
        value={meterShare(meter)}
        color={colours[meter.state]}
        aria-label={`${meter.year}: ${text}`}
      />
      <span className="num">{text}</span>
    </div>
  )
}
