import { countryName } from '../../words/country-name.ts'
import { formatDay, formatDecimal, formatMoney } from '../../words/format.ts'
import type { InvoiceField, SellerField } from '../../words/invoice.ts'
import type { NaturaReason } from '../../words/invoice-settings.ts'
import { shownText } from '../../words/shown-text.ts'
import type { invoiceReasons as itReasons } from '../it/invoice.ts'
import type { InvoiceRefusalTexts, InvoiceWarningTexts } from '../types.ts'

const page = 'Utilities, Electronic invoices, “Who sells and how”'
const mend = 'Correct it in the order (Edit), then try again.'
const seeSite = 'Look at the order on the site and correct it, or have your accountant make the invoice.'
const asksAccountant = `Ask your accountant, and enter it once in ${page}.`

const money = (amount: string) => formatMoney(amount, 'EUR', 'en')
const percent = (rate: string) => `${formatDecimal(rate, 'en')}%`
const day = (date: string) => formatDay(`${date}T12:00:00`, 'en')
const row = (name: string) => (name.trim() === '' ? 'a row without a name' : `row “${shownText(name, 80)}”`)
const rows = ([first = '', ...others]: readonly string[]) =>
  others.length === 0 ? row(first) : `${row(first)} and ${others.length} more`
const quoted = (text: string) => `“${shownText(text, 80)}”`

const sellerFields: Readonly<Record<SellerField, string>> = {
  name: 'company name (or first and last name)',
  vatNumber: 'VAT number',
  fiscalCode: 'fiscal code',
  regime: 'tax regime',
  street: 'address',
  postcode: 'postcode',
  city: 'town',
  province: 'province',
  'rea.office': 'REA province',
  'rea.number': 'REA number',
  'rea.capital': 'share capital',
}

const whyUntaxed: Readonly<Record<NaturaReason, string>> = {
  regime: 'your regime has no VAT',
  'eu-business': 'it goes to a company of another EU country',
  export: 'it goes out of the EU',
  'gift-card': 'it is a gift card that was sold',
  'zero-rate': 'the shop says 0% VAT',
  stamp: 'it is the stamp that is charged',
}

const textNames: Readonly<Record<InvoiceField, string>> = {
  sellerName: 'your name',
  sellerStreet: 'your address',
  sellerCity: 'your town',
  name: 'the customer’s name',
  street: 'the customer’s address',
  city: 'the customer’s town',
  description: 'a row’s description',
  sku: 'an item’s code',
  causale: 'the reason of the document',
  transactionId: 'the transaction number',
  law: 'the reference to the law',
}

