import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type {
  InvoiceProposal,
  InvoiceProposals,
  InvoicesMade,
  InvoiceWish,
} from '../../main/words/invoice-register.ts'
import type { Day } from '../../main/words/local-time.ts'
import type { RefundKey } from '../../main/words/refund.ts'
import type { Argument, Result } from '../../preload/contract.ts'
import { request } from '../client.ts'

interface MakeState {
  readonly opened: boolean
  /** What was chosen: orders, perhaps with their refunds, or refunds alone. */
  readonly of: 'orders' | 'refunds'
  /** Null: main has not answered yet. */
  readonly found: InvoiceProposals | null
  readonly failure: FailureValue | null
  /** Null: today. */
  readonly day: Day | null
  readonly making: { readonly done: number; readonly total: number } | null
  /** What became of it; null: nothing was made yet. */
  readonly made: InvoicesMade | null
}

const closed: MakeState = {
  opened: false,
  of: 'orders',
  found: null,
  failure: null,
  day: null,
  making: null,
  made: null,
}

/** The dialog that makes invoices: one a window. */
export const useMaking = create<MakeState>()(() => closed)

/** Which question the last answer has to be of. */
let asked = 0

/** Shows what would become of an order and its refunds, or of those chosen. */
export async function offerInvoices(
  of: { readonly orderId: number } | Argument<'orders.totals'>,
): Promise<void> {
  useMaking.setState({ ...closed, opened: true })
  await take(
    'orderId' in of
      ? request('invoices.ofOrder', { ...of, day: null })
      : request('invoices.ofOrders', { of, day: null }),
  )
}

/** Shows what would become of some refunds: credit notes. */
export async function offerCreditNotes(refunds: readonly RefundKey[]): Promise<void> {
  useMaking.setState({ ...closed, opened: true, of: 'refunds' })
  const wishes = refunds.map(({ orderId, refundId }) => ({
    orderId,
    refundId,
    invoice: null,
    confirmed: false,
  }))
  await take(request('invoices.propose', { wishes, day: null }))
}

/** The dialog is closed; what is under way goes on. */
export function closeMaking(): void {
  if (useMaking.getState().making !== null) return
  asked += 1
  useMaking.setState(closed)
}

/** Another day for all of them. */
export async function chooseDay(day: Day | null): Promise<void> {
  useMaking.setState({ day })
  await askAgain(wishesOf(useMaking.getState().found?.proposals ?? []))
}

/** The operator says more of one: that it is to be made all the same, or which invoice it corrects. */
export async function changeWish(of: InvoiceProposal, patch: Partial<InvoiceWish>): Promise<void> {
  const { found } = useMaking.getState()
  if (found === null) return
  const proposals = found.proposals.map((one) =>
    one.wish === of.wish ? { ...one, wish: { ...one.wish, ...patch } } : one,
  )
  // What was said is seen at once; what becomes of it comes with main's answer.
  useMaking.setState({ found: { ...found, proposals } })
  await askAgain(wishesOf(proposals))
}

/** Makes what can be made. */
export async function makeProposed(): Promise<void> {
  const { found, day } = useMaking.getState()
  const ready = (found?.proposals ?? []).filter(({ number }) => number !== null)
  useMaking.setState({ making: { done: 0, total: ready.length }, failure: null })
  const answer = await request('invoices.make', { wishes: wishesOf(ready), day })
  if (!answer.ok) useMaking.setState({ making: null, failure: answer.failure })
  else useMaking.setState({ making: null, ...(answer.value === null ? {} : { made: answer.value }) })
}

/** How many are made; another window's are not ours. */
export function noteMade(progress: { readonly done: number; readonly total: number }): void {
  if (useMaking.getState().making !== null) useMaking.setState({ making: progress })
}

async function askAgain(wishes: readonly InvoiceWish[]): Promise<void> {
  if (wishes.length > 0)
    await take(request('invoices.propose', { wishes: [...wishes], day: useMaking.getState().day }))
}

async function take(asking: Promise<Result<InvoiceProposals>>): Promise<void> {
  asked += 1
  const question = asked
  const answer = await asking
  if (question !== asked) return
  if (answer.ok) useMaking.setState({ found: answer.value, failure: null })
  else useMaking.setState({ failure: answer.failure })
}

function wishesOf(proposals: readonly InvoiceProposal[]): InvoiceWish[] {
  return proposals.map(({ wish }) => wish)
}
