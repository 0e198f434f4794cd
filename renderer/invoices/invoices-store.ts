import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { InvoiceDocument } from '../../main/words/invoice.ts'
import type { InvoiceOffice, InvoiceProposal, RegisteredInvoice } from '../../main/words/invoice-register.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'

interface InvoicesState {
  readonly tab: 'made' | 'office'
  /** As it is saved; null until main has answered. */
  readonly office: InvoiceOffice | null
  /** As it is being changed, whatever is looked at meanwhile; null: nothing is. */
  readonly draft: InvoiceOffice | null
  readonly rows: readonly RegisteredInvoice[]
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  readonly hasMore: boolean
  /** What is shown to be read. */
  readonly read: { readonly id: number; readonly document: InvoiceDocument } | null
  /** What is asked before it is done. */
  readonly asking: { readonly what: 'again' | 'takeBack'; readonly invoice: RegisteredInvoice } | null
  /** Why an invoice could not be made again. */
  readonly refused: InvoiceProposal | null
}

export const useInvoices = create<InvoicesState>()(() => ({
  tab: 'made',
  office: null,
  draft: null,
  rows: [],
  phase: 'loading',
  failure: null,
  hasMore: false,
  read: null,
  asking: null,
  refused: null,
}))

const pageSize = 100

/** Reads what was made anew, as far as it was read, and who sells; without a seller that comes first. */
export async function openInvoices(): Promise<void> {
  const office = await request('invoices.office', undefined)
  if (office.ok) {
    const isNew = useInvoices.getState().office === null && office.value.seller.vatNumber === ''
    useInvoices.setState({ office: office.value, ...(isNew ? { tab: 'office' } : {}) })
  }
  await loadInvoices()
}

/** Reads the newest anew. */
export async function loadInvoices(): Promise<void> {
  const limit = Math.min(500, Math.max(pageSize, useInvoices.getState().rows.length))
  const answer = await request('invoices.list', { beforeId: null, limit })
  if (!answer.ok) useInvoices.setState({ phase: 'failed', failure: answer.failure })
  else
    useInvoices.setState({
      rows: answer.value,
      phase: 'ready',
      failure: null,
      hasMore: answer.value.length === limit,
    })
}

/** Reads those before the last one shown. */
export async function loadEarlier(): Promise<void> {
  const { rows } = useInvoices.getState()
  const answer = await request('invoices.list', { beforeId: rows.at(-1)?.id ?? null, limit: pageSize })
  if (!answer.ok) return toastFailure(answer.failure)
  useInvoices.setState({ rows: [...rows, ...answer.value], hasMore: answer.value.length === pageSize })
}

/** Shows what is in a file. */
export async function readInvoice(id: number): Promise<void> {
  const answer = await request('invoices.document', { id })
  if (answer.ok) useInvoices.setState({ read: { id, document: answer.value } })
  else toastFailure(answer.failure)
}

/** The readable view on paper or as PDF; the system's own dialogs ask for the rest. */
export async function printInvoice(id: number, to: 'pdf' | 'printer'): Promise<void> {
  const answer = await request('invoices.print', { id, to })
  const words = useApp.getState().texts.print
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value !== null) {
    const { file } = answer.value
    toast(
      file === null ? words.printed : words.saved,
      file ?? '',
      false,
      file === null ? [] : fileActions(file),
    )
  }
}

/** *Rifai*: main asks where to. */
export async function makeAgain({ id, kind, number }: RegisteredInvoice): Promise<void> {
  useInvoices.setState({ asking: null })
  const answer = await request('invoices.again', { id })
  const words = useApp.getState().texts.invoices
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value !== null && 'refused' in answer.value)
    useInvoices.setState({ refused: answer.value.refused })
  else if (answer.value !== null)
    toast(
      words.againDone(words.dialog.willBe(words.kinds[kind], number)),
      answer.value.file,
      false,
      fileActions(answer.value.file).slice(1),
    )
}

/** *Riprendi il numero*. */
export async function takeNumberBack({ id, number }: RegisteredInvoice): Promise<void> {
  useInvoices.setState({ asking: null })
  const answer = await request('invoices.takeBack', { id })
  if (answer.ok) toast(useApp.getState().texts.invoices.takenBack(number))
  else toastFailure(answer.failure)
}

/** Saves who sells and how. @returns whether it is saved */
export async function saveOffice(office: InvoiceOffice): Promise<boolean> {
  const answer = await request('invoices.saveOffice', office)
  if (!answer.ok) {
    toastFailure(answer.failure)
    return false
  }
  useInvoices.setState({ office: answer.value, draft: null })
  toast(useApp.getState().texts.invoices.office.saved)
  return true
}
