/** The members of the European Union, ISO 3166-1 alpha-2; Monaco counts as France where VAT is concerned. */
const members = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK'.split(' '),
)

/** Whether VAT knows a country, given as ISO 3166-1 alpha-2, as one of the European Union. */
export function isInEu(country: string): boolean {
  return members.has(country.toUpperCase())
}
