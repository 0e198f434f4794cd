import { plainTable } from '../../words/lookup-table.ts'
import type { FiscalData } from '../../words/order.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import { plainLines } from '../plain-words.ts'
import type { Fields } from '../reader.ts'

/**
 * PrestaShop's own fields; `dni` is where Italian shops ask for the *codice fiscale*. Those of French businesses
 * (`siret`, `ape`) are Italian where they have the form of it.
 */
const ownFields = plainTable({
  vat_number: 'vat_number',
  dni: 'codice_fiscale',
  siret: 'billing_siret',
  ape: 'billing_ape',
})

/**
 * The fiscal fields (R25) by the address of the invoice, which Italian modules add theirs to (`pec`, `sdi` ...), else
 * by the customer; what none of these has, by the free text of either (`Codice SDI: M5UXCR1`, recording
 * `order_A_*__addresses`).
 */
export function fiscalData(
  address: Fields | null,
  customer: Fields | null,
  mapping: FiscalMapping,
): FiscalData {
  const fields: MetadataEntry[] = []
  const own: MetadataEntry[] = []
  const written: MetadataEntry[] = []
  for (const source of [address, customer]) {
    if (source === null) continue
    for (const [key, found] of Object.entries(source)) {
      const value = text(found)
      if (value === '') continue
      fields.push({ key, value })
      const known = ownFields[key]
      if (known !== undefined) own.push({ key: known, value })
    }
    written.push(...labelled(plainLines((text(source.other) || text(source.note)).slice(0, mostCharacters))))
  }
  const company = text(address?.company) || text(customer?.company)
  const kept = findFiscalData([...fields, ...own], mapping, company)
  if (written.length === 0) return kept
  const said = findFiscalData(written, mapping, company)
  return {
    fiscalCode: kept.fiscalCode || (said.fiscalCode === kept.vatNumber ? '' : said.fiscalCode),
    vatNumber: kept.vatNumber || said.vatNumber,
    pec: kept.pec || said.pec,
    sdiCode: kept.sdiCode || said.sdiCode,
  }
}

const mostCharacters = 2000

/** What is written as `label: value`, and known labels before what has their form, under the names that plugins give such fields. */
function labelled(other: string): readonly MetadataEntry[] {
  const entries: MetadataEntry[] = []
  const lines = other.split(/[\n;]/).map((line) => line.replace(/\s+/g, ' ').trim())
  for (const line of lines) {
    const match = /^([\p{L}. /]{2,40}) ?[:=] ?(\S{3,80})$/u.exec(line)
    if (match === null) continue
    const [, label = '', value = ''] = match
    const key = label.toLowerCase().replaceAll('.', '').trim().replace(/[ /]+/g, '_')
    entries.push({ key, value }, { key: `billing_${key}`, value })
  }
  for (const line of lines) {
    for (const [key, form] of forms) {
      const value = form.exec(line)?.[1]
      if (value !== undefined) entries.push({ key, value })
    }
  }
  return entries
}

/** Without a colon, only a value of the label's own form is one: `SDI M5UXCR1 PEC c@pec.it`. */
const forms: readonly (readonly [string, RegExp])[] = [
  ['pec', /\bpec ?[:=-]? ?([\w.+-]{1,64}@[\w.-]{1,190})/i],
  ['sdi', /\b(?:sdi|destinatario|univoco) ?[:=-]? ?((?=[a-z]{0,6}\d)[a-z\d]{6,7})\b/i],
  [
    'codice_fiscale',
    /\b(?:c\.? ?f\.?|cod(?:ice|\.)? ?fisc(?:ale|\.)?) ?[:=-]? ?([a-z]{6}[a-z\d]{10}|\d{11})\b/i,
  ],
  ['partita_iva', /\b(?:p\.? ?iva|partita iva) ?[:=-]? ?((?:IT ?)?\d{11})\b/i],
]

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}
