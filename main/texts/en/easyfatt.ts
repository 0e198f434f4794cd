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

const andOthers = (rest: number) => (rest === 1 ? 'and one more' : `and ${formatCount(rest, 'en')} more`)

export const uncodedRemedy =
  'Give the codes that are missing in Utilities, Easyfatt: until then these orders stay new.'

/** Utilities → Easyfatt (R46). */
export const easyfatt: typeof itEasyfatt = {
  uncoded: (uncoded, most) => ({
    message: `${
      uncoded.count === 1
        ? '1 order was not written'
        : `${formatCount(uncoded.count, 'en')} orders were not written`
    }: Easyfatt’s VAT code is not known. ${uncodedNames(uncoded, most, need, andOthers)}.`,
    remedy: uncodedRemedy,
  }),
}
