import { fiscalCodeCheck, vatNumberCheck } from '../words/check-characters.ts'
import type { FiscalData } from '../words/order.ts'
import type { ShopSettings } from '../words/shop.ts'
import {
  askedKindNames,
  businessKinds,
  clearNames,
  type FiscalField,
  isOfOthers,
  kindNames,
  madeUpNames,
  type Rank,
  ranks,
  vatWords,
} from './fiscal-names.ts'
import { plainLine } from './plain-words.ts'
import { remembered } from './remembered.ts'

export type FiscalMapping = ShopSettings['fiscalFields']

/** One entry of an order's metadata, values as text. */
export interface MetadataEntry {
  readonly key: string
  readonly value: string
}

interface Candidate extends Rank {
  readonly value: string
}

/**
 * The fiscal fields in an order's metadata: by the shop's own mapping first, else by the known names, whatever their
 * capitals and decoration. What stands in the wrong field is put right where its form leaves no doubt (a PEC among the
 * SDI codes and the reverse, a personal fiscal code as VAT number).
 * @param company the company in the billing address: with one, a fiscal code of eleven digits is its VAT number
 */
export function findFiscalData(
  entries: readonly MetadataEntry[],
  mapping: FiscalMapping,
  company = '',
): FiscalData {
  const candidates: Candidate[] = []
  let isBusiness = company.trim() !== ''
  for (const { key, value } of entries) {
    // Longer texts are none of these, and cost time.
    if (value.length > mostCharacters || key.length > mostCharacters) continue
    const name = nameOf(key)
    const mapped = mappedTo(key, mapping)
    if (mapped === undefined && !name.mayBeFiscal) continue
    const text = plainLine(value)
    if (text === '') continue
    if (name.isKind && businessKinds.test(text)) isBusiness = true
    const rank = mapped === undefined ? rankOf(name, text) : { field: mapped, rank: 0 }
    if (rank === undefined || saysNone.test(text) || (isNumber(rank.field) && !/[1-9]/.test(text))) continue
    if (mapped !== undefined)
      candidates.push({ ...rank, value: mapped === 'pec' ? text : numberOrCode(mapped, text) })
    else for (const one of valuesIn(rank.field, text)) candidates.push({ ...rank, value: one })
  }
  if (candidates.length === 0) return noFiscalData
  return assign(
    candidates.sort((a, b) => a.rank - b.rank),
    isBusiness,
  )
}

const noFiscalData: FiscalData = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }

/** What customers type into a box that must not be empty. */
const saysNone =
  /^([\W_]+|0|n[./]?[acdp]\.?|no|non?\s.*|nessun[oa]?(\s.*)?|senza(\s.*)?|nulla|niente|privat[oa]|assente|none|null|undefined)$/i

/**
 * What one box holds: both numbers, or a PEC and a code, where both were typed into it; nothing where it has the form
 * of neither.
 */
function valuesIn(field: FiscalField, text: string): readonly string[] {
  const words = text.split(/[\s,;:/]+/).map((word) => word.replace(/^[^a-z0-9]+|[^a-z0-9]+$/gi, ''))
  if (isNumber(field)) {
    const whole = numberOrCode(field, text)
    const signs = whole.replace(/[^A-Z0-9]/g, '')
    // `22`, `11111111111`
    if (signs.length < 6 || /^(.)\1*$/.test(signs)) return []
    const numbers = words.map(compact).filter((word) => isPersonalCode(word) || /^(IT)?\d{11}$/.test(word))
    return signs.length > 16 && numbers.length > 0 ? numbers.slice(0, 2) : [whole]
  }
  const addresses = words.filter((word) => /.@./.test(word))
  const codes = words.filter((word) => /^(?=.*\d)[a-z0-9]{6,7}$/i.test(word)).map(compact)
  if (addresses.length > 0 || codes.length > 0) return [...addresses.slice(0, 1), ...codes.slice(0, 1)]
  const whole = numberOrCode('vatNumber', text).replace(/[^A-Z0-9@]/g, '')
  if (isChecked(whole) || /^[A-Z]{7}$/.test(text)) return [whole]
  // Nearly a code or an address: what was typed is seen, and can be put right.
  if (field === 'sdiCode') return /^[A-Z0-9]{6,8}$/.test(whole) ? [whole] : []
  return /[a-z]\.[a-z]/i.test(text) ? [text] : []
}

