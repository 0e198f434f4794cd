/** How shops and plugins call the fiscal fields (R25). */
import type { FiscalData } from '../words/order.ts'

export type FiscalField = keyof FiscalData

/**
 * The names under which Italian invoicing plugins keep the fiscal fields (R25), best first, without capitals and
 * decoration. Read in the plugins' sources; those of `NOTES.md` are in recorded orders too.
 */
const knownNames: Readonly<Record<FiscalField, readonly string[]>> = {
  fiscalCode: [
    // PDF Invoices Italian Add-on: of a business, whose VAT number is in `cf`
    'cf2',
    // PDF Invoices Italian Add-on (labdav, dot4all), Partita Iva per Fattura Elettronica, WOO Codice Fiscale
    'cf',
    // YITH Checkout Manager, the checkout block's fields
    'codice_fiscale',
    'codicefiscale',
    // Aruba Fatturazione Elettronica
    'codice_fiscale_aruba_fe',
    // Fattura24
    'fiscalcode',
    'fiscal_code',
    // Fatture in Cloud
    'cod_fisc',
    // YITH Electronic Invoice
    'vat_ssn',
    // POP (ex WooPop)
    'tax_code',
    'wc_piva_cf_cf',
    'ssn',
    // Fields for Brazil that Italian shops give another label
    'cpf',
  ],
  vatNumber: [
    'piva',
    'p_iva',
    'partita_iva',
    'partitaiva',
    'partita_iva_aruba_fe',
    'vatcode',
    'wc_piva_cf_piva',
    // YITH, POP, WooCommerce EU VAT Number
    'vat_number',
    // EU VAT Assistant, Partita Iva per Fattura Elettronica
    'vat',
    'eu_vat_number',
    'vat_code',
    // WOO Codice Fiscale
    'iva',
    'cnpj',
    // One box for both: its form tells
    'cfpiva',
    'cf_piva',
    'piva_cf',
  ],
  pec: ['pec', 'pec_email', 'email_pec', 'pec_aruba_fe', 'pecaddress', 'receiver_pec', 'wc_piva_cf_pec'],
  sdiCode: [
    'sdi',
    'codice_destinatario',
    'sdi_aruba_fe',
    'recipientcode',
    'receiver_id',
    'codice_univoco',
    'codice_sdi',
    'sdi_code',
    'sdi_type',
    'pa_code',
    'nin',
    'wc_piva_cf_pa_code',
    'sdi_pec',
    'pec_sdi',
  ],
}

/** These say enough without being said to belong to the billing address. */
export const clearNames: ReadonlySet<string> = new Set([
  'codice_fiscale',
  'codicefiscale',
  'cf',
  'c_f',
  'vat_number',
  'partita_iva',
  'partitaiva',
  'p_iva',
  'piva',
  'pec',
  'codice_destinatario',
  'codice_univoco',
  'codice_sdi',
  'sdi',
])

/** Words in the name of a box for a VAT number, folded and with `_` between them. */
export const vatWords =
  /(^|_)(partita_?|part?_?|p_?)?iva(_|$)|(^|_)p_i(_|$)|^pi$|(^|_)vat(_?(number|id|code))?(_|$)|(^|_)tax_?(id|number)(_|$)|^siret$/
/** `ape`: PrestaShop's own, of French businesses, which Italian shops give another label, as they do `siret`. */
const codeWords =
  /(^|_)(cod(ice)?_?)?sdi(_?code)?(_|$)|cod(ice)?_?(destinatario|univoco|ipa(_|$))|cod_dest(_|$)|recipient_?code|(^|_)(ipa_code|pa_index)(_|$)|^ape$/
export const pecWords = /(^|_)(e?mail)?pec(mail)?(_|$)|posta_?(elettronica_?)?certificata/

/** Names that shops make up for a field of the billing address, by the words in them and the form of what they hold. */
export const madeUpNames: readonly (readonly [FiscalField, RegExp, RegExp])[] = [
  [
    'fiscalCode',
    /cod(ice)?_?fis|(^|_)c_?fiscale|fiscal_?code|tax_?code|(^|_)(c_?f|dni)(_|$)/,
    /^([A-Z]{6}[A-Z0-9]{10}|\d{11})$/,
  ],
  ['vatNumber', vatWords, /^([A-Z]{2,4}\d{7,12}[A-Z]{0,2}(\d{2})?|\d{8,12}|[A-Z]{6}[A-Z0-9]{10})$/],
  ['sdiCode', codeWords, /^([A-Z0-9]{6,7}|.+@.+)$/],
  ['pec', pecWords, /^([A-Z0-9]{6,7}|.+@.+)$/],
]

/** Of fields that nothing says to be the customer's: what is somebody else's, or of an invoice that was sent. */
export const isOfOthers =
  /shop|store|seller|vendor|negozio|mittente|cedente|agent|sta(to|tus)|(^|_)ids?(_|$)|progress|file|esito|ricevuta/

/** What tells that a business bought: a fiscal code of eleven digits is its VAT number. */
export const kindNames = /^(invoice_type|customer_type|user_type|ricfatt|tipo_cliente|tipo_fattura)$/
/** The same of what the checkout asked for with the billing address, by whatever name. */
export const askedKindNames = /(^|_)(tipo|tipologia|type|kind)(_|$)/
export const businessKinds =
  /^(invoice|fattura)$|company|business|aziend|ditta|impresa|giuridic|professionist/i

/** How well a name fits: the lower the better. */
export interface Rank {
  readonly field: FiscalField
  readonly rank: number
}

/** The known names. */
export const ranks: ReadonlyMap<string, Rank> = new Map(
  (Object.keys(knownNames) as FiscalField[]).flatMap((field) =>
    knownNames[field].map((name, index): [string, Rank] => [name, { field, rank: index + 1 }]),
  ),
)
