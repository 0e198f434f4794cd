import { parseDecimal, type Scaled, unit } from '../../words/decimal.ts'
import type { Discount, FeeKind } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields } from '../reader.ts'
import { type Mark, paidNothing } from '../reconcile.ts'
import { parsedJson, rowsOf } from './reader.ts'

/** What paid a part of an order, as a plugin keeps it, with the card's or coupon's code where it has one. */
export interface PluginMark extends Mark {
  readonly code: string
}

/** They go onto Italian invoices, beside the names that the shop itself gives to shipping and codes. */
const names = {
  giftCard: 'Buono regalo',
  credit: 'Credito del cliente',
  wallet: 'Portafoglio del cliente',
  points: 'Punti fedeltà',
}

/**
 * Under what words plugins keep the amount that a card or credit paid of an order, whose `total` they lower after tax and
 * whose rows they leave whole: Gift Cards (`gift_cards`), YITH Gift Cards (`_ywgc_applied_gift_cards`), PW Gift Cards,
 * Smart Coupons (`smart_coupons_contribution`), Account Funds (`_funds_used`), Advanced Coupons
 * (`acfw_store_credits_order_paid`), TeraWallet (`_via_wallet_payment`), Ultimate Gift Cards (`wps_wgm_used_gift_coupon`),
 * Gift Up! (`_giftup_redeemed_balance`), YITH Account Funds (`_order_funds`), myCred (`_mycred_paid`), YITH Points and
 * Rewards (`_ywpar_coupon_amount`), other points plugins.
 */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/gift_?(up_|card|certificate|coupon|voucher)|ywgc|(buon[oi]|carta)_regalo/, names.giftCard],
  [
    /store_?credit|smart_?coupons?_contribution|funds_used|(account|order)_?funds|customer_?credit|credits?_(used|applied|paid|redeemed)|(used|applied|paid|redeemed)_credits?$/,
    names.credit,
  ],
  [/wallet/, names.wallet],
  [
    /points?_?(amount|discount|value|paid|redeemed)|(amount|discount|value)_?(of_)?points|ywpar_coupon_amount/,
    names.points,
  ],
  [/(mycred|gamipress|reward|loyalty)\w*_(amount|discount|paid|redeemed|payment)/, names.points],
]

/** Under those words, too: what was sold, earned or given back, identifiers, numbers of things. None of it paid. */
const isOther =
  /(^|_)(ids?|counts?|qty|quantity|numbers?|days|sold|bought|purchase\w*|earn\w*|cashback|credited|recharge\w*|ricaric\w*|refund\w*|messages?|complea?te\w*)(_|$)|(?<!redeemed_)balances?$/

/**
 * What may have lowered an order's total, best known last.
 * @param coupons those that no line shows ({@link couponMarks})
 * @param most no more can have been taken off; null: whatever they are worth
 */
export function marksOf(
  order: Fields,
  coupons: readonly PluginMark[],
  most: Scaled | null,
): readonly PluginMark[] {
  const marks = [...coupons]
  for (const entry of rowsOf(order.meta_data))
    if (typeof entry.key === 'string') marks.push(...marksIn(entry.key, entry.value))
  for (const [field, value] of Object.entries(order))
    if (field !== 'meta_data' && Array.isArray(value)) marks.push(...marksIn(field, value))
  // What names its card tells more than a sum of all.
  return marks
    .filter(({ amount }) => most === null || amount <= most)
    .sort((a, b) => Number(a.code !== '') - Number(b.code !== ''))
    .slice(-mostMarks)
}

const mostMarks = 8

/**
 * Coupons that lines do not show: taken off the total after tax, as credit is (Smart Coupons).
 * @param shown what coupons took off the lines
 */
export function couponMarks(order: Fields, shown: Scaled): readonly PluginMark[] {
  const coupons = rowsOf(order.coupon_lines).map((row) => ({
    code: codeOf(row.code),
    amount: (amount(row.discount) ?? 0n) + (amount(row.discount_tax) ?? 0n),
    net: amount(row.discount) ?? 0n,
  }))
  const hidden = coupons.reduce((sum, { net }) => sum + net, 0n) - shown
  return coupons
    .filter(({ amount, net }) => amount > 0n && net <= hidden + unit(2))
    .map(({ code, amount }) => paidBy(names.credit, code, amount))
}

