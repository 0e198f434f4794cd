import { create } from 'zustand'
import type { CheckReason } from '../../main/words/checks.ts'
import { elementAt } from '../../main/words/edit/changes.ts'
import { listNames } from '../../main/words/edit/fields.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import type { OrderDetail, OrderHistory, SiteDifferences } from '../../main/words/order-view.ts'
import type { LogEntry } from '../../main/words/run.ts'
import type { Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { seeChecked } from '../state/checks.ts'
import { forgetLast } from '../state/last-done.ts'
import { closeOrder, useOpenOrder } from '../state/open-order-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { changesOf, type Draft, draftOf, wrongCells } from './order-draft.ts'

interface SheetState {
  readonly history: OrderHistory | null
  /** What the log says of the order; null until it is read. */
  readonly log: readonly LogEntry[] | null
  /** What is being changed, made from this version of the order; null while it is only read. */
  readonly draft: Draft | null
  readonly base: OrderDetail | null
  readonly saving: boolean
  readonly failure: FailureValue | null
  readonly askingSite: boolean
  readonly siteDifferences: SiteDifferences | null
  /** The order whose form opens as soon as it is there. */
  readonly editNext: number | null
  /** What waits until the operator has decided about unsaved changes. */
  readonly leaving: (() => void) | null
}

const closed: SheetState = {
  history: null,
  log: null,
  draft: null,
  base: null,
  saving: false,
  failure: null,
  askingSite: false,
  siteDifferences: null,
  editNext: null,
  leaving: null,
}

/** The sheet of the order that is open: what happened to it, what is being changed, what the site says. */
export const useSheet = create<SheetState>()(() => closed)

const logShown = 50

/** Reads what happened to the order that is open. */
export async function readHistory(orderId: number): Promise<void> {
  const filter = { shopId: null, runId: null, orderId, level: null, outcome: null, text: '' } as const
  const [history, log] = await Promise.all([
    request('orders.history', { orderId }),
    request('log.list', { filter, beforeId: null, limit: logShown }),
  ])
  if (useOpenOrder.getState().openId !== orderId) return
  useSheet.setState({ history: history.ok ? history.value : null, log: log.ok ? log.value : [] })
}

/** Another order, or none: nothing of the one before stays. */
export function resetSheet(): void {
  useSheet.setState(({ editNext }) => ({ ...closed, editNext }))
}

/** Whether there are changes that would be lost. */
export function hasUnsaved(): boolean {
  const { draft, base } = useSheet.getState()
  if (draft === null || base === null) return false
  return wrongCells(draft).size > 0 || changesOf(base, draft).length > 0
}

/** Whether nothing is unsaved. */
export const isFree = (): boolean => !hasUnsaved()

/** Goes on at once, or once the operator has said what becomes of the changes. */
export function whenFree(action: () => void): void {
  if (hasUnsaved()) useSheet.setState({ leaving: action })
  else action()
}

/** Opens the form of an order. */
export function startEdit(detail: OrderDetail): void {
  useSheet.setState({ draft: draftOf(detail), base: detail, failure: null })
}

/** Takes what was changed in the form. */
export function changeDraft(change: (draft: Draft) => Draft): void {
  useSheet.setState(({ draft }) => ({ draft: draft && change(draft) }))
}

/** Closes the form; what was not saved is lost. */
export function stopEdit(): void {
  useSheet.setState({ draft: null, base: null, failure: null })
}

/** Saves what was changed. Answers whether it could. */
export async function saveEdit(): Promise<boolean> {
  const { draft, base, saving } = useSheet.getState()
  if (draft === null || base === null || saving || wrongCells(draft).size > 0) return false
  const changes = changesOf(base, draft)
  if (changes.length === 0) {
    stopEdit()
    return true
  }
  useSheet.setState({ saving: true, failure: null })
  const answer = await request('orders.save', {
    orderId: base.id,
    version: base.version,
    changes,
  })
  useSheet.setState({ saving: false })
  if (!answer.ok) {
    useSheet.setState({ failure: answer.failure })
    return false
  }
  stopEdit()
  forgetLast()
  showOrder(answer.value)
  toast(useApp.getState().texts.order.saved)
  return true
}

/** *Salva e successivo*: the form of the order after this one opens, where there is one. `next` opens that order. */
export async function saveAndNext(next: () => number | null): Promise<void> {
  if (!(await saveEdit())) return
  useSheet.setState({ editNext: next() })
}

/** An order is there: its form opens if it was waited for. */
export function orderIsThere(detail: OrderDetail): void {
  if (useSheet.getState().editNext !== detail.id) return
  useSheet.setState({ editNext: null })
  startEdit(detail)
}

/** Takes changes of the history back. */
export async function undoEdits(detail: OrderDetail, editIds: readonly number[]): Promise<void> {
  const { texts } = useApp.getState()
  const { id: orderId, version } = detail
  take(await request('orders.undo', { orderId, version, editIds }), texts.order.undoneToast)
}

/** The last changes saved together that were not undone; empty when there are none. */
export function lastEdits(history: OrderHistory | null): readonly number[] {
  const made = history?.edits.filter(({ undoneAt }) => undoneAt === null) ?? []
  const last = made.at(-1)?.version
  return made.filter(({ version }) => version === last).map(({ id }) => id)
}

/** Undoes all changes made by hand. */
export async function restore({ id: orderId, version }: OrderDetail): Promise<void> {
  const { texts } = useApp.getState()
  take(await request('orders.restore', { orderId, version }), texts.order.restored)
}

/** Asks the shop for the order as it is now. */
export async function askSite(orderId: number): Promise<void> {
  useSheet.setState({ askingSite: true, siteDifferences: null })
  const answer = await request('orders.siteDifferences', { orderId })
  if (useOpenOrder.getState().openId !== orderId) return
  useSheet.setState({ askingSite: false })
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  showOrder(answer.value.detail)
  useSheet.setState({ siteDifferences: answer.value })
}

/** Closes what the site says of the order. */
export function closeSiteDifferences(): void {
  useSheet.setState({ siteDifferences: null })
}

/** Takes over what the site has now, in these fields; null for all (R16). */
export async function takeOver(
  { id: orderId, version }: OrderDetail,
  paths: readonly string[] | null,
): Promise<void> {
  const { texts } = useApp.getState()
  if (take(await request('orders.takeOver', { orderId, version, paths }), texts.order.taken))
    closeSiteDifferences()
}

/** Leaves the order as it is: the site's change is seen to (R16). */
export async function keepOurs({ id: orderId }: OrderDetail): Promise<void> {
  const { texts } = useApp.getState()
  if (take(await request('orders.keepOurs', { orderId }), texts.order.keptOurs)) closeSiteDifferences()
}

/** What is to be looked at has been, for that reason (R42); `accepted`: it was taken as it is (R38). */
export async function seeCheck({ id: orderId }: OrderDetail, reason: CheckReason): Promise<void> {
  await seeChecked({ orderId }, reason)
  forgetLast()
}

/** Puts an order that was taken as it is back among the wrong ones (R38). */
export async function takeBack({ id: orderId }: OrderDetail): Promise<void> {
  const answer = await request('orders.takeBack', { orderId })
  if (!answer.ok) {
    toastFailure(answer.failure)
    return
  }
  closeOrder()
  toast(useApp.getState().texts.order.takenBack)
}

/** The name of a list element, for the history; `''` when it is not there any more. */
export function elementName(detail: OrderDetail, path: string): string {
  const [first, key = ''] = path.split('.')
  const list = listNames.find((name) => name === first)
  const element = list === undefined ? undefined : elementAt(detail, list, key)
  if (element === undefined) return ''
  return 'name' in element ? element.name : 'code' in element ? element.code : element.reason
}

function take(answer: Result<OrderDetail>, said: string): boolean {
  if (!answer.ok) {
    toastFailure(answer.failure)
    return false
  }
  forgetLast()
  showOrder(answer.value)
  toast(said)
  return true
}

/** Shows an order as it is now, where it is the one that is open. */
export function showOrder(detail: OrderDetail): void {
  if (useOpenOrder.getState().openId !== detail.id) return
  useOpenOrder.setState({ detail, detailPhase: 'ready' })
  void readHistory(detail.id)
}
