import type { FiscalData } from '../../order.ts'
import { plainTable } from '../../plain-table.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import type { Fields, Reader } from './reader.ts'

/** Metafields that Italian shops define for the fiscal data, in the namespace that Shopify's own form proposes. */
const usualMetafields = [
  'custom.codice_fiscale',
  'custom.partita_iva',
  'custom.pec',
  'custom.codice_destinatario',
  'custom.codice_sdi',
  'custom.sdi',
]

/** Shopify's own checkout fields for Italy (`LocalizedFieldKey` in the schema). */
const localizedKeys = plainTable({
  TAX_CREDENTIAL_IT: 'codice_fiscale',
  TAX_EMAIL_IT: 'pec',
})

/**
 * How cart forms and invoicing apps name their attributes, freely and in many spellings ("Codice Fiscale", "P.IVA",
 * "Codice univoco / SDI"): by the words in the name, where the value has the form of the thing.
 */
const freeNames: readonly (readonly [RegExp, RegExp, string])[] = [
  [/codice_?fiscale|(^|_)cf(_|$)|fiscal_?code|tax_?code/, /^[a-z0-9\s]{11,20}$/i, 'codice_fiscale'],
  [/(^|_)(partita_?|p_?)iva(_|$)|(^|_)vat(_|$)|vat_?number/, /\d{8}/, 'partita_iva'],
  [/(^|_)pec(_|$)/, /@/, 'pec'],
  [/sdi|destinatario|univoco|recipient_?code/, /^[a-z0-9]{6,7}$|@/i, 'codice_destinatario'],
]

/** The metafields to ask for, as `namespace.key`: the shop's mapping first. */
export function metafieldKeys(mapping: FiscalMapping): readonly string[] {
  const mapped = Object.values(mapping).filter((key) => /^[^.]+\.[^.]+$/.test(key))
  return [...new Set([...mapped, ...usualMetafields])].slice(0, 10)
}

/**
 * The fiscal fields of an order (R25): by the shop's mapping (an attribute's name, a metafield's `namespace.key`, a
 * checkout field's key); else Shopify's checkout fields, the order's attributes and metafields.
 */
export function mapFiscal(reader: Reader, order: Fields, mapping: FiscalMapping): FiscalData {
  const entries: MetadataEntry[] = []
  function add(key: string, value: string, meaning: string | undefined): void {
    entries.push({ key, value })
    if (meaning !== undefined && meaning !== key) entries.push({ key: meaning, value })
  }
  reader.list(order, 'localizedFields', '').forEach((row, index) => {
    const path = `localizedFields[${index}].`
    const key = reader.text(row, 'key', path)
    add(key, reader.text(row, 'value', path), localizedKeys[key])
  })
  reader.list(order, 'customAttributes', '').forEach((row, index) => {
    const path = `customAttributes[${index}].`
    const key = reader.text(row, 'key', path)
    const value = reader.text(row, 'value', path)
    add(key, value, meaningOf(key, value))
  })
  reader.list(order, 'metafields', '').forEach((row, index) => {
    const path = `metafields[${index}].`
    const key = reader.text(row, 'key', path)
    const value = reader.text(row, 'value', path)
    add(`${reader.text(row, 'namespace', path)}.${key}`, value, meaningOf(key, value))
  })
  return findFiscalData(entries, mapping)
}

function meaningOf(name: string, value: string): string | undefined {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
  return freeNames.find(([words, form]) => words.test(plain) && form.test(value.trim()))?.[2]
}
