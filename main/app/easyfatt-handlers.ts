import { easyfattTablesOf } from '../export/easyfatt-tables.ts'
import { vatUses } from '../export/vat-uses.ts'
import type { Program } from '../program/program.ts'
import { easyfattTablesName } from '../words/easyfatt-tables.ts'
import type { VatSearchProgress } from '../words/easyfatt-uses.ts'
import type { Handlers } from './ipc.ts'
import { stoppable } from './stoppable.ts'

type Names = 'tables' | 'saveTables' | 'findVat' | 'stopVat'

/** *Utilità → Easyfatt*: the tables (R46). */
export function easyfattHandlers(
  program: Program,
  tell: (progress: VatSearchProgress) => void,
): Pick<Handlers, `easyfatt.${Names}`> {
  const { store } = program
  /** By shop. */
  const searches = stoppable<number>()

  return {
    'easyfatt.tables': async ({ shopId }) => ({
      tables: await easyfattTablesOf(store, shopId),
      payments: await store.orderWordCounts('paymentMethod', shopId),
      carriers: await store.orderWordCounts('shippingMethod', shopId),
    }),
    'easyfatt.saveTables': async ({ shopId, tables }) => {
      await program.shop(shopId)
      await store.saveOfficeSetting(shopId, easyfattTablesName, tables)
      return null
    },
    'easyfatt.findVat': ({ shopId }) =>
      searches.run(shopId, (signal) =>
        vatUses(store, shopId, signal, (read, expected) => tell({ shopId, read, expected })),
      ),
    'easyfatt.stopVat': ({ shopId }) => searches.stop(shopId),
  }
}
