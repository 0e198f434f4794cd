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
  /** The rows of each refusal by what it says else: the same is told once, of all its rows. */
  readonly told: Map<string, string[]>
  readonly warnings: InvoiceWarning[]
  readonly changes: TextChange[]
}

export function noNotes(): Notes {
  return { refusals: [], told: new Map(), warnings: [], changes: [] }
}

export function refuse<Code extends InvoiceRefusalCode>(
  notes: Notes,
  code: Code,
  params: InvoiceRefusalParams[Code],
): void {
  const { rows = [], ...others } = params as { readonly rows?: readonly string[] }
  const key = JSON.stringify([code, others])
  const known = notes.told.get(key)
  if (known !== undefined) {
    known.push(...rows)
    return
  }
  const named = [...rows]
  notes.told.set(key, named)
  const told = 'rows' in params ? { ...others, rows: named } : params
  notes.refusals.push({ code, params: told } as InvoiceRefusal)
}

export function warn<Code extends InvoiceWarningCode>(
  notes: Notes,
  code: Code,
  params: InvoiceWarningParams[Code],
): void {
  const warning = { code, params } as InvoiceWarning
  const key = JSON.stringify(warning)
  if (notes.told.has(key)) return
  notes.told.set(key, [])
  notes.warnings.push(warning)
}
