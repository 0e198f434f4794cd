import type { RateOf, TaxRate } from './amounts.ts'
import type { TaxClass } from './catalogue.ts'

function rate(id: number, country: string, label: string, hundredths: number): TaxRate {
  const percent = `${hundredths / 100}%`
  return {
    id,
    code: `${country}-${label} ${percent}-1`.toUpperCase(),
    label: `${label} ${percent}`,
    rate: hundredths,
  }
}

const reducedGerman = rate(5, 'DE', 'MwSt.', 700)

/** VAT by country and tax class; Germany and France at their own rates (one-stop shop), elsewhere none. */
const rates: Readonly<Record<string, Readonly<Record<TaxClass, TaxRate>>>> = {
  IT: {
    '': rate(1, 'IT', 'IVA', 2200),
    'aliquota-10': rate(2, 'IT', 'IVA', 1000),
    'aliquota-4': rate(3, 'IT', 'IVA', 400),
  },
  DE: { '': rate(4, 'DE', 'MwSt.', 1900), 'aliquota-10': reducedGerman, 'aliquota-4': reducedGerman },
  FR: {
    '': rate(6, 'FR', 'TVA', 2000),
    'aliquota-10': rate(7, 'FR', 'TVA', 1000),
    'aliquota-4': rate(8, 'FR', 'TVA', 550),
  },
}

/** The rates that apply to goods sent to a country. */
export function ratesFor(country: string): RateOf {
  return (taxClass) => rates[country]?.[taxClass]
}