/** Discounts without the coupons that paid: a coupon counts once. */
export function withoutPaid(
  discounts: readonly Discount[],
  paid: readonly PluginMark[],
): readonly Discount[] {
  let left = discounts
  for (const mark of paid) {
    const same =
      left.find(({ code }) => code !== '' && code.toLowerCase() === mark.code) ??
      left.find(
        ({ net, tax }) =>
          (parseDecimal(net) ?? 0n) + (parseDecimal(tax) ?? 0n) === mark.amount && mark.code === '',
      )
    if (same !== undefined) left = left.filter((discount) => discount !== same)
  }
  return left
}

function marksIn(key: string, value: unknown): readonly PluginMark[] {
  const name = nameOf(key)
  return name === null ? [] : amountsIn(value, 0).map(({ code, amount }) => paidBy(name, code, amount))
}

/** A payment by card or credit, as a row of the order will show it. */
function paidBy(name: string, code: string, amount: Scaled): PluginMark {
  return { name: code === '' ? name : `${name} ${code}`, kind: 'paid', code: code.toLowerCase(), amount }
}

function nameOf(key: string): string | null {
  if (key.length > 100) return null
  const words = key.toLowerCase().replaceAll('-', '_')
  return isOther.test(words) || paidNothing.test(words)
    ? null
    : (kinds.find(([pattern]) => pattern.test(words))?.[1] ?? null)
}

interface CodedAmount {
  readonly code: string
  readonly amount: Scaled
}

/** Amounts as plugins keep them: one, a list of cards (`[{code, amount}]`), or a map from code to amount; also as JSON in a text. */
function amountsIn(kept: unknown, depth: number): readonly CodedAmount[] {
  const value = depth === 0 ? (parsedJson(kept) ?? kept) : kept
  const single = amount(value)
  if (single !== null) return single === 0n ? [] : [{ code: '', amount: single }]
  if (Array.isArray(value))
    return depth > 1 ? [] : value.slice(0, 20).flatMap((row) => amountsIn(row, depth + 1))
  if (!isFields(value)) return []
  const fields = Object.entries(value).slice(0, 20)
  const card = fields.find(([field, text]) => cardField.test(field) && codeOf(text) !== '')?.[1]
  const own = amount(value.amount)
  if (own !== null) return own === 0n ? [] : [{ code: codeOf(card), amount: own }]
  return fields.flatMap(([field, inner]) => {
    const found = inner === card || isOther.test(field) || paidNothing.test(field) ? null : amount(inner)
    return found === null || found === 0n ? [] : [{ code: codeOf(card ?? field), amount: found }]
  })
}

/** `code`, `card_number`: what a card goes by in a row of its own. */
const cardField = /^(\w+_)?(code|number)$/

function codeOf(code: unknown): string {
  return typeof code === 'string' && code.length <= 80 && !/^\d{1,2}$/.test(code) ? plainLine(code) : ''
}

/** Without its sign: some plugins keep what they took off as a negative number. */
function amount(value: unknown): Scaled | null {
  const text = typeof value === 'number' ? value.toFixed(6) : typeof value === 'string' ? value.trim() : ''
  const found = text === '' || text.length > 20 ? null : parseDecimal(text)
  return found !== null && found < 0n ? -found : found
}

/**
 * What a negative fee is: a wallet or a card that pays has no VAT (TeraWallet: `_via_wallet_partial_payment`), so the sale
 * stays whole; whatever lowers VAT too is a reduction. Undefined where the sign alone tells.
 */
export function kindOfFee(row: Fields, net: Scaled, tax: Scaled): FeeKind | undefined {
  if (net >= 0n || tax !== 0n) return undefined
  const legacy = rowsOf(row.meta_data).find((entry) => entry.key === '_legacy_fee_key')?.value
  const id = typeof legacy === 'string' ? legacy : ''
  const name = typeof row.name === 'string' ? row.name.slice(0, 200) : ''
  const mayPay = payingOrReducing.test(name) && !reducing.test(name)
  return payingKey.test(id) || payingName.test(name) || mayPay ? 'paid' : undefined
}

const payingKey = /wallet|gift_?card|ywgc|store_?credit|account_?funds|funds_used/i
const payingName =
  /\b(wallet|gift ?(up|cards?|certificates?|vouchers?)|portafoglio|buon[oi] regalo|carta regalo|store credits?|credito (del )?(negozio|cliente)|account funds)\b/i
const payingOrReducing = /\b(vouchers?|points|punti)\b/i
const reducing = /\b(sconto|discount)\b/i
