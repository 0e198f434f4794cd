import type {
  InvoiceRefusal,
  InvoiceRefusalCode,
  InvoiceRefusalParams,
  InvoiceWarning,
  InvoiceWarningCode,
  InvoiceWarningParams,
  TextChange,
} from '../words/invoice.ts'

/** What is found while an invoice is made: all of it, so that an operator mends an order once. */
export interface Notes {
  readonly refusals: InvoiceRefusal[]
  /** The refusals as text: the same is told once. */
  readonly told: Set<string>
  readonly warnings: InvoiceWarning[]
  readonly changes: TextChange[]
}

export function noNotes(): Notes {
  return { refusals: [], told: new Set(), warnings: [], changes: [] }
}

export function refuse<Code extends InvoiceRefusalCode>(
  notes: Notes,
  code: Code,
  params: InvoiceRefusalParams[Code],
): void {
  const refusal = { code, params } as InvoiceRefusal
  const said = JSON.stringify(refusal)
  if (notes.told.has(said)) return
  notes.told.add(said)
  notes.refusals.push(refusal)
}

export function warn<Code extends InvoiceWarningCode>(
  notes: Notes,
  code: Code,
  params: InvoiceWarningParams[Code],
): void {
  notes.warnings.push({ code, params } as InvoiceWarning)
}
