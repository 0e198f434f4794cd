import type { FiscalData } from '../../words/order.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import type { Fields } from '../reader.ts'
import { type Attribute, attributesIn, namedValues } from './attributes.ts'

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
  const compact = taxvat.replace(/\s+/g, '').toUpperCase()
  const isVatNumber = /^([A-Z]{2})?\d{8,12}$/.test(compact)
  const entries: MetadataEntry[] = [
    { key: 'vat_id', value: vatId },
    { key: 'taxvat', value: taxvat },
    { key: 'customer_taxvat', value: taxvat },
    { key: 'partita_iva', value: vatId },
  ]
  if (!isVatNumber) entries.push({ key: 'cf', value: taxvat })
  else if (vatId.trim() === '') entries.push({ key: 'piva', value: taxvat })
  // A company's own fiscal code has the form of a VAT number.
  else entries.push({ key: 'cf', value: taxvat })
  return entries
}

/** In a source's extensions, and where a program put them beside its own fields. */
function attributes(source: Fields): readonly Attribute[] {
  const { extension_attributes: extension, custom_attributes: custom, ...own } = source
  return [...attributesIn(extension), ...namedValues(custom), ...fieldsOf(own)]
}

/** But those of Magento itself, which are read apart. */
function fieldsOf(own: Fields): readonly Attribute[] {
  return Object.entries(own).flatMap(([name, value]): readonly Attribute[] =>
    /^vat_|taxvat$/.test(name) || text(value) === '' ? [] : [[name, text(value)]],
  )
}

function text(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length <= 200 ? value : ''
}
