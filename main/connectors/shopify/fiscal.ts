import { fiscalCodeCheck, vatNumberCheck } from '../../words/check-characters.ts'
import { folded } from '../../words/folded.ts'
import { plainTable } from '../../words/lookup-table.ts'
import type { FiscalData } from '../../words/order.ts'
import { type FiscalMapping, findFiscalData, isVatNumber, type MetadataEntry } from '../fiscal-fields.ts'
import { pecWords, vatWords } from '../fiscal-names.ts'
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
  [/codice_?fiscale|(^|_)c_?f(_|$)|fiscal_?code|tax_?code/, /^[a-z0-9\s]{11,20}$/i, 'codice_fiscale'],
  [vatWords, /(\d\s*){8}|^[a-z]{6}[a-z0-9\s]{10,14}$/i, 'partita_iva'],
  [pecWords, /@/, 'pec'],
  [/sdi|cod\w*_(destinatario|univoco)|recipient_?code/, /^[a-z0-9]{6,7}$|@/i, 'codice_destinatario'],
  // Not `Destinatario: Roberta`, of a present.
  [/destinatario|univoco/, /^(?=.*\d)(?=.*[a-z])[a-z0-9]{6,7}$/i, 'codice_destinatario'],
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
  const location = reader.record(
    reader.record(order, 'purchasingEntity', ''),
    'location',
    'purchasingEntity.',
  )
  const settings = reader.record(location, 'taxSettings', 'purchasingEntity.location.')
  const registered = reader.text(settings, 'taxRegistrationId', 'purchasingEntity.location.taxSettings.')
  if (registered !== '') add('taxRegistrationId', registered, 'piva')
  const boxes = ['billingAddress', 'shippingAddress'].flatMap((field) => {
    const address = reader.record(order, field, '')
    return [reader.text(address, 'company', `${field}.`), reader.text(address, 'address2', `${field}.`)]
  })
  for (const box of boxes) entries.push(...unmistakable(box))
  const [company = ''] = boxes
  return findFiscalData(entries, mapping, unmistakable(company).length > 0 ? '' : company)
}

/** Italian themes ask for the fiscal codes in the address's company or second line: a code is known by its check character. */
function unmistakable(box: string): readonly MetadataEntry[] {
  const code = box.length > 30 ? '' : box.replace(/[\s.-]/g, '').toUpperCase()
  const personal = /^[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]$/
  if (personal.test(code) && fiscalCodeCheck(code.slice(0, 15)) === code[15])
    return [{ key: 'cf', value: code }]
  const number = /^(?:P\.?IVA:?)?(?:IT)?(\d{11})$/.exec(code)?.[1]
  return number !== undefined && vatNumberCheck(number.slice(0, 10)) === number[10]
    ? [{ key: 'piva', value: number }]
    : []
}

function meaningOf(name: string, value: string): string | undefined {
  const plain = folded(name).replace(/[^a-z0-9]+/g, '_')
  // One box for both: its form tells.
  if (vatWords.test(plain) && isVatNumber(value.replace(/\s+/g, '').toUpperCase())) return 'partita_iva'
  return freeNames.find(([words, form]) => words.test(plain) && form.test(value.trim()))?.[2]
}
