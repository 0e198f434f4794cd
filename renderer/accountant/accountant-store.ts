import { create } from 'zustand'
import { failureText } from '../../main/texts/index.ts'
import type { AccountantReport, AccountantSettings } from '../../main/words/accountant.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import type { ReportWish } from '../../preload/contract/accountant.ts'
import type { Events } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'
import { lastWholeMonth, type Month, periodOfMonth, type Span } from './period.ts'

interface AccountantState {
  readonly month: Month
  readonly span: Span
  /** Empty: all real ones. */
  readonly shopIds: readonly number[]
  /** Null until main has answered. */
  readonly settings: AccountantSettings | null
  readonly working: 'report' | 'package' | null
  readonly progress: Events['accountant.progress'] | null
  /** Told to stop, not yet stopped. */
  readonly stopping: boolean
  readonly failure: FailureValue | null
  readonly report: AccountantReport | null
  /** What the report shown was asked for with. */
  readonly asked: ReportWish | null
  /** The settings have changed since. */
  readonly outdated: boolean
}

/** The page *Commercialista* (R47). */
export const useAccountant = create<AccountantState>()(() => ({
  month: lastWholeMonth(new Date()),
  span: 'month',
  shopIds: [],
  settings: null,
  working: null,
  progress: null,
  stopping: false,
  failure: null,
  report: null,
  asked: null,
  outdated: false,
}))

/** Reads the settings anew: another archive may have taken the archive's place. */
export async function readSettings(): Promise<void> {
  const answer = await request('accountant.settings', undefined)
  if (answer.ok) useAccountant.setState({ settings: answer.value })
  else toastFailure(answer.failure)
}

/** @returns whether they were saved */
export async function saveSettings(settings: AccountantSettings): Promise<boolean> {
  const answer = await request('accountant.saveSettings', settings)
  if (!answer.ok) {
    toastFailure(answer.failure)
    return false
  }
  const { report } = useAccountant.getState()
  useAccountant.setState({ settings: answer.value, outdated: report !== null })
  return true
}

/** Chooses shops; the demonstration shop only alone (R42), so that the one chosen last counts. */
export function chooseShops(shopIds: readonly number[]): void {
  const demo = useApp.getState().shops.find(({ isDemo }) => isDemo)?.id
  const before = useAccountant.getState().shopIds
  const isDemoChosen = demo !== undefined && shopIds.includes(demo) && !before.includes(demo)
  useAccountant.setState({
    shopIds: isDemoChosen ? [demo] : shopIds.length > 1 ? shopIds.filter((id) => id !== demo) : shopIds,
  })
}

function wish(): ReportWish {
  const { month, span, shopIds } = useAccountant.getState()
  // Those removed meanwhile are asked for no more.
  const known = shopIds.filter((id) => useApp.getState().shops.some((shop) => shop.id === id))
  return { period: periodOfMonth(month, span), shopIds: known.length === 0 ? null : known }
}

/** Calculates what was chosen. */
export async function calculate(): Promise<void> {
  if (useAccountant.getState().working !== null) return
  const asked = wish()
  begin('report')
  useAccountant.setState({ failure: null, report: null })
  const answer = await request('accountant.report', asked)
  end()
  if (answer.ok) useAccountant.setState({ report: answer.value, asked, outdated: false })
  else if (answer.failure.code !== 'cancelled') useAccountant.setState({ failure: answer.failure })
}

/** *Pacchetto per il commercialista*: writes it, says so, and shows what it says. */
export async function makePackage(): Promise<void> {
  if (useAccountant.getState().working !== null) return
  const asked = wish()
  begin('package')
  const answer = await request('accountant.package', asked)
  end()
  const { texts } = useApp.getState()
  const words = texts.accountantPage
  if (!answer.ok && answer.failure.code === 'cancelled') toast(words.notPacked, words.untouched)
  else if (!answer.ok) {
    const { message, remedy } = failureText(texts, answer.failure)
    toast(message, `${remedy} ${words.untouched}`.trim(), true)
  } else if (answer.value !== null) {
    const { file, report } = answer.value
    useAccountant.setState({ report, asked, failure: null, outdated: false })
    toast(words.packed, file, false, fileActions(file))
  }
}

function begin(working: 'report' | 'package'): void {
  useAccountant.setState({ working, progress: null, stopping: false })
}

function end(): void {
  useAccountant.setState({ working: null, progress: null, stopping: false })
}

/** Ends what is under way. */
export function stop(): void {
  useAccountant.setState({ stopping: true })
  void request('accountant.cancel', undefined)
}

/** How far it has come. */
export function noteProgress(progress: Events['accountant.progress']): void {
  if (useAccountant.getState().working !== null) useAccountant.setState({ progress })
}

/** Opens the search on these orders. */
export function showOrders(orderIds: readonly number[]): void {
  const [only, ...others] = orderIds
  if (only === undefined) return
  const isOne = others.length === 0
  void request('windows.search', {
    runId: null,
    orderId: isOne ? only : null,
    orderIds: isOne ? null : orderIds,
  })
}
