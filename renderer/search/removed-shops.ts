import { create } from 'zustand'
import { request } from '../client.ts'

/** Shops that were removed and whose orders are in the archive: they can be searched for like the others. */
export const useRemovedShops = create<{
  readonly shops: readonly { readonly id: number; readonly name: string }[]
}>()(() => ({ shops: [] }))

/** Reads which there are. */
export async function readRemovedShops(): Promise<void> {
  const answer = await request('shops.removed', undefined)
  if (answer.ok) useRemovedShops.setState({ shops: answer.value })
}
