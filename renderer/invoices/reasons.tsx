import { invoiceWarningText } from '../../main/texts/index.ts'
import type { InvoiceProposal } from '../../main/words/invoice-register.ts'
import { useTexts } from '../state/app-store.ts'
import { invoiceReasonText } from './reason-text.ts'
import classes from './reasons.module.css'

/** Why there is no invoice, each with what can be done; or what should be looked at in the one there will be. */
export function Reasons({ proposal }: { readonly proposal: InvoiceProposal }) {
  const texts = useTexts()
  const refusals = proposal.refusals.map((refusal) => ({
    key: JSON.stringify(refusal),
    isBad: true,
    ...invoiceReasonText(texts, refusal),
  }))
  const warnings = proposal.warnings.map((warning) => ({
    key: JSON.stringify(warning),
    isBad: false,
    ...invoiceWarningText(texts, warning),
  }))
  if (refusals.length + warnings.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {[...refusals, ...warnings].map(({ key, isBad, message, remedy }) => (
        <li key={key} data-bad={isBad || undefined}>
          {message} <span className="dim">{remedy}</span>
        </li>
      ))}
    </ul>
  )
}
