import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import { draftOf, listOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { command } from '../../support/command.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'

const connection = { url: 'https://bottega.example', facts: {} }
const inState = (id: number, state: string, stateId: string) => ({ ...orderOf(id), state, stateId })

async function numbersOf(store: Store, states: readonly string[]): Promise<string[]> {
  const { rows } = await store.listOrders(listOf({ states }), 0, 100)
  return rows.map(({ number }) => number).sort()
}

describe('R39 a state that was renamed on the shop', () => {
  it('is found by either name, and by neither on a shop where the other name is another state', async () => {
    const store = memoryStore()
    await storeOrders(store, [
      inState(1, 'Pagato', '2'),
      inState(2, 'Pagamento accettato', '2'),
      inState(3, 'Spedito', '4'),
    ])
    await storeOrders(
      store,
      [inState(4, 'Pagamento accettato', '2'), inState(5, 'Pagato', '9'), inState(6, 'Spedito', '2')],
      'Emporio',
    )
    expect(await numbersOf(store, ['Pagato'])).toEqual(['N1', 'N2', 'N5'])
    expect(await numbersOf(store, ['Pagamento accettato'])).toEqual(['N1', 'N2', 'N4', 'N6'])
    expect(await numbersOf(store, ['Spedito'])).toEqual(['N3', 'N4', 'N6'])
    expect(await numbersOf(store, ['Pagato', 'Spedito'])).toEqual(['N1', 'N2', 'N3', 'N4', 'N5', 'N6'])
    expect(await numbersOf(store, ['Mai visto'])).toEqual([])
  })

  it('also where its orders were downloaded before their state had an identifier', async () => {
    const store = memoryStore()
    const shop = await store.saveShop(draftOf({ platform: 'prestashop' }))
    await storeOrders(store, [inState(1, 'Pagato', '')])
    await store.rememberStates(shop.id, [{ id: '2', name: 'Pagato' }])
    await store.rememberConnection(shop.id, connection, [{ id: '2', name: 'Pagamento accettato' }])
    await storeOrders(store, [inState(2, 'Pagamento accettato', '2')])
    expect(await numbersOf(store, ['Pagamento accettato'])).toEqual(['N1', 'N2'])
    expect(await numbersOf(store, ['Pagato'])).toEqual(['N1', 'N2'])
  })

  it('R36 by --state, too; the list once found has what a check made known since', async () => {
    const program = await temporaryProgram()
    const shop = await storeOrders(program.store, [inState(1, 'Pagato', '2'), inState(2, 'Incassato', '')])
    const file = join(temporaryFolder(), 'ordini.csv')
    const exported = async (state: string) => {
      expect(await command(program, '--export', file, '--state', state)).toMatchObject({ code: 0 })
      return readFileSync(file, 'utf8').match(/\bN\d+\b/g)
    }
    expect(await exported('Incassato')).toEqual(['N2'])
    expect(await numbersOf(program.store, ['Incassato'])).toEqual(['N2'])
    await program.store.rememberStates(shop.id, [{ id: '2', name: 'Incassato' }])
    expect(await exported('Incassato')).toEqual(['N1', 'N2'])
    expect(await exported('Pagato')).toEqual(['N1', 'N2'])
    expect(await numbersOf(program.store, ['Incassato'])).toEqual(['N1', 'N2'])
  })
})
