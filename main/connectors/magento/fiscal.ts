import type { FiscalData } from '../../words/order.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import type { Fields } from '../reader.ts'
import { attributesIn, namedValues } from './attributes.ts'

/**
 * The fiscal fields of an order (R25). Magento itself has two: `vat_id` of the billing address and the customer's
 * `taxvat`, in which Italian shops ask for either code; its form tells which. Modules keep theirs in the extension or
 * custom attributes of the billing address or the order, under any name: the known ones are tried with and without
 * the `billing_` that other platforms' plugins put before them, and a mapping names the others.
 */
export function mapFiscal(
  order: Fields,
  billing: Fields,
  shipping: Fields,
  mapping: FiscalMapping,
  company: string,
): FiscalData {
  const entries: MetadataEntry[] = []
  for (const source of [billing, order, shipping]) {
    for (const [key, value] of attributes(source)) entries.push(...named(key, value))
  }
  entries.push(...ownFields(text(billing.vat_id), text(order.customer_taxvat)))
  return findFiscalData(entries, mapping, company)
}

function named(key: string, value: string): readonly MetadataEntry[] {
  const bare = key.toLowerCase()
  return [
    { key, value },
    { key: bare, value },
    { key: `billing_${bare}`, value },
  ]
}

/** Under names that {@link findFiscalData} knows, least trusted last. */
function ownFields(vatId: string, taxvat: string): readonly MetadataEntry[] {
  const compact = taxvat.replace(/[\s.-]+/g, '').toUpperCase()
  const isVatNumber = /^([A-Z]{2,4}\d{7,12}[A-Z]{0,2}(\d{2})?|\d{8,12})$/.test(compact)
  const entries: MetadataEntry[] = [
    { key: 'vat_id', value: vatId },
    { key: 'taxvat', value: taxvat },
    { key: 'customer_taxvat', value: taxvat },
    { key: 'partita_iva', value: vatId },
  ]
  if (!isVatNumber) entries.push({ key: 'cf', value: taxvat })
  else if (!/[1-9]/.test(vatId)) entries.push({ key: 'piva', value: taxvat })
  // A company's own fiscal code has the form of a VAT number.
  else entries.push({ key: 'cf', value: taxvat })
  return entries
}

/** In a source's extensions, and where a program put them beside an address's own fields. */
function attributes(source: Fields) {
  const { extension_attributes: extension, custom_attributes: custom } = source
  const found = [...attributesIn(extension), ...namedValues(custom)]
  for (const field of 'city' in source ? Object.keys(source) : []) {
    const value = source[field]
    if (typeof value === 'string' && !ofMagento.has(field) && text(value) !== '') found.push([field, value])
  }
  return found
}

/** The fields of an address itself (2.4.8); its `vat_id` is read apart. */
const ofMagento: ReadonlySet<string> = new Set(
  (
    'address_type city company country_id customer_address_id customer_id email entity_id fax firstname lastname ' +
    'middlename parent_id postcode prefix region region_code region_id suffix telephone vat_id vat_is_valid ' +
    'vat_request_date vat_request_id vat_request_success'
  ).split(' '),
)

function text(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length <= 200 ? value : ''
}
