import { vatNumberCheck } from '../../main/words/check-characters.ts'
import {
  type InvoiceOffice,
  type Numbering,
  numberingSchema,
  type SeriesNumbering,
} from '../../main/words/invoice-register.ts'
import type { Seller } from '../../main/words/invoice-settings.ts'

/** The fields of the form that have something wrong in them: nothing there, or nothing that the exchange system takes. */
export type OfficeProblems = Readonly<Partial<Record<OfficeField, 'required' | 'invalid'>>>

export type OfficeField =
  | keyof Omit<Seller, 'rea'>
  | 'reaOffice'
  | 'reaNumber'
  | 'reaCapital'
  | 'prefix'
  | 'suffix'
  | 'creditsPrefix'
  | 'creditsSuffix'
  | 'firstFile'

/** What every section of the form gets. */
export interface OfficeSectionProps {
  readonly draft: InvoiceOffice
  readonly change: (patch: Partial<InvoiceOffice>) => void
  readonly errorOf: (field: OfficeField) => string | undefined
}

const needed = ['vatNumber', 'regime', 'street', 'postcode', 'city'] as const
const forms: Partial<Record<OfficeField, RegExp>> = {
  fiscalCode: /^(\d{11}|[A-Z0-9]{16})?$/,
  postcode: /^\d{5}$/,
  province: /^([A-Z]{2})?$/,
}

/** As the tax agency writes it, however it was typed: `it 0123 4567 897` is `01234567897`. */
export function tidySeller(seller: Seller): Seller {
  const code = (text: string) => text.replace(/\s/g, '').toUpperCase()
  return {
    ...seller,
    name: seller.name.trim(),
    firstName: seller.firstName.trim(),
    lastName: seller.lastName.trim(),
    street: seller.street.trim(),
    city: seller.city.trim(),
    vatNumber: code(seller.vatNumber).replace(/^IT/, ''),
    fiscalCode: code(seller.fiscalCode),
    postcode: code(seller.postcode),
    province: code(seller.province),
    rea: seller.rea && {
      ...seller.rea,
      office: code(seller.rea.office),
      number: code(seller.rea.number),
      capital: code(seller.rea.capital).replace(',', '.'),
    },
  }
}

/** What keeps the form from being saved. @param seller as {@link tidySeller} has it */
export function officeProblems({
  seller,
  numbering,
}: Pick<InvoiceOffice, 'seller' | 'numbering'>): OfficeProblems {
  const problems: Partial<Record<OfficeField, 'required' | 'invalid'>> = {}
  if (seller.name === '' && (seller.firstName === '' || seller.lastName === '')) problems.name = 'required'
  if (seller.name !== '' && (seller.firstName !== '' || seller.lastName !== '')) problems.name = 'invalid'
  for (const field of needed) if (!seller[field]) problems[field] = 'required'
  if (seller.vatNumber !== '' && !isVatNumber(seller.vatNumber)) problems.vatNumber = 'invalid'
  for (const field of ['fiscalCode', 'postcode', 'province'] as const) {
    if (problems[field] === undefined && forms[field]?.test(seller[field]) === false)
      problems[field] = 'invalid'
  }
  if (seller.rea !== null) {
    if (!/^[A-Z]{2}$/.test(seller.rea.office)) problems.reaOffice = 'invalid'
    if (!/^[A-Z0-9]{1,20}$/.test(seller.rea.number)) problems.reaNumber = 'invalid'
    if (!/^(\d{1,12}(\.\d{1,2})?)?$/.test(seller.rea.capital)) problems.reaCapital = 'invalid'
  }
  for (const field of wrongInNumbering(numbering)) problems[field] = 'invalid'
  return problems
}

function wrongInNumbering(numbering: Numbering): readonly OfficeField[] {
  const read = numberingSchema.safeParse(numbering)
  if (read.success) return []
  return read.error.issues.map(({ path: [first, second] }) => {
    if (first === 'firstFile') return 'firstFile'
    if (first === 'credits') return second === 'prefix' ? 'creditsPrefix' : 'creditsSuffix'
    return second === 'prefix' ? 'prefix' : 'suffix'
  })
}

function isVatNumber(number: string): boolean {
  return /^\d{11}$/.test(number) && vatNumberCheck(number.slice(0, 10)) === number.slice(10)
}

/** With the first number of this year where one is set, for its field. */
export function firstNumberOf({ firstNumber, firstYear }: SeriesNumbering, year: number): number {
  return firstYear === year ? firstNumber : 1
}