function isNumber(field: FiscalField): boolean {
  return field === 'fiscalCode' || field === 'vatNumber'
}

const mostCharacters = 200

interface BareName {
  readonly text: string
  /** Part of the billing address or of the order as the checkout asked for them. */
  readonly isAsked: boolean
  /** Of no plugin that is known: only what has the form of the thing is one. */
  readonly isMadeUp: boolean
  /** Of the shipping address: taken last. */
  readonly isShipping: boolean
  /** Of what tells whether a business bought. */
  readonly isKind: boolean
  /** A known name, or one with the words of one. */
  readonly mayBeFiscal: boolean
}

const nameOf = remembered(bareName)

/**
 * A key without capitals and decoration: the checkout block writes `_wc_billing/NAMESPACE/FIELD` and `_wc_other/...`
 * (woocommerce/woocommerce#42025), plugins put `billing_` and their own name before it.
 */
function bareName(key: string): BareName {
  const whole = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[-.\s]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const block = /^wc_(billing|shipping|other)\/(?:[^/]*\/)?/.exec(whole)
  const rest = block === null ? whole : whole.slice(block[0].length)
  const asked = rest.replace(/^billing_/, '').replace(/^(wcexd|wcefr|wcsdi)_/, '')
  const text = asked.replace(/^(fattura|einvoice|ei)_/, '')
  const isAsked = asked !== whole
  const isKind = kindNames.test(text) || (isAsked && askedKindNames.test(text))
  return {
    text,
    isAsked,
    isKind,
    isMadeUp: text !== asked || key.includes('.'),
    isShipping: block?.[1] === 'shipping' || rest.startsWith('shipping_'),
    mayBeFiscal: isKind || ranks.has(text) || madeUpNames.some(([, words]) => words.test(text)),
  }
}

const fiscalFields = ['fiscalCode', 'vatNumber', 'pec', 'sdiCode'] as const

/** The field that the shop's settings keep under that key. */
function mappedTo(key: string, mapping: FiscalMapping): FiscalField | undefined {
  return fiscalFields.find((field) => mapping[field] === key)
}

function rankOf(name: BareName, value: string): Rank | undefined {
  const isCustomers = name.isAsked || clearNames.has(name.text)
  const known = isCustomers
    ? ((name.isMadeUp ? undefined : ranks.get(name.text)) ?? madeUp(name.text, formOf(value)))
    : unmistakable(name.text, formOf(value))
  return known && name.isShipping ? { field: known.field, rank: known.rank + 1000 } : known
}

function madeUp(name: string, value: string): Rank | undefined {
  const found = madeUpNames.find(([, words, form]) => words.test(name) && form.test(value))
  if (found === undefined) return undefined
  const [field] = found
  // One box for both: its form tells.
  return { field: vatWords.test(name) && isVatNumber(value) ? 'vatNumber' : field, rank: 100 }
}

/** Under a name of a plugin that nobody knows, what has its form without doubt. */
function unmistakable(name: string, value: string): Rank | undefined {
  const found = madeUp(name, value)
  if (found === undefined || isOfOthers.test(name)) return undefined
  const isSure =
    isChecked(value) ||
    value.includes('@') ||
    (found.field === 'sdiCode' && /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,7}$/.test(value))
  return isSure ? { ...found, rank: 200 } : undefined
}

