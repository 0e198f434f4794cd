import { countryName } from '../../words/country-name.ts'
import type { Uncoded, VatNeed } from '../../words/easyfatt-codes.ts'
import { formatCount } from '../../words/format.ts'
import type { Explanation } from '../types.ts'
import { uncodedNames } from '../uncoded.ts'

const rates: Readonly<Record<string, string>> = {
  unknown: 'aliquota sconosciuta',
  unclear: 'da chiarire',
  rounding: 'arrotondamento',
}

/** `aliquota sconosciuta`, `IVA 22%` */
const rateName = (rate: string) => rates[rate] ?? `IVA ${rate.replace('.', ',')}%`

/** `IVA 0%, Svizzera, senza partita IVA` */
const need = ({ rate, country, company }: VatNeed) =>
  [
    rateName(rate),
    country === '' ? 'paese non indicato' : countryName(country, 'it'),
    company ? 'con partita IVA' : 'senza partita IVA',
  ].join(', ')

const andOthers = (rest: number) => (rest === 1 ? 'e un altro' : `e altri ${formatCount(rest, 'it')}`)

export const uncodedRemedy =
  'Indica i codici che mancano in Utilità, Easyfatt: fino ad allora questi ordini restano nuovi.'

/** Utilità → Easyfatt (R46). */
export const easyfatt = {
  /** Orders that are in no file for want of a VAT code; at most so many of them by name. */
  uncoded: (uncoded: Uncoded, most: number): Explanation => ({
    message: `${
      uncoded.count === 1
        ? '1 ordine non è stato scritto'
        : `${formatCount(uncoded.count, 'it')} ordini non sono stati scritti`
    }: manca il codice IVA per Easyfatt. ${uncodedNames(uncoded, most, need, andOthers)}.`,
    remedy: uncodedRemedy,
  }),
}
