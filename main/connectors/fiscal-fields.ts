import type { FiscalData } from '../order.ts'
import type { ShopSettings } from '../shop.ts'

export type FiscalField = keyof FiscalData
export type FiscalMapping = ShopSettings['fiscalFields']

/** One entry of an order's metadata, values as text. */
export interface MetadataEntry {
  readonly key: string
  readonly value: string
}

/**
 * The metadata keys under which Italian invoicing plugins keep the fiscal fields (R25), without their leading
 * underscore, best first. Read in the plugins' sources; those of `NOTES.md` are in recorded orders too.
 */
const knownKeys: Readonly<Record<FiscalField, readonly string[]>> = {
  fiscalCode: [
    // PDF Invoices Italian Add-on (labdav, dot4all), Partita Iva per Fattura Elettronica
    'billing_cf',
    'billing_codice_fiscale',
    'billing_codicefiscale',
    // Aruba Fatturazione Elettronica
    'billing_codice_fiscale_aruba_fe',
    // Fattura24
    'billing_fiscalcode',
    'billing_fiscal_code',
    // Fatture in Cloud
    'billing_cod_fisc',
    // YITH Electronic Invoice
    'billing_vat_ssn',
    // POP (ex WooPop)
    'billing_tax_code',
    'billing_wc_piva_cf_cf',
    'billing_ssn',
    'codice_fiscale',
    'cf',
  ],
  vatNumber: [
    'billing_piva',
    'billing_p_iva',
    'billing_partita_iva',
    'billing_partitaiva',
    'billing_partita_iva_aruba_fe',
    'billing_vatcode',
    'billing_wc_piva_cf_piva',
    // YITH, POP, WooCommerce EU VAT Number
    'billing_vat_number',
    'vat_number',
    // EU VAT Assistant, Partita Iva per Fattura Elettronica
    'billing_vat',
    'billing_eu_vat_number',
    'billing_vat_code',
    'partita_iva',
    'piva',
  ],
  pec: [
    'billing_pec',
    'billing_pec_email',
    'billing_email_pec',
    'billing_pec_aruba_fe',
    'billing_pecaddress',
    'billing_receiver_pec',
    'billing_wc_piva_cf_pec',
    'pec',
  ],
  sdiCode: [
    'billing_sdi',
    'billing_codice_destinatario',
    'billing_sdi_aruba_fe',
    'billing_recipientcode',
    'billing_receiver_id',
    'billing_codice_univoco',
    'billing_codice_sdi',
    'billing_sdi_code',
    'billing_sdi_type',
    'billing_pa_code',
    'billing_nin',
    'billing_wc_piva_cf_pa_code',
    'codice_destinatario',
    'codice_univoco',
    'sdi',
  ],
}

interface Rank {
  readonly field: FiscalField
  readonly rank: number
}

const ranks: ReadonlyMap<string, Rank> = new Map(
  (Object.keys(knownKeys) as FiscalField[]).flatMap((field) =>
    knownKeys[field].map((key, index): [string, Rank] => [key, { field, rank: index + 1 }]),
  ),
)

/**
 * The fiscal fields in an order's metadata: by the shop's own mapping first, else by the known keys. What stands in
 * the wrong field is put right where its form leaves no doubt (a PEC among the SDI codes, a personal fiscal code as
 * VAT number).
 */
export function findFiscalData(entries: readonly MetadataEntry[], mapping: FiscalMapping): FiscalData {
  const found: Record<FiscalField, string> = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
  const best: Record<FiscalField, number> = { fiscalCode: 1e9, vatNumber: 1e9, pec: 1e9, sdiCode: 1e9 }
  for (const { key, value } of entries) {
    const text = value.trim()
    if (text === '') continue
    const rank = rankOf(key, mapping)
    if (rank === undefined || rank.rank >= best[rank.field]) continue
    best[rank.field] = rank.rank
    found[rank.field] = text
  }
  return tidy(found)
}

function rankOf(key: string, mapping: FiscalMapping): Rank | undefined {
  if (key === mapping.fiscalCode) return { field: 'fiscalCode', rank: 0 }
  if (key === mapping.vatNumber) return { field: 'vatNumber', rank: 0 }
  if (key === mapping.pec) return { field: 'pec', rank: 0 }
  if (key === mapping.sdiCode) return { field: 'sdiCode', rank: 0 }
  const bare = key.startsWith('_') ? key.slice(1) : key
  return ranks.get(bare)
}

function tidy(found: Readonly<Record<FiscalField, string>>): FiscalData {
  let fiscalCode = code(found.fiscalCode)
  let vatNumber = code(found.vatNumber)
  let pec = found.pec
  let sdiCode = found.sdiCode
  if (sdiCode.includes('@')) {
    if (pec === '') pec = sdiCode
    sdiCode = ''
  } else if (sdiCode === '' && /^[a-z0-9]{6,7}$/i.test(pec)) {
    sdiCode = pec
    pec = ''
  }
  // One box for both, "P. IVA o codice fiscale": its form tells which it is.
  if (isPersonalCode(vatNumber)) {
    if (fiscalCode === '') fiscalCode = vatNumber
    vatNumber = ''
  }
  return {
    fiscalCode: bareItalian(fiscalCode),
    vatNumber: bareItalian(vatNumber),
    pec,
    sdiCode: code(sdiCode),
  }
}

function code(text: string): string {
  return text === '' ? text : text.replace(/\s+/g, '').toUpperCase()
}

/** `IT01234567897` is written without its country in Italy; foreign numbers keep theirs. */
function bareItalian(number: string): string {
  return /^IT\d{11}$/.test(number) ? number.slice(2) : number
}

function isPersonalCode(text: string): boolean {
  return /^[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]$/.test(text)
}
