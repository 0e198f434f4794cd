import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { MissingAnswer, MissingOrder } from '../../main/words/missing.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'

/** What one shop says of the number; `known` is shown until it does. */
export type ShopSays =
  | { readonly phase: 'asking' }
  | { readonly phase: 'answered'; readonly answer: MissingAnswer }
  | { readonly phase: 'failed'; readonly failure: FailureValue }

interface MissingState {
  /** As typed. */
  readonly number: string
  /** Null: all shops. */
  readonly shopId: number | null
  /** The number that the answers are about; null before the first question. */
  readonly asked: string | null
  readonly known: readonly MissingOrder[]
  readonly shops: ReadonlyMap<number, ShopSays>
}

const nothingAsked = { asked: null, known: [], shops: new Map<number, ShopSays>() }

/** The dialog *Perché manca?* (R17). */
export const useMissing = create<MissingState>()(() => ({ number: '', shopId: null, ...nothingAsked }))

/** Of the newest question: an answer to an earlier one is stale, and dropped. */
let current = 0

/** Opens with an empty field, or with a number that is asked at once. */
export async function openMissing(shopId: number | null, number: string): Promise<void> {
  current += 1
  useMissing.setState({ number, shopId, ...nothingAsked })
  if (number !== '') await ask()
}

/** Asks the archive, then each shop; what the archive knows shows at once. */
export async function ask(): Promise<void> {
  const { number: typed, shopId } = useMissing.getState()
  const number = typed.trim()
  if (number === '') return
  current += 1
  const question = current
  const { shops } = useApp.getState()
  const asked = shops.filter((shop) => shopId === null || shop.id === shopId).map((shop) => shop.id)
  useMissing.setState({
    asked: number,
    known: [],
    shops: new Map(asked.map((id) => [id, { phase: 'asking' }])),
  })
  const known = request('missing.known', { shopId, number }).then((answer) => {
    if (question === current && answer.ok) useMissing.setState({ known: answer.value })
  })
  await Promise.all([known, ...asked.map((id) => askShop(id, number, question))])
}

/** One shop once more. */
export async function askAgain(shopId: number): Promise<void> {
  const { asked } = useMissing.getState()
  if (asked !== null) await askShop(shopId, asked, current)
}

/** After an order was fetched, or is heeded again. */
export async function refreshMissing(): Promise<void> {
  const { asked, shopId } = useMissing.getState()
  if (asked === null) return
  const question = current
  const answer = await request('missing.known', { shopId, number: asked })
  if (question === current && answer.ok) useMissing.setState({ known: answer.value })
  await Promise.all([...useMissing.getState().shops.keys()].map((id) => askShop(id, asked, question)))
}

/** Asks the shops no further. */
export function stopAsking(): void {
  void request('missing.cancel', undefined)
}

async function askShop(shopId: number, number: string, question: number): Promise<void> {
  say(shopId, { phase: 'asking' })
  const answer = await request('missing.ask', { shopId, number })
  if (question !== current) return
  say(
    shopId,
    answer.ok ? { phase: 'answered', answer: answer.value } : { phase: 'failed', failure: answer.failure },
  )
}

function say(shopId: number, says: ShopSays): void {
  useMissing.setState(({ shops }) => ({ shops: new Map(shops).set(shopId, says) }))
}
