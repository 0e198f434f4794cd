import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerInput } from '../../main/words/desks.ts'
import { listOf } from '../support/archive.ts'
import type { DesksBench } from './desks-bench.ts'
import { openProgram, wooShop } from './ours.ts'

/** From a change at one desk until another's store has it: two whole programs, without windows. */
export async function editsBench({ row, folder, quick, startShop }: DesksBench, server: ServerInput) {
  const edits = quick ? 30 : 300
  const shop = await startShop(100)
  const [one, other] = await Promise.all(
    ['one', 'other'].map(async (name) => {
      const place = join(folder, `edits-${name}`)
      mkdirSync(place)
      const program = await openProgram(place)
      await program.prepare()
      return program
    }),
  )
  if (one === undefined || other === undefined) throw new Error('no programs')
  await one.desks.join({ ...server, desk: 'Cassa' }, new AbortController().signal, () => undefined)
  const { id } = await one.saveShop(null, { name: 'Bench', url: shop.url, ...wooShop })
  await one.runner.start(await one.shop(id), 'manual')
  await other.desks.join({ ...server, desk: 'Ufficio' }, new AbortController().signal, () => undefined)
  const orderOf = async (program: typeof one) =>
    (await program.store.listOrders(listOf(), 0, 1)).rows[0]?.id ?? Number.NaN
  while (Number.isNaN(await orderOf(other))) await pause(50)
  const [here, there] = [await orderOf(one), await orderOf(other)]
  const took: number[] = []
  for (let edit = 0; edit < edits; edit += 1) {
    // As people do, not as fast as it goes: a wake-up is part of it.
    await pause(20)
    const note = `nota ${edit}`
    const began = performance.now()
    await one.store.noteOrder(here, note, new Date().toISOString())
    while ((await other.store.getOrder(there))?.ownNote !== note) await pause(1)
    took.push(performance.now() - began)
  }
  shop.stop()
  await Promise.all([one.close(), other.close()])
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  row('desks: a change until another desk’s store has it, median', at(0.5), 'ms')
  row('desks: the same, 95 in a hundred', at(0.95), 'ms', 500)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
