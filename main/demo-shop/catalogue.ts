/** What the demonstration shop sells, and how it is paid and sent. Prices are in cents and include Italian VAT. */

/** VAT in hundredths of a percent, by tax class of the shop: standard, 10 % and 4 %. */
export type TaxClass = '' | 'aliquota-10' | 'aliquota-4'

export interface Product {
  readonly id: number
  readonly name: string
  readonly sku: string
  readonly cents: number
  readonly taxClass: TaxClass
  readonly variations?: readonly Variation[]
}

export interface Variation {
  readonly id: number
  readonly sku: string
  /** Name of the option as stored, as shown, and its value. */
  readonly options: readonly (readonly [key: string, label: string, value: string])[]
}

const shirt = (id: number, size: string, colour: string): Variation => ({
  id,
  sku: `MAG-${size}-${colour.slice(0, 3).toUpperCase()}`,
  options: [
    ['taglia', 'Taglia', size],
    ['colore', 'Colore', colour],
  ],
})

const scented = (id: number, sku: string, scent: string, weight: string): Variation => ({
  id,
  sku: `CAND-${sku}`,
  options: [
    ['pa_profumo', 'Profumo', scent],
    ['pa_peso', 'Peso', weight],
  ],
})

export const products: readonly Product[] = [
  {
    id: 10,
    name: "Caffè in grani 1kg “Torrefazione dell'Orto”",
    sku: 'CAF-1KG',
    cents: 2490,
    taxClass: 'aliquota-10',
  },
  { id: 11, name: "Olio extravergine d'oliva 0,75 l", sku: 'OLIO-075', cents: 1350, taxClass: 'aliquota-4' },
  { id: 12, name: 'Pasta di Gragnano IGP 500g', sku: 'PST-500', cents: 235, taxClass: 'aliquota-4' },
  {
    id: 13,
    name: 'Parmigiano Reggiano DOP 24 mesi 1kg',
    sku: 'PARM-24',
    cents: 2190,
    taxClass: 'aliquota-4',
  },
  { id: 14, name: 'Tazzina "Perù" in ceramica (set da 6)', sku: 'TAZ-6', cents: 3999, taxClass: '' },
  { id: 15, name: 'Moka 3 tazze', sku: 'MOKA-3', cents: 2900, taxClass: '' },
  { id: 16, name: 'Libro: La città & il mare', sku: 'LIB-001', cents: 1800, taxClass: 'aliquota-4' },
  { id: 17, name: 'Grembiule da cucina <blu>', sku: 'GRE-BLU', cents: 2145, taxClass: '' },
  { id: 18, name: 'Prodotto senza codice', sku: '', cents: 501, taxClass: '' },
  { id: 23, name: 'Miele di castagno 500g', sku: 'MIE-CAS', cents: 890, taxClass: 'aliquota-10' },
  { id: 24, name: 'Lenzuola in lino 2 piazze', sku: 'LEN-2P', cents: 12900, taxClass: '' },
  {
    id: 25,
    name: 'Confettura di fichi “Nonna Pina” 340g',
    sku: 'CONF-FIC',
    cents: 575,
    taxClass: 'aliquota-10',
  },
  { id: 26, name: 'Tagliere in ulivo 40×20', sku: 'TAG-ULI', cents: 3480, taxClass: '' },
  {
    id: 27,
    name: 'Passata di pomodoro 680g (cassa da 12)',
    sku: 'PASS-12',
    cents: 2376,
    taxClass: 'aliquota-4',
  },
  {
    id: 20,
    name: 'Maglietta «Pòlipo»',
    sku: 'MAG',
    cents: 1990,
    taxClass: '',
    variations: [
      shirt(21, 'S', 'Blu notte'),
      shirt(22, 'M', 'Rosso'),
      shirt(28, 'L', 'Blu notte'),
      shirt(29, 'XL', 'Verde'),
    ],
  },
  {
    id: 30,
    name: 'Candela profumata',
    sku: 'CAND',
    cents: 1650,
    taxClass: '',
    variations: [
      scented(31, 'FIC-200', 'Fico & sale', '200 g'),
      scented(32, 'AGR-200', 'Agrumi di Sicilia', '200 g'),
      scented(33, 'LAV-400', 'Lavanda', '400 g'),
    ],
  },
]

export const freeSample: Product = { id: 19, name: 'Campione omaggio', sku: 'OMAG', cents: 0, taxClass: '' }

export interface Coupon {
  readonly id: number
  readonly code: string
  readonly type: 'percent' | 'fixed_cart'
  /** Percent, or euros off the whole cart. */
  readonly amount: number
}

export const coupons: readonly Coupon[] = [
  { id: 34, code: 'autunno10', type: 'percent', amount: 10 },
  { id: 35, code: 'benvenuto5', type: 'fixed_cart', amount: 5 },
  { id: 36, code: 'amici15', type: 'percent', amount: 15 },
]

export interface ShippingMethod {
  readonly id: string
  readonly instance: string
  readonly title: string
  /** Without VAT. */
  readonly netCents: number
}

export const shippingMethods: readonly ShippingMethod[] = [
  { id: 'flat_rate', instance: '1', title: 'Corriere espresso 24/48h', netCents: 812 },
  { id: 'flat_rate', instance: '2', title: 'Poste – Pacco ordinario', netCents: 574 },
  { id: 'flat_rate', instance: '3', title: 'Punto di ritiro', netCents: 492 },
]
export const freeShipping: ShippingMethod = {
  id: 'free_shipping',
  instance: '4',
  title: 'Spedizione gratuita',
  netCents: 0,
}
export const abroad: ShippingMethod = {
  id: 'flat_rate',
  instance: '5',
  title: 'Corriere internazionale',
  netCents: 1500,
}

export interface PaymentMethod {
  readonly id: string
  readonly title: string
}

export const cashOnDelivery: PaymentMethod = { id: 'cod', title: 'Contrassegno' }
export const bankTransfer: PaymentMethod = { id: 'bacs', title: 'Bonifico bancario' }
export const onlinePayments: readonly PaymentMethod[] = [
  { id: 'stripe', title: 'Carta di credito (Stripe)' },
  { id: 'ppcp-gateway', title: 'PayPal' },
  { id: 'satispay', title: 'Satispay' },
]
