import { absolute, type Scaled, unit } from '../../words/decimal.ts'
import type { Charge } from '../../words/order.ts'
import { currencyDigits } from '../currency.ts'
import { asFee } from '../order-rows.ts'
import type { Fields, Reader } from '../reader.ts'
import { allowance, type Mark, piecesOf, rowOfMark } from '../reconcile.ts'
import { makeSubtotal, type Sums, unexplained } from './check-order.ts'
import {
  customFees,
  type Fee,
  fixedTaxes,
  mapDiscounts,
  mapShipping,
  mapTaxes,
  wrappings,
} from './map-charges.ts'
import { type Lines, mapLines } from './map-lines.ts'
import { paidBy } from './marks.ts'
import { type FeeChoice, feesNamed, isTaxOf, shared } from './named-fees.ts'
import { amountOf, money } from './reader.ts'

/** Lines, shipping and fees, read so that they make the order's totals, where they do. */
export function mapAmounts(reader: Reader, json: Fields, extension: Fields, currency: string) {
  const declared = {
    subtotal: reader.amount(json, 'subtotal', '').value,
    tax: amountOf(reader, json, 'tax_amount', ''),
    total: reader.amount(json, 'grand_total', '').value,
  }
  const digits = Math.min(currencyDigits(currency) ?? 2, placesOfMagento)
  const shipping = mapShipping(reader, json, extension)
  const discounts = mapDiscounts(reader, json, extension)
  const fixed = fixedTaxes(reader, json)
  const ofFixed = fixed.reduce((sum, { net }) => sum + net, 0n)
  const wrapped = wrappings(reader, extension)
  const custom = customFees(reader, extension)
  const allowedFor = (items: Lines['items'], total: Scaled) =>
    allowance({
      digits,
      rows: items.length + shipping.charges.length + fixed.length + wrapped.length + custom.length,
      pieces: piecesOf(items),
      total,
    })
  const lines = mapLines(reader, json, ({ items, gross }) =>
    makeSubtotal(declared.subtotal, gross, ofFixed, allowedFor(items, declared.subtotal)),
  )
  const sold = lines.net + shipping.net + declared.tax
  const allowed = allowedFor(lines.items, sold > declared.total ? sold : declared.total)
  const sumsWith = (fees: readonly Fee[], outside: Scaled): Sums => ({
    declared: { ...declared, tax: declared.tax + outside },
    allowed,
    discount: 0n,
    parts: {
      linesGross: lines.gross,
      linesNet: lines.net,
      shippingNet: shipping.net,
      feesNet: fees.reduce((sum, fee) => sum + fee.net, 0n),
      tax: lines.tax + shipping.tax + fees.reduce((sum, fee) => sum + fee.tax, 0n),
      fixedTaxes: ofFixed,
    },
  })
  // Bundles lose their discounts (magento/magento2#40276), and some programs put one on the whole order.
  const unshared = discounts.written - lines.discount - shipping.discount
  const ofOrder: Mark = {
    name: discounts.items[0]?.code || words.discount,
    kind: 'discount',
    amount: discounts.net - (lines.gross - lines.net) - (shipping.discount - shipping.taxOfDiscount),
  }
  const isTaken = (paid: readonly Mark[]) => paid.some((mark) => mark.name === ofOrder.name)
  const settled = ({ fees, outside }: FeeChoice, paid: readonly Mark[]) => {
    const rows = paid.map((mark) => rowOfMark(mark, 2))
    const negative = paid.map(({ name, amount }) => ({ name, net: -amount, tax: 0n }))
    return {
      lines,
      shipping,
      discounts,
      taxes: mapTaxes(reader, extension),
      fees: [...fees.map((fee) => asFee(chargeOf(fee))), ...rows],
      sums: { ...sumsWith([...fees, ...negative], outside), discount: isTaken(paid) ? 0n : unshared },
    }
  }
  const usual = [...fixed, ...wrapped]
  const lessTax = declared.tax - sumsWith(usual, 0n).parts.tax
  const paidIn = (rest: Scaled): readonly Mark[] | null => {
    const isRounding = absolute(rest) <= allowed
    if (rest >= 0n) return isRounding ? [] : null
    const beside = unshared > allowed ? [ofOrder] : []
    const within = isRounding ? exact : allowed
    return paidBy([extension, json], -rest, lines, { allowed, within }, beside) ?? (isRounding ? [] : null)
  }
  let best: ReturnType<typeof settled> | null = null
  let isWhole = false
  // What a module charges for the way to pay, and what a card or credit paid, may both be in one order; to the cent, if so.
  for (const choice of feeChoices()) {
    const sums = sumsWith(choice.fees, choice.outside)
    const paid = paidIn(unexplained(sums))
    if (paid === null) continue
    const ofTax = absolute(sums.declared.tax - sums.parts.tax)
    const rest = paid.reduce((sum, { amount }) => sum + amount, unexplained(sums))
    if (absolute(rest) + ofTax <= exact) return settled(choice, paid)
    if (best !== null && (isWhole || ofTax > allowed)) continue
    best = settled(choice, paid)
    isWhole = ofTax <= allowed
  }
  return best ?? settled({ fees: [...usual, ...custom], outside: 0n }, [])

  function* feeChoices(): Iterable<FeeChoice> {
    yield { fees: [...usual, ...custom], outside: 0n }
    if (custom.length > 0) yield { fees: usual, outside: 0n }
    for (const { fees, outside } of feesNamed([extension, json], lessTax))
      yield { fees: [...usual, ...fees], outside }
    // Versions before 2.2 do not tell their VAT, and some programs have it in that of the rows.
    const tax = fixed.reduce((sum, fee) => sum + fee.tax, lessTax)
    if (ofFixed > 0n && isTaxOf(ofFixed, tax)) {
      const rows = fixed.map(({ name, net }) => ({ name, amount: net }))
      yield { fees: [...shared(rows, ofFixed, ofFixed, tax), ...wrapped, ...custom], outside: 0n }
    }
  }
}

/** No doubt about what makes a total. */
const exact = 2n * unit(2)

/** Magento rounds to two places in every currency, also in those that have three. */
const placesOfMagento = 2

/** It goes onto Italian invoices. */
const words = { discount: 'Sconto' }

function chargeOf({ name, net, tax }: Fee): Charge {
  return { name, net: money(net), tax: money(tax), vatRate: null }
}
