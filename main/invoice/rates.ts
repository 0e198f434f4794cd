import { absolute, type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import type { InvoiceInput } from '../words/invoice.ts'
import { type Natura, type NaturaReason, regimesWithoutVat } from '../words/invoice-settings.ts'
import { deliveryCountry, type Order } from '../words/order.ts'
import { cent, hundred, one, shareByRates } from '../words/vat-amounts.ts'
import { italianRates, vatAreaOf } from '../words/vat-area.ts'
import { meantRate } from './meant-rate.ts'
import { type Notes, refuse, warn } from './notes.ts'
import type { Row } from './rows.ts'

/** A row with what the tax register wants to know of it. */
export interface RatedRow extends Row {
  /** As the shop charged it. */
  readonly rate: Scaled
  /** Why it bears no VAT; null: it does. */
  readonly natura: Natura | null
  readonly law: string
  /** Its VAT is another country's, and no part of an Italian invoice. */
  readonly isOss: boolean
}

const usualRates = italianRates.map(scaled)
const cardName = /buon[oi] regalo|(carta|card) regalo|gift[- ]?(card|voucher|certificate)/i

/** Each row with its rate and natura; those of which they are not known are refused by name. */
export function ratedRows(rows: readonly Row[], input: InvoiceInput, notes: Notes): readonly RatedRow[] {
  const known = knownRates(rows, input.order)
  const rated = rows
    .flatMap((row) => withRate(row, rows, known, input, notes))
    .flatMap((row) => withNatura(row, input, notes))
  const unusual = new Set(
    rated.filter(({ rate, isOss }) => !isOss && !isItalian(rate)).map(({ rate }) => rate),
  )
  for (const rate of unusual) warn(notes, 'rate-unusual', { rate: toDecimal(rate) })
  return rated
}

type Known = Row & { readonly rate: Scaled }

/** What the shop says; where it says nothing, what can only be meant. */
function withRate(
  row: Row,
  rows: readonly Row[],
  known: readonly Scaled[],
  input: InvoiceInput,
  notes: Notes,
): readonly Known[] {
  const { rate, name } = row
  const free = isFree(row) && !rate ? rows.find((other) => !isFree(other) && other.rate) : undefined
  // What costs nothing needs no reason why it bears no VAT: it goes with what is sold.
  if (free?.rate) return [{ ...row, rate: free.rate }]
  if (rate !== null && isPossible(rate)) return [{ ...row, rate }]
  const found = rate === null ? meantRates(row, rows, known, input) : []
  if (rate !== null) refuse(notes, 'rate-impossible', { rows: [name], rate: toDecimal(rate) })
  else if (found.length === 0) refuse(notes, 'rate-unknown', { rows: [name] })
  return found
}

/**
 * Of shipping, fees and reductions shops often do not say the rate: then the one of the order's rates that makes their
 * tax, or all of them by what was sold at each. Empty where nothing fits.
 */
function meantRates(
  row: Row,
  rows: readonly Row[],
  known: readonly Scaled[],
  input: InvoiceInput,
): readonly Known[] {
  const { tax, type } = row
  if (tax === 0n && reasonOf(row, input) !== 'zero-rate') return [{ ...row, rate: 0n }]
  if (isFree(row)) return known.slice(0, 1).map((rate) => ({ ...row, rate }))
  if (tax === 0n || type === 'item') return []
  const meant = meantRate(known, row)
  if (meant !== null) return [{ ...row, rate: meant }]
  const shares = shareByRates(
    row,
    rows.filter((other) => other.type === 'item'),
  )
  return (shares ?? []).map((share) => ({ ...row, ...share, listPrice: share.net }))
}

function isFree({ net, tax }: Row): boolean {
  return net === 0n && tax === 0n
}

function withNatura(row: Known, input: InvoiceInput, notes: Notes): readonly RatedRow[] {
  const { seller, settings, order } = input
  const { rate, name } = row
  if (rate > 0n) {
    if (regimesWithoutVat.includes(seller.regime ?? '') && !input.confirmed.includes('regime-with-vat')) {
      refuse(notes, 'regime-with-vat', { regime: seller.regime ?? '', rate: toDecimal(rate) })
      return []
    }
    const country = deliveryCountry(order)
    if (country === 'IT') return [{ ...row, natura: null, law: '', isOss: false }]
    if (vatAreaOf(country) === 'eu' && order.fiscal.vatNumber.trim() === '')
      return ossRow(row, country, input, notes)
    if (isItalian(rate)) return [{ ...row, natura: null, law: '', isOss: false }]
    refuse(notes, 'rate-foreign', { rows: [name], rate: toDecimal(rate), country })
    return []
  }
  if (absolute(row.tax) >= cent) {
    const amounts = { net: toDecimal(row.net, 2), tax: toDecimal(row.tax, 2) }
    refuse(notes, 'tax-disagrees', { rate: '0', ...amounts })
    return []
  }
  const reason = reasonOf(row, input)
  const { natura, text } = settings.natura[reason]
  if (natura !== null) return [{ ...row, natura, law: text, isOss: false }]
  refuse(notes, 'natura-unsettled', { reason, rows: [name] })
  return []
}

/** Sold to a consumer of another EU country: below the threshold with Italian VAT, else with that country's. */
function ossRow(row: Known, country: string, { settings }: InvoiceInput, notes: Notes): readonly RatedRow[] {
  const { oss, ossText } = settings
  if (oss === null) refuse(notes, 'oss-unsettled', { country })
  else if (oss !== 'italian') return [{ ...row, natura: oss, law: ossText, isOss: true }]
  else if (isItalian(row.rate)) return [{ ...row, natura: null, law: '', isOss: false }]
  else refuse(notes, 'rate-foreign', { rows: [row.name], rate: toDecimal(row.rate), country })
  return []
}

/** Why a row bears no VAT, as far as the order shows it. */
function reasonOf({ type, name, tax }: Row, { seller, order }: InvoiceInput): NaturaReason {
  if (regimesWithoutVat.includes(seller.regime ?? '')) return 'regime'
  if (type === 'item' && tax === 0n && cardName.test(name)) return 'gift-card'
  const country = deliveryCountry(order)
  if (country === 'IT') return 'zero-rate'
  if (vatAreaOf(country) !== 'eu') return 'export'
  return order.fiscal.vatNumber.trim() === '' ? 'zero-rate' : 'eu-business'
}

/** Those that the order names, each once; goods' first. */
function knownRates(rows: readonly Row[], { lines, shippingLines, fees, taxes }: Order): readonly Scaled[] {
  const named = [...lines, ...shippingLines, ...fees].map(({ vatRate }) => vatRate)
  const all = [...named, ...taxes.map(({ rate }) => rate)].flatMap((rate) =>
    rate === null ? [] : [scaled(rate)],
  )
  const ofRows = rows.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  return [...new Set([...ofRows, ...all])].filter(isPossible)
}

/** None lies between 0 and 1: `0.22` is a rate written otherwise. Two decimals are all that is written of one. */
function isPossible(rate: Scaled): boolean {
  return rate === 0n || (rate >= one && rate <= hundred && rate % cent === 0n)
}

function isItalian(rate: Scaled): boolean {
  return rate === 0n || usualRates.includes(rate)
}
