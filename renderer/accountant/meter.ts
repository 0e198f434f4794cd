/** The threshold of sales to consumers in other EU countries, in words and as a bar. Pure. */
import type { Texts } from '../../main/texts/shape.ts'
import type { AccountantReport, Meter } from '../../main/words/accountant.ts'
import { formatMoney } from '../../main/words/format.ts'

/** Of the bar, in percent, for drawing: from 0 to 100. */
export function meterShare({ untilPeriodEnd, threshold }: Meter): number {
  const share = (100 * Number(untilPeriodEnd)) / Number(threshold)
  return Number.isFinite(share) ? Math.min(100, Math.max(0, share)) : 0
}

/** `1.234,50 € su 10.000,00 €, sotto la soglia`. */
export function meterText({ untilPeriodEnd, known, threshold, state }: Meter, texts: Texts): string {
  const words = texts.accountantPage.meter
  const money = (value: string) => formatMoney(value, 'EUR', texts.language)
  const later = known === untilPeriodEnd ? [] : [words.known(money(known))]
  return [words.of(money(untilPeriodEnd), money(threshold)), words.states[state], ...later].join(', ')
}

/** What is to be done about it; null: nothing yet. The year before counts, too: who passed it is beyond it this year. */
export function meterWarning({ meters }: Pick<AccountantReport, 'meters'>, texts: Texts): string | null {
  const words = texts.accountantPage.meter
  const states = meters.map(({ state }) => state)
  if (states.includes('reached')) return words.reached
  return meters[0].state === 'near' ? words.near : null
}
