import { create } from 'zustand'
import { failureText } from '../../main/texts/index.ts'
import type { ChosenOutcome } from '../../main/words/missing.ts'
import type { Answer, Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from './app-store.ts'
import { toast, toastFailure } from './toasts.ts'

/** An order that the operator may have fetched. */
export interface Choosable {
  readonly shopId: number
  readonly shopOrderId: string
  readonly number: string
}

interface ChosenState {
  /** What is being fetched now, by {@link keyOfOrder}; and `shop <id>` where a whole shop's are. */
  readonly busy: ReadonlySet<string>
}

/** *Scarica comunque* and *Riprova*, wherever they are pressed. */
export const useChosen = create<ChosenState>()(() => ({ busy: new Set() }))

/** Names an order of a shop. */
export function keyOfOrder({ shopId, shopOrderId }: Pick<Choosable, 'shopId' | 'shopOrderId'>): string {
  return `${shopId} ${shopOrderId}`
}

/** Has orders fetched whatever their state and age, and says what became of them. */
export async function fetchOrders(orders: readonly Choosable[]): Promise<void> {
  if (orders.length === 0) return
  const plain = orders.map(({ shopId, shopOrderId, number }) => ({ shopId, shopOrderId, number }))
  await whileFetching(orders.map(keyOfOrder), () => request('orders.download', { orders: plain }))
}

/** Takes wrong orders as they are (R38), and says what became of them. */
export async function acceptOrders(orders: readonly Choosable[]): Promise<void> {
  const plain = orders.map(({ shopId, shopOrderId, number }) => ({ shopId, shopOrderId, number }))
  await whileFetching(orders.map(keyOfOrder), () => request('wrong.accept', { orders: plain }))
}

/** Marks as busy what is being fetched, and says what became of it. */
export async function whileFetching(
  keys: readonly string[],
  ask: () => Promise<Result<Answer<'orders.download'>>>,
): Promise<void> {
  useChosen.setState(({ busy }) => ({ busy: new Set([...busy, ...keys]) }))
  const answer = await ask()
  const done = new Set(keys)
  useChosen.setState(({ busy }) => ({ busy: new Set([...busy].filter((key) => !done.has(key))) }))
  if (answer.ok) sayOutcome(answer.value)
  else toastFailure(answer.failure)
}

function sayOutcome(outcomes: readonly ChosenOutcome[]): void {
  const { texts } = useApp.getState()
  const { chosen } = texts
  if (outcomes.length === 0) return
  const sum = (of: 'new' | 'skipped' | 'wrong') =>
    outcomes.reduce((total, { run }) => total + (run?.counters[of] ?? 0), 0)
  const [wrong, skipped] = [sum('wrong'), sum('skipped')]
  const cancelled = outcomes.some(
    ({ run, failure }) => run?.outcome === 'cancelled' || failure?.code === 'cancelled',
  )
  const failures = outcomes.flatMap(({ failure }) =>
    failure === null || failure.code === 'cancelled' ? [] : [failureText(texts, failure)],
  )
  const words = [
    wrong > 0 ? chosen.wrong(wrong) : '',
    skipped > 0 ? chosen.skipped(skipped) : '',
    cancelled ? chosen.cancelled : '',
    ...failures.flatMap(({ message, remedy }) => [message, remedy]),
  ].filter((part) => part !== '')
  // Of several shops' runs one could be shown, and not the others.
  const [run, ...others] = outcomes.flatMap((outcome) =>
    outcome.run !== null && outcome.run.counters.new > 0 ? [outcome.run.id] : [],
  )
  const show = (runId: number) => void request('windows.search', { runId, orderId: null })
  const actions = run === undefined || others.length > 0 ? [] : [{ label: chosen.show, act: () => show(run) }]
  toast(chosen.title(sum('new')), words.join(' '), failures.length > 0, actions)
}