const refusals: InvoiceRefusalTexts = {
  'seller-incomplete': ({ fields }) => ({
    message: `Missing or not right in the seller’s data: ${fields.map((field) => sellerFields[field]).join(', ')}.`,
    remedy: `Enter it once in ${page}.`,
  }),
  'kind-not-made': ({ kind }) => ({
    message: `This program makes no documents of kind ${kind}: only invoices (TD01) and credit notes (TD04).`,
    remedy: 'Make it with your accountant’s program.',
  }),
  'number-form': ({ number }) => ({
    message: `The number ${quoted(number)} cannot be used: 1 to 20 characters, no accents, no blanks at its ends.`,
    remedy: `Shorten what stands before or after the number, in ${page}.`,
  }),
  'number-without-digit': ({ number }) => ({
    message: `There is no digit in the number ${quoted(number)}.`,
    remedy: `Correct it in ${page}.`,
  }),
  'progressive-form': ({ progressive }) => ({
    message: `The counter of the files ${quoted(progressive)} cannot be used: letters and digits only, ten at most.`,
    remedy: `Correct it in ${page}.`,
  }),
  'date-impossible': ({ date }) => ({
    message: `There is no date ${quoted(date)}.`,
    remedy: 'Choose another.',
  }),
  'date-in-future': ({ date }) => ({
    message: `The date, ${day(date)}, is still to come.`,
    remedy: 'The exchange system rejects tomorrow’s invoices: use today.',
  }),
  'before-its-invoice': ({ date, invoice }) => ({
    message: `The credit note would be of ${day(date)}, before its invoice (${day(invoice)}).`,
    remedy: 'Choose a date that does not come before.',
  }),
  'linked-invoice-missing': () => ({
    message: 'It is not known which invoice it corrects: none was made here for this order.',
    remedy: 'Enter the number and the date of the invoice.',
  }),
  'refund-missing': () => ({
    message: 'It is not known which refund.',
    remedy: 'Choose a refund of the order.',
  }),
  'refund-not-explained': ({ amount }) => ({
    message: `How much of the refund of ${money(amount)} belongs to each rate is not known: the shop does not say which rows, and the order has more than one rate.`,
    remedy:
      'If the site allows it, choose the refunded rows there and read the order again; otherwise your accountant makes the note.',
  }),
  'currency-not-euro': ({ currency }) => ({
    message: `The order is in ${currency || 'an unknown currency'}: only invoices in euro are made here.`,
    remedy: 'It needs the day’s exchange rate: make it with your accountant.',
  }),
  'no-lines': () => ({ message: 'There is nothing to invoice.', remedy: seeSite }),
  'too-many-lines': ({ lines }) => ({
    message: `There are ${lines} rows: an invoice can have 9,999.`,
    remedy: 'Make it with your accountant.',
  }),
  'nothing-sold': ({ total }) => ({
    message: `The total would be ${money(total)}.`,
    remedy: 'Neither an invoice nor a credit note can be negative: look at the order on the site.',
  }),
  'unclear-amount': ({ amount }) => ({
    message: `There are ${money(amount)} to be cleared up in the order, which no row explains.`,
    remedy: 'Clear up the difference in the order (Edit): nobody can guess its VAT.',
  }),
  'total-mismatch': ({ declared, computed }) => ({
    message: `The rows come to ${money(computed)}, but the total is ${money(declared)}.`,
    remedy: seeSite,
  }),
  'rate-unknown': ({ rows: names }) => ({
    message: `The shop does not say the VAT rate of ${rows(names)}.`,
    remedy: 'Enter it in the order (Edit), then try again.',
  }),
  'rate-impossible': ({ rows: names, rate }) => ({
    message: `There is no rate of ${percent(rate)}: ${rows(names)}.`,
    remedy: 'Correct it in the order (Edit), then try again.',
  }),
  'rate-foreign': ({ rows: names, rate, country }) => ({
    message: `The order goes abroad (${countryName(country, 'en')}) with VAT at ${percent(rate)}, which Italy does not have: ${rows(names)}.`,
    remedy: `If it is that country’s VAT (OSS), say so in ${page}; otherwise correct the rate in the order.`,
  }),
  'tax-disagrees': ({ rate, net, tax }) => ({
    message: `The VAT is not right: ${money(tax)} on ${money(net)} is not ${percent(rate)}.`,
    remedy: `The exchange system would reject it (error 00421). ${seeSite}`,
  }),
  'regime-with-vat': ({ regime, rate }) => ({
    message: `Your regime (${regime}) has no VAT, but the order has VAT at ${percent(rate)}.`,
    remedy: `Correct the rates in the shop, or the regime in ${page}. If it is right, choose “Make it all the same”.`,
  }),
  'natura-unsettled': ({ reason, rows: names }) => ({
    message: `Which natura is written is not settled for ${rows(names)} (${whyUntaxed[reason]}).`,
    remedy: asksAccountant,
  }),
  'oss-unsettled': ({ country }) => ({
    message: `It goes to a buyer without a VAT number in another EU country (${countryName(country, 'en')}): whether its VAT is Italian or OSS, and how it is written, is not settled.`,
    remedy: asksAccountant,
  }),
  'stamp-unsettled': () => ({
    message:
      'Whether this invoice without VAT bears a stamp is not settled: sources disagree about its natura.',
    remedy: asksAccountant,
  }),
  'quantity-too-large': ({ row: name, quantity }) => ({
    message: `The quantity ${formatDecimal(quantity, 'en')} is too large for an exact price: ${row(name)}.`,
    remedy: 'Part it into several rows in the order (Edit).',
  }),
  'amount-too-large': ({ amount }) => ({
    message: `The amount ${money(amount)} is too large for an invoice.`,
    remedy: seeSite,
  }),
  'gift-card': ({ rows: names }) => ({
    message: `A part was paid with a card: ${rows(names)}.`,
    remedy: 'You chose that your accountant decides about such orders: ask (single-purpose voucher).',
  }),
  'delivered-elsewhere': ({ billing, delivery }) => ({
    message: `It is billed in ${billing} but the goods go to ${delivery}: the VAT may be another.`,
    remedy: 'Ask your accountant; if the order’s rates are right, choose “Make it all the same”.',
  }),
  'public-body': ({ code }) => ({
    message: `The code ${quoted(code)} has six characters: it is a public body’s.`,
    remedy:
      'Such invoices must be signed too, and this program does not make them: make it with your accountant.',
  }),
  'fiscal-code-missing': () => ({
    message:
      'The fiscal code is missing (and the VAT number too): without it the exchange system rejects the invoice (error 00417).',
    remedy: 'Ask the customer, and enter it in the order (Edit).',
  }),
  'fiscal-code-wrong': ({ code }) => ({
    message: `The fiscal code ${quoted(code)} cannot be right: the exchange system would reject the invoice.`,
    remedy: 'Ask the customer, and correct it in the order (Edit).',
  }),
  'vat-number-wrong': ({ number }) => ({
    message: `The VAT number ${quoted(number)} does not fit the billing country.`,
    remedy:
      'An Italian one has 11 digits. Correct it in the order (Edit), or see whether the country is right.',
  }),
  'name-missing': () => ({
    message: 'The customer’s name is missing, or has only signs that an invoice does not take.',
    remedy: mend,
  }),
  'street-missing': () => ({ message: 'The customer’s address is missing.', remedy: mend }),
  'city-missing': () => ({ message: 'The customer’s town is missing.', remedy: mend }),
  'postcode-wrong': ({ postcode }) => ({
    message:
      postcode === ''
        ? 'The customer’s postcode is missing.'
        : `The postcode ${quoted(postcode)} does not have five digits.`,
    remedy: mend,
  }),
  'country-missing': () => ({ message: 'The customer’s country is missing.', remedy: mend }),
  'country-unknown': ({ country }) => ({
    message: `There is no country ${quoted(country)}: two letters are wanted (IT, FR, DE).`,
    remedy: mend,
  }),
  'country-not-made': ({ country }) => ({
    message: `Invoices for ${country === 'SM' ? 'San Marino' : 'the Vatican'} have rules of their own, and this program does not make them.`,
    remedy: 'Make it with your accountant.',
  }),
  'pec-of-exchange': ({ pec }) => ({
    message: `The PEC ${quoted(pec)} is the exchange system’s own, not the customer’s: the invoice would be rejected.`,
    remedy: 'Ask the customer for theirs and correct it in the order (Edit), or remove it.',
  }),
}

