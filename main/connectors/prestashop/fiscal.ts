import type { FiscalData } from '../../order.ts'
import { plainTable } from '../../plain-table.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import type { Fields } from '../reader.ts'

/** PrestaShop's own fields; `dni` is where Italian shops ask for the *codice fiscale*. */
const ownFields = plainTable({ vat_number: 'vat_number', dni: 'codice_fiscale' })

/**
 * The fiscal fields (R25) by the address of the invoice, which Italian modules add theirs to (`pec`, `sdi` ...), else
 * by the customer, else by the free text of either (`Codice SDI: M5UXCR1`, recording `order_A_*__addresses`).
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
    written.push(...labelled(text(source.other) || text(source.note)))
  }
  return findFiscalData([...fields, ...own, ...written], mapping)
}

/** Lines of the form `label: value`, under the names that plugins give such fields. */
function labelled(other: string): readonly MetadataEntry[] {
  if (other === '') return []
  const entries: MetadataEntry[] = []
  for (const part of other.slice(0, 2000).split(/[\n;]/)) {
    const match = /^\s*([\p{L}. /]{2,40}?)\s*[:=]\s*(\S{3,80})\s*$/u.exec(part)
    if (match === null) continue
    const [, label = '', value = ''] = match
    const key = label.toLowerCase().replaceAll('.', '').trim().replace(/[ /]+/g, '_')
    entries.push({ key, value }, { key: `billing_${key}`, value })
  }
  return entries
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}