/** A number whose check character is right; that of `XXXXXXXXXXXXXXXX` is. */
function isChecked(value: string): boolean {
  if (!/\d/.test(value)) return false
  return isPersonalCode(value)
    ? fiscalCodeCheck(value.slice(0, 15)) === value[15]
    : isVatNumber(value) && vatNumberCheck(value.slice(-11, -1)) === value.at(-1)
}

/** Each field's best value; what has the form of another field goes there, after what was meant for it. */
function assign(candidates: readonly Candidate[], isBusiness: boolean): FiscalData {
  const found: Record<FiscalField, string> = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
  const placed = candidates.map((candidate) => ({ ...candidate, by: fieldByForm(candidate) }))
  for (const { field, by, value } of placed) if (field === by) found[by] ||= value
  for (const { by, value } of placed) found[by] ||= value
  // Two fiscal codes: the one that was not taken is the business's VAT number.
  for (const { by, value } of placed)
    if (by === 'fiscalCode' && value !== found.fiscalCode && isVatNumber(value)) found.vatNumber ||= value
  const mapped = candidates.some(({ field, rank }) => field === 'fiscalCode' && rank === 0)
  const personal = placed.find(({ by, value }) => by === 'fiscalCode' && isPersonalCode(value))
  // Each was typed into the box of the other.
  if (!mapped && personal !== undefined && found.vatNumber === '' && isVatNumber(found.fiscalCode)) {
    found.vatNumber = found.fiscalCode
    found.fiscalCode = personal.value
  }
  if (isBusiness && !mapped && found.vatNumber === '' && isVatNumber(found.fiscalCode)) {
    found.vatNumber = found.fiscalCode
    found.fiscalCode = ''
  }
  return {
    fiscalCode: asItalian(found.fiscalCode),
    vatNumber: asItalian(found.vatNumber),
    pec: found.pec,
    sdiCode: compact(found.sdiCode),
  }
}

function fieldByForm({ field, value }: Candidate): FiscalField {
  if (field === 'sdiCode' && value.includes('@')) return 'pec'
  if (!isNumber(field) && isChecked(value)) return isPersonalCode(value) ? 'fiscalCode' : 'vatNumber'
  // Six characters for public bodies.
  if (field === 'pec' && /^[a-z0-9]{6,7}$/i.test(value)) return 'sdiCode'
  // One box for both, "P. IVA o codice fiscale".
  if (field === 'vatNumber' && isPersonalCode(value)) return 'fiscalCode'
  return field
}

/** Without what customers write around an Italian number: `P.IVA 012.345.678.97`, `IT-01234567897`. */
function numberOrCode(field: FiscalField, text: string): string {
  const whole = compact(text)
  if (!isNumber(field)) return whole
  const bare = whole.replace(/[^A-Z0-9]/g, '').replace(/^(PARTITAIVA|PIVA|PI|CODICEFISCALE|CF)/, '')
  return /^(IT)?\d{11}$/.test(bare) || isPersonalCode(bare) ? bare : whole
}

/** Without what is written between the parts of a number. */
function formOf(text: string): string {
  return text.includes('@') ? text : compact(text).replace(/[.\-/]/g, '')
}

function compact(text: string): string {
  return text.includes('@') ? text : text.replace(/\s+/g, '').toUpperCase()
}

/**
 * `IT01234567897` is written without its country in Italy; foreign numbers keep theirs. A number that lost its leading
 * zeros (a spreadsheet, a numeric field) gets them back where the check digit says that they belong there.
 */
function asItalian(number: string): string {
  if (/^IT\d{11}$/.test(number)) return number.slice(2)
  if (!/^\d{9,10}$/.test(number)) return number
  const whole = number.padStart(11, '0')
  return vatNumberCheck(whole.slice(0, 10)) === whole[10] ? whole : number
}

/** Compact: eleven digits; those that begin with 8 or 9 are fiscal codes of bodies without a VAT number. */
export function isVatNumber(text: string): boolean {
  return /^(IT)?[0-7]\d{10}$/.test(text)
}

function isPersonalCode(text: string): boolean {
  return /^[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]$/.test(text)
}
