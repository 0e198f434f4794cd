/** What a row of the table of VAT codes (R46) is chosen from. Apart from the schemas, which windows do without. */

/** Easyfatt's own list, in its own words. */
export const vatClasses = [
  'Imponibile',
  'Non imponibile',
  'Intra-UE',
  'Extra-UE',
  'Esente',
  'Escluso',
  'Fuori campo',
  'Iva non esposta',
  'Rev. charge',
] as const
export type VatClass = (typeof vatClasses)[number]

/**
 * What stands in a rate's place: one that neither the shop nor the amounts tell; what is to be cleared up in an order that
 * was taken as it is; the cents by which Easyfatt's sum differs from the shop's.
 */
export const rateStandIns = ['unknown', 'unclear', 'rounding'] as const

/** Where goods go, beside single countries (ISO 3166-1 alpha-2). */
export const vatPlaces = ['anywhere', 'italy', 'eu', 'outside-eu'] as const

/** `company`: who has a VAT number. */
export const vatBuyers = ['any', 'company', 'private'] as const
export type VatBuyer = (typeof vatBuyers)[number]
