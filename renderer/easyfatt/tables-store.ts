import { create } from 'zustand'
import type { EasyfattView, VatSearchProgress, VatUses } from '../../main/words/easyfatt-uses.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { draftOf, type TablesDraft, tablesOf } from './tables-draft.ts'

interface EasyfattState {
  readonly shopId: number | null
  readonly view: EasyfattView | null
  /** What was changed and not saved, by shop: it waits while another one is looked at. */
  readonly drafts: Readonly<Record<number, TablesDraft>>
  readonly failure: FailureValue | null
  readonly saving: boolean
  /** Saving was tried: what is missing is marked. */
  readonly pressed: boolean
  /** What the shop's orders want VAT codes for, once they have been read. */
  readonly found: VatUses | null
  readonly searching: Omit<VatSearchProgress, 'shopId'> | null
}

const nothingRead = { view: null, failure: null, pressed: false, found: null, searching: null } as const

/** *Utilità → Easyfatt* (R46). */
export const useEasyfatt = create<EasyfattState>()(() => ({
  shopId: null,
  drafts: {},
  saving: false,
  ...nothingRead,
}))

/** Shows a shop's tables: the one shown last, or the first, where none is named. */
export async function showTables(shopId: number | null): Promise<void> {
  const { shops } = useApp.getState()
  const before = useEasyfatt.getState().shopId
  const shop = shops.find(({ id }) => id === (shopId ?? before)) ?? shops[0]
  if (shop === undefined) return
  if (shop.id !== before) {
    if (before !== null) stopSearch()
    useEasyfatt.setState({ shopId: shop.id, ...nothingRead })
  }
  const answer = await request('easyfatt.tables', { shopId: shop.id })
  if (useEasyfatt.getState().shopId !== shop.id) return
  if (answer.ok) useEasyfatt.setState({ view: answer.value, failure: null })
  else useEasyfatt.setState({ failure: answer.failure })
}

/** The tables as they stand on the screen. */
export function currentDraft({ shopId, drafts, view }: EasyfattState): TablesDraft | null {
  if (shopId === null || view === null) return null
  return drafts[shopId] ?? draftOf(view.tables)
}

/** Changes what is on the screen; nothing is kept before it is saved. */
export function changeTables(patch: Partial<TablesDraft>): void {
  const state = useEasyfatt.getState()
  const draft = currentDraft(state)
  if (state.shopId === null || draft === null) return
  useEasyfatt.setState({ drafts: { ...state.drafts, [state.shopId]: { ...draft, ...patch } } })
}

/** Back to what is kept. */
export function discardTables(): void {
  const { shopId, drafts } = useEasyfatt.getState()
  if (shopId === null) return
  const { [shopId]: _, ...others } = drafts
  useEasyfatt.setState({ drafts: others, pressed: false })
}

/** Keeps what is on the screen, unless a row is not whole. */
export async function saveTables(): Promise<void> {
  const state = useEasyfatt.getState()
  const draft = currentDraft(state)
  if (state.shopId === null || state.view === null || draft === null || state.saving) return
  const tables = tablesOf(draft)
  useEasyfatt.setState({ pressed: true })
  if (tables === null) return
  useEasyfatt.setState({ saving: true })
  const answer = await request('easyfatt.saveTables', {
    shopId: state.shopId,
    tables: { vat: [...tables.vat], payments: [...tables.payments], carriers: [...tables.carriers] },
  })
  useEasyfatt.setState({ saving: false })
  if (!answer.ok) return toastFailure(answer.failure)
  const { shopId: saved, view } = state
  useEasyfatt.setState(({ shopId, drafts: { [saved]: _, ...drafts } }) => ({
    drafts,
    // Another shop may be shown meanwhile.
    ...(shopId === saved && { view: { ...view, tables }, pressed: false }),
  }))
  const { easyfatt } = useApp.getState().texts
  toast(easyfatt.saved, easyfatt.savedHint)
}

/** *Cerca negli ordini*: what this shop's orders want VAT codes for. */
export async function searchOrders(): Promise<void> {
  const { shopId, searching } = useEasyfatt.getState()
  if (shopId === null || searching !== null) return
  useEasyfatt.setState({ searching: { read: 0, expected: 0 } })
  const answer = await request('easyfatt.findVat', { shopId })
  if (useEasyfatt.getState().shopId !== shopId) return
  useEasyfatt.setState({ searching: null })
  if (answer.ok) useEasyfatt.setState({ found: answer.value })
  else toastFailure(answer.failure)
}

/** What was found until then is shown. */
export function stopSearch(): void {
  const { shopId } = useEasyfatt.getState()
  if (shopId !== null) void request('easyfatt.stopVat', { shopId })
}

/** How far the reading of a shop's orders has come. */
export function noteVatProgress({ shopId, read, expected }: VatSearchProgress): void {
  const state = useEasyfatt.getState()
  if (shopId === state.shopId && state.searching !== null) {
    useEasyfatt.setState({ searching: { read, expected } })
  }
}
