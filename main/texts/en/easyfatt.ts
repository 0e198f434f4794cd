import { countryName } from '../../words/country-name.ts'
import type { VatNeed } from '../../words/easyfatt-codes.ts'
import { formatCount } from '../../words/format.ts'
import type { easyfatt as itEasyfatt } from '../it/easyfatt.ts'
import { uncodedNames } from '../uncoded.ts'

const rates: Readonly<Record<string, string>> = {
  unknown: 'unknown rate',
  unclear: 'to be cleared up',
  rounding: 'rounding',
}

const rateName = (rate: string) => rates[rate] ?? `VAT ${rate}%`

const need = ({ rate, country, company }: VatNeed) =>
  [
    rateName(rate),
    country === '' ? 'no country given' : countryName(country, 'en'),
    company ? 'with a VAT number' : 'without a VAT number',
  ].join(', ')

const rateLabels: Readonly<Record<string, string>> = {
  unknown: 'Unknown',
  unclear: 'To be cleared up',
  rounding: 'Rounding',
}

const andOthers = (rest: number) => (rest === 1 ? 'and one more' : `and ${formatCount(rest, 'en')} more`)

export const uncodedRemedy =
  'Give the codes that are missing in Utilities, Easyfatt: until then these orders stay new.'

/** Utilities → Easyfatt (R46). */
export const easyfatt: typeof itEasyfatt = {
  title: 'Easyfatt',
  intro:
    'How a shop’s orders come into Easyfatt, and what VAT rates, payments and carriers are called there.',
  shop: 'Shop',
  show: 'Easyfatt’s tables',
  saved: 'Tables saved',
  savedHint: 'They hold from the next file on. Orders that were left out go out with “Only the new ones”.',
  unfinished: 'Some row is not complete.',
  vat: {
    title: 'VAT codes',
    hint: 'The codes of Easyfatt’s table Categorie Iva. The row that says most holds: first the country the goods go to, then who buys. An order with an amount for which there is no code does not get into the file, and stays new.',
    rate: 'VAT',
    place: 'Where the goods go',
    buyer: 'Who buys',
    code: 'Code',
    vatClass: 'Class',
    action: 'Action',
    places: {
      anywhere: 'Anywhere',
      italy: 'Italy',
      eu: 'Other EU countries',
      'outside-eu': 'Outside the EU',
    },
    everywhere: 'Groups',
    countries: 'One country',
    buyers: { any: 'Anybody', company: 'With a VAT number', private: 'Without a VAT number' },
    rateName: (rate) => rateLabels[rate] ?? `${rate}%`,
    usual: (code) => `${code} · as until now`,
    noCode: 'No code: orders are left out',
    change: 'Change',
    give: 'Give',
    changeOf: (rate) => `Change the code of ${rate}`,
    giveOf: (what) => `Give the code of ${what}`,
    choose: 'Choose',
    add: 'Add a row',
    remove: 'Remove the row',
    codeMissing: 'Write the code',
    classMissing: 'Choose the class',
    twice: 'There is such a row already',
  },
  found: {
    title: 'What the orders have',
    hint: 'Reads the shop’s orders, the newest first, and says for which rates, countries and buyers a code is wanted.',
    search: 'Look through the orders',
    stop: 'Stop',
    progress: (read, expected) => `${read} of ${expected}`,
    progressLabel: 'Reading the orders',
    read: (count, written) => (count === 1 ? 'Read one order' : `Read ${written} orders`),
    readPart: (written) => `Stopped: read the ${written} newest orders`,
    country: 'Country',
    noCountry: 'Not given',
    missing: 'Missing',
    waiting: 'Complete the row above',
    showOrders: (count, written) => (count === 1 ? 'Show 1 order' : `Show the ${written} orders`),
  },
  names: {
    titles: { payments: 'Payments', carriers: 'Carriers' },
    hints: {
      payments:
        'The names of Easyfatt’s table Tipi pagamento. Where you write nothing, the shop’s own name goes out, as until now.',
      carriers:
        'The carrier’s name in Easyfatt. Where you write nothing, the shop’s shipping method goes out.',
    },
    own: 'In the shop',
    orders: 'Orders',
    inEasyfatt: 'In Easyfatt',
    asItWas: (name) => `${name} (as until now)`,
    nameOf: (name) => `Name in Easyfatt of ${name}`,
    nothing: 'Do not write it',
    nothingOf: (name) => `Do not write it: ${name}`,
    commonest: (count) => `These are the ${count} with most orders.`,
    none: 'This shop’s orders have none yet.',
  },
  need,
  uncoded: (uncoded, most) => ({
    message: `${
      uncoded.count === 1
        ? '1 order was not written'
        : `${formatCount(uncoded.count, 'en')} orders were not written`
    }: Easyfatt’s VAT code is not known. ${uncodedNames(uncoded, most, need, andOthers)}.`,
    remedy: uncodedRemedy,
  }),
}
