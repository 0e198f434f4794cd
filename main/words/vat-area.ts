/** Where a country stands for Italian VAT, and which rates it has. Pure; its rates are for hints only: they change. */

/**
 * The other countries of the EU with the rates they have in 2026, highest first (European Commission, "Taxes in Europe
 * database"), those of islands and enclaves aside.
 */
const euRates: Readonly<Record<string, readonly string[]>> = {
  AT: ['20', '13', '10'],
  BE: ['21', '12', '6'],
  BG: ['20', '9'],
  CY: ['19', '9', '5', '3'],
  CZ: ['21', '12'],
  DE: ['19', '7'],
  DK: ['25'],
  EE: ['24', '13', '9', '5'],
  ES: ['21', '10', '5', '4'],
  FI: ['25.5', '14', '13.5', '10'],
  FR: ['20', '10', '5.5', '2.1'],
  GR: ['24', '13', '6'],
  HR: ['25', '13', '5'],
  HU: ['27', '18', '5'],
  IE: ['23', '13.5', '9', '4.8'],
  LT: ['21', '12', '9', '5'],
  LU: ['17', '14', '8', '3'],
  LV: ['21', '12', '5'],
  MT: ['18', '12', '7', '5'],
  NL: ['21', '9'],
  PL: ['23', '8', '5'],
  PT: ['23', '13', '6'],
  RO: ['21', '11'],
  SE: ['25', '12', '6'],
  SI: ['22', '9.5', '5'],
  SK: ['23', '19', '5'],
}
export const italianRates = ['22', '10', '5', '4'] as const

/** Every rate above 0 that is usual somewhere in the EU. */
export const everyRate: readonly string[] = [...new Set([...italianRates, ...Object.values(euRates).flat()])]

/** Codes that name, for VAT, another country. */
const others: Readonly<Record<string, string>> = { MC: 'FR', EL: 'GR' }

/** Every code that stands for another country of the EU. */
export const euCodes: readonly string[] = [...Object.keys(euRates), ...Object.keys(others)]

export type VatArea = 'italy' | 'eu' | 'outside-eu' | 'unknown-country'

/** The country that a code names for VAT: Monaco is France. */
export function vatCountry(code: string): string {
  const country = code.trim().toUpperCase()
  return (Object.hasOwn(others, country) ? others[country] : undefined) ?? country
}

export function vatAreaOf(code: string): VatArea {
  const country = vatCountry(code)
  if (country === '') return 'unknown-country'
  if (country === 'IT') return 'italy'
  return Object.hasOwn(euRates, country) ? 'eu' : 'outside-eu'
}

/** The rates above 0 that are usual in a country of the EU; none of another. */
export function usualRates(code: string): readonly string[] {
  const country = vatCountry(code)
  if (country === 'IT') return italianRates
  return Object.hasOwn(euRates, country) ? (euRates[country] ?? []) : []
}
