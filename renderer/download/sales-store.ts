import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import type { ShopSales } from '../../main/words/sales.ts'
import { request } from '../client.ts'

interface SalesState {
  /** Null until they are known; kept when they cannot be read again. */
  readonly sales: readonly ShopSales[] | null
  readonly failure: FailureValue | null
}

export const useSales = create<SalesState>()(() => ({ sales: null, failure: null }))

export async function loadSales(): Promise<void> {
  const answer = await request('orders.sales', undefined)
  useSales.setState(answer.ok ? { sales: answer.value, failure: null } : { failure: answer.failure })
}
