import { expect, it, vi } from 'vitest'
import type { Alerts } from '../../../main/app/alerts.ts'
import { orderHandlers } from '../../../main/app/order-handlers.ts'
import type { Windows } from '../../../main/app/windows.ts'
import type { Program } from '../../../main/program/program.ts'
import { listOf, memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

vi.mock('electron', () => ({ shell: {} }))

it('R42 lists are asked for anew when one order was seen, as when several were', async () => {
  const store = memoryStore()
  await storeOrders(store, [orderOf(1, { note: 'citofonare' }), orderOf(2, { note: 'citofonare' })])
  const told: string[] = []
  const windows = { tell: (name: string) => told.push(name) } as unknown as Windows
  const handlers = orderHandlers({ store } as Program, windows, {} as Alerts, async () => undefined)
  const see = (of: Parameters<(typeof handlers)['orders.seeChecks']>[0]['of']) =>
    handlers['orders.seeChecks']({ of, reason: null }, {} as never)
  expect([await see({ orderId: 1 }), told]).toEqual([1, ['orders.changed', 'orders.marked']])
  told.length = 0
  expect([await see({ ...listOf(), ranges: null }), told]).toEqual([1, ['orders.marked']])
})
