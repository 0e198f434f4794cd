/** R48 beside R57: what lies beside an archive does not count where desks share it. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { invoiceMemory } from '../../../main/program/invoice-memory.ts'
import { settleInvoices } from '../../../main/program/settle-invoices.ts'
import { sharedStore } from '../../../main/program/shared-store.ts'
import { openArchive } from '../../../main/store/archive.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { storeOrders } from '../../support/exports.ts'
import { makerOf, settleOffice, wishFor } from '../../support/invoice-office.ts'
import { MemoryServer } from '../../support/memory-server.ts'
import { orderOf } from '../../support/orders.ts'
import { SharingDesk, settleAll } from '../../support/sharing-desk.ts'

const noon = () => new Date('2026-11-23T11:00:00.000Z')

/** Two desks with the same orders, each with a profile of its own, and what makes invoices there. */
async function twoDesks() {
  const server = new MemoryServer()
  const folders = [temporaryFolder(), temporaryFolder()] as const
  const [first, second] = folders.map((folder) => join(folder, 'archive.sqlite')) as [string, string]
  const made = openArchive(first)
  await storeOrders(
    asStore(made),
    [1, 2, 3, 4].map((id) => orderOf(id)),
  )
  await settleOffice(asStore(made))
  made.close()
  copyFileSync(first, second)
  const anna = await SharingDesk.join(first, 'anna', server)
  const bruno = await SharingDesk.join(second, 'bruno', server)
  for (const desk of [anna, bruno]) await desk.sharePast()
  await settleAll([anna, bruno])
  const at = (desk: SharingDesk, folder: string) => {
    const caughtUp = async () => {
      await desk.settle()
    }
    const store = sharedStore(asStore(desk.archive), {
      ...{ isJoined: () => true, isThere: async () => true, caughtUp, sent: caughtUp, confirm: caughtUp },
    })
    const maker = makerOf(store, folder, noon)
    const make = async (id: number) => {
      const { files, failure: why } = await maker.make([wishFor(id)], null, folder, () => undefined)
      return files[0]?.number ?? why?.code
    }
    // Before the desk is at work nothing is asked of the server.
    const start = () => settleInvoices(asStore(desk.archive), folder, noon)
    return { store, maker, make, start, folder }
  }
  return { anna: at(anna, folders[0]), bruno: at(bruno, folders[1]), settle: () => settleAll([anna, bruno]) }
}

it('R48: a number that another desk has taken back is the next one here, too: there is no hole', async () => {
  const { anna, bruno, settle } = await twoDesks()
  expect([await anna.make(1), await anna.make(2)]).toEqual(['1', '2'])
  await settle()
  const [last] = await bruno.store.listInvoices(null, 1)
  await bruno.maker.takeBack(last?.id ?? 0)
  await settle()
  expect(await anna.start()).toEqual([])
  expect(await anna.make(3)).toBe('2')
  await settle()
  expect(await bruno.make(4)).toBe('3')
  await settle()
  // So is the last that is left the last one for who has given a later one.
  const [third, second] = await anna.store.listInvoices(null, 2)
  await anna.maker.takeBack(third?.id ?? 0)
  await settle()
  await bruno.maker.takeBack(second?.id ?? 0)
  // Who leaves goes on after what the archive has, not after what it once gave.
  await settle()
  const memory = invoiceMemory(anna.folder)
  const key = { seller: memory.numbers()[0]?.seller ?? '', series: 'invoices' } as const
  expect(memory.last(key, 2026)).toBe(2)
  memory.restate(await anna.store.lastInvoiceNumbers())
  expect(memory.last(key, 2026)).toBe(1)
})
