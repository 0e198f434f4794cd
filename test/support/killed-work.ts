/**
 * A process for tests to kill: `node killed-work.ts edit|backup|export|migration FOLDER` does that work again and again
 * with the program's own threads, and prints a line when a piece of it begins and when it is done.
 */
import { dirname, join } from 'node:path'
import { exportOrders } from '../../main/export/export-orders.ts'
import { withCopies } from '../../main/store/copies.ts'
import { lockHandovers } from '../../main/store/handover-lock.ts'
import { openStore } from '../../main/store/store.ts'
import { textsFor } from '../../main/texts/index.ts'
import { everyOrder, newestFirst } from '../../main/words/order-search.ts'

const [kind, folder = ''] = process.argv.slice(2)
const archive = join(folder, 'archive.sqlite')
const worker = new URL('../../main/store/worker.ts', import.meta.url)
const never = new AbortController().signal
const say = (line: string) => process.stdout.write(`${line}\n`)

if (kind === 'migration') say('begun')
const { store } = await openStore(archive, worker)
if (kind === 'migration') say('done')

for (let n = 1; kind !== 'migration'; n += 1) {
  say('begun')
  if (kind === 'edit') {
    const { version } = (await store.getOrder(1)) ?? { version: 0 }
    const changes = [
      { path: 'note', value: `cambio ${version + 1}` },
      { path: 'billing.city', value: `Città ${version + 1}` },
    ]
    await store.saveEdits(1, version, changes, new Date().toISOString())
    say(`saved ${version + 1}`)
  } else if (kind === 'backup') {
    await withCopies(worker, archive, (copies) => copies.make('manual', never))
  } else {
    const selection = { filter: everyOrder, sort: newestFirst, upTo: null, ranges: null }
    const file = join(folder, n % 2 === 0 ? 'ordini.csv' : 'ordini.xlsx')
    const texts = textsFor('it')
    const register = { onlyNew: false, lockHandovers: () => lockHandovers(dirname(archive)) }
    await exportOrders({
      ...register,
      store,
      file,
      selection,
      texts,
      signal: never,
      onProgress: () => undefined,
    })
  }
}
