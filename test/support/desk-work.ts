/**
 * A process for tests to kill: `node desk-work.ts PROFILE SERVER SEED`, a desk that has joined (`SERVER`: what `--join`
 * takes, a file). It marks, edits and tags orders until it is killed, and prints a line for each.
 */
import { readFileSync } from 'node:fs'
import { randomFrom } from '../../main/demo-shop/random.ts'
import { createProgram } from '../../main/program/program.ts'
import { serverInputSchema } from '../../main/words/desks.ts'
import { memoryCredentials } from './credentials.ts'
import { memoryAddress, programOptions } from './program.ts'

const [profile = '', file = '', seed = '1'] = process.argv.slice(2)
const { password, ...server } = serverInputSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
const address = memoryAddress()
address.save(server)
const credentials = memoryCredentials()
await credentials.writeDeskPassword({ host: server.host, password })
const { store } = await createProgram({
  ...programOptions(profile),
  credentials,
  desks: { address, onApplied: () => undefined },
})
const random = randomFrom(Number(seed))
const orders = await store.countOrders()
for (let n = 0; ; n += 1) {
  const id = random.between(1, orders)
  const at = new Date().toISOString()
  if (n % 3 === 0) await store.markWork([id], random.chance(50) ? { state: 'done' } : { state: 'todo' }, at)
  else if (n % 3 === 1) {
    const { version } = (await store.getOrder(id)) ?? { version: 0 }
    // Another desk's change of the same order may come first.
    await store.saveEdits(id, version, [{ path: 'note', value: `${seed} ${n}` }], at).catch(() => undefined)
  } else await store.tagOrders([id], { add: [`t${n % 7}`], remove: [`t${(n + 3) % 7}`] }, at)
  process.stdout.write('done\n')
}
