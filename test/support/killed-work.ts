/**
 * Work on an archive that a test kills: `node killed-work.ts edit|backup|export|migration FOLDER`, over and over, by the
 * program's own threads. A line says that a piece of work begins, or is done.
 */
import { join } from 'node:path'
import { exportOrders } from '../../main/export/export-orders.ts'
import { everyOrder, newestFirst } from '../../main/order-search.ts'
import { runBackupTask } from '../../main/store/backup-thread.ts'
import { openStore } from '../../main/store/store.ts'
import { textsFor } from '../../renderer/texts/index.ts'

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
    await runBackupTask(worker, { kind: 'backup', archive, reason: 'manual' }, never)
  } else {
    const selection = { filter: everyOrder, sort: newestFirst, upTo: null, ranges: null }
    const file = join(folder, n % 2 === 0 ? 'ordini.csv' : 'ordini.xlsx')
    const texts = textsFor('it')
    await exportOrders({ store, file, selection, texts, signal: never, onProgress: () => undefined })
  }
}
