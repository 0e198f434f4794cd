import type { AccountantSettings, Disagreement } from '../words/accountant.ts'
import { parseDecimal } from '../words/decimal.ts'
import { destinationOf, type Order } from '../words/order.ts'
import { italianRates, usualRates, vatAreaOf } from '../words/vat-area.ts'
import { isToEuConsumer, type Part } from './sale-parts.ts'

export interface FoundDisagreement {
  readonly rate: string
  readonly problem: Disagreement
}

/** Rates that the country of delivery does not have, each once: to be looked at, for rates change and countries have islands. */
export function disagreementsOf(
  order: Order,
  parts: readonly Part[],
  { oss }: AccountantSettings,
): readonly FoundDisagreement[] {
  const { country } = destinationOf(order)
  const area = vatAreaOf(country)
  const isConsumer = isToEuConsumer(order)
  const found = parts.flatMap(({ category }): FoundDisagreement[] => {
    const without = category.kind === 'zero' || category.kind === 'no-rate'
    if (without) return isConsumer ? [{ rate: '0', problem: 'eu-without-vat' }] : []
    if (category.kind !== 'rate' && category.kind !== 'eu') return []
    const { rate } = category
    if (area === 'outside-eu') return [{ rate, problem: 'vat-outside-eu' }]
    if (area === 'italy' && !has(italianRates, rate)) return [{ rate, problem: 'not-italian' }]
    // Who declares nothing by OSS sells with Italian VAT.
    const usual = oss === 'no' ? italianRates : usualRates(country)
    return isConsumer && !has(usual, rate) ? [{ rate, problem: 'not-of-country' }] : []
  })
  return found.filter((one, at) => found.findIndex(({ rate, problem }) => same(one, rate, problem)) === at)
}

function same(one: FoundDisagreement, rate: string, problem: Disagreement): boolean {
  return one.rate === rate && one.problem === problem
}

function has(rates: readonly string[], rate: string): boolean {
  return rates.some((known) => parseDecimal(known) === parseDecimal(rate))
}
