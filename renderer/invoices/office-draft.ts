import { vatNumberCheck } from '../../main/words/check-characters.ts'
import type { SellerField } from '../../main/words/invoice.ts'
import {
  type InvoiceOffice,
  type Numbering,
  numberingSchema,
  type SeriesNumbering,
} from '../../main/words/invoice-register.ts'
import { euroText, missingOfSeller } from '../../main/words/invoice-seller.ts'
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

const reaFields: Partial<Record<SellerField, OfficeField>> = {
  'rea.office': 'reaOffice',
  'rea.number': 'reaNumber',
  'rea.capital': 'reaCapital',
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
      capital: euroText(seller.rea.capital),
    },
  }
}

/** What keeps the form from being saved. @param seller as {@link tidySeller} has it */
export function officeProblems({
  seller,
  numbering,
}: Pick<InvoiceOffice, 'seller' | 'numbering'>): OfficeProblems {
  const problems: Partial<Record<OfficeField, 'required' | 'invalid'>> = {}
  for (const field of missingOfSeller(seller)) {
    const isEmpty = !field.startsWith('rea.') && !seller[field as keyof Seller]
    problems[reaFields[field] ?? (field as OfficeField)] = isEmpty ? 'required' : 'invalid'
  }
  if (seller.name !== '' && (seller.firstName !== '' || seller.lastName !== '')) problems.name = 'invalid'
  if (seller.vatNumber !== '' && !isVatNumber(seller.vatNumber)) problems.vatNumber = 'invalid'
  if (seller.rea !== null && !/^[A-Z0-9]{1,20}$/.test(seller.rea.number)) problems.reaNumber = 'invalid'
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