const warnings: InvoiceWarningTexts = {
  'sdi-code-dropped': ({ code }) => ({
    message: `The recipient code ${quoted(code)} does not have the right form: 0000000 is written instead.`,
    remedy: 'The customer finds the invoice in their reserved area; if they have a code, ask for it.',
  }),
  'pec-dropped': ({ pec }) => ({
    message: `The PEC ${quoted(pec)} is no address: it is not written.`,
    remedy:
      'The customer finds the invoice in their reserved area; if they have a PEC, correct it in the order.',
  }),
  'province-dropped': ({ province }) => ({
    message:
      province.trim() === ''
        ? 'The customer’s province is missing.'
        : `There is no province ${quoted(province)}: it is not written.`,
    remedy: 'The invoice is valid all the same.',
  }),
  'check-digit': ({ whose, number }) => ({
    message: `The last digit of ${quoted(number)} (${whose === 'seller' ? 'yours' : 'the customer’s'}) does not fit: it may be mistyped.`,
    remedy: 'Check it: the exchange system looks it up, and rejects the invoice if it is not there.',
  }),
  'text-cut': ({ field, text }) => ({
    message: `Too long, and cut: ${textNames[field]} ${quoted(text)}.`,
    remedy: 'If need be, shorten it yourself in the order (Edit).',
  }),
  'line-unnamed': ({ line }) => ({
    message: `Row ${line} has no name that can be written: it is called “Articolo”.`,
    remedy: 'If need be, enter one in the order (Edit).',
  }),
  'payment-unknown': ({ method }) => ({
    message: `There is no code for the payment ${quoted(method)}: it is not written.`,
    remedy: `The invoice is valid all the same. You can choose a code in ${page}.`,
  }),
  'buyer-is-seller': () => ({
    message: 'Customer and seller have the same VAT number.',
    remedy: 'Check that the order is not your own.',
  }),
  'rate-unusual': ({ rate }) => ({
    message: `A rate of ${percent(rate)} is not usual in Italy.`,
    remedy: 'Check the order: if it is right, so is this.',
  }),
  'refunded-since': ({ amount }) => ({
    message: `${money(amount)} of this order were given back already: the invoice is of the whole order.`,
    remedy: 'Make a credit note for the refund afterwards.',
  }),
}

/** Why an invoice is not made, or what should be looked at in one (R48). */
export const invoiceReasons: typeof itReasons = { refusals, warnings }
