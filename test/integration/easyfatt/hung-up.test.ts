import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { MessageChannel } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { writerThreads } from '../../../main/easyfatt/writer-thread.ts'
import type { Store } from '../../../main/store/store.ts'
import { memoryStore } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { ask, office } from './office.ts'

it('R45 who has hung up before the first piece leaves no thread behind', async () => {
  let threads = 0
  const write = writerThreads(new URL('../../../main/easyfatt/worker.ts', import.meta.url), () => {
    threads += 1
    return new MessageChannel().port1
  })
  const numbers = await memoryStore().easyfattNumbers(new Uint32Array())
  const gone = new AbortController()
  gone.abort()
  const { pieces } = write(numbers, 'it', gone.signal)
  const into = new Writable({ write: (_piece, _coding, done) => done() })
  await expect(pipeline(Readable.from(pieces), into, { signal: gone.signal })).rejects.toThrow()
  expect(threads).toBe(0)

  const closed = new Writable().destroy()
  const { signal } = new AbortController()
  await expect(pipeline(Readable.from(write(numbers, 'it', signal).pieces), closed)).rejects.toThrow()
  expect(threads).toBe(0)
})

/** Somebody asks; the archive does not answer who that is until it is let. */
async function held() {
  const kept = memoryStore()
  const shop = await storeOrders(kept, [orderOf(1)])
  const asked = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let isShut = false
  const store = new Proxy(kept, {
    get: (target, name) =>
      name !== 'officeSetting'
        ? Reflect.get(target, name)
        : async (...args: Parameters<Store['officeSetting']>) => {
            if (isShut) {
              asked.resolve()
              await gate.promise
            }
            return target.officeSetting(...args)
          },
  })
  let isReplacing = false
  const { open, bugs, pulls } = await office({ store, isReplacing: () => isReplacing })
  const { url, headers } = await open(shop.id)
  const { port, pathname, host } = new URL(url)
  isShut = true
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${headers.authorization}\r\n\r\n`)
  await asked.promise
  const replace = () => {
    isReplacing = true
    return pulls.stopAnswers()
  }
  const isNew = async () => [...(await kept.easyfattNumbers(Uint32Array.of(1))).isNew]
  return { socket, host, pulls, bugs, go: gate.resolve, replace, isNew }
}

it('R45 who has hung up before it was known who asks is given no numbers, and that is no fault', async () => {
  const { socket, host, go, bugs, pulls, isNew } = await held()
  socket.destroy()
  await once(socket, 'close')
  // The server has seen it by the time that it has answered others.
  for (let nth = 0; nth < 3; nth += 1) await ask(`http://${host}/`)
  go()
  await pulls.close()
  expect(bugs).toEqual([])
  expect(await isNew()).toEqual([1])
})

it('R45 R34 nobody is answered out of an archive whose place another is taking since he asked', async () => {
  const { socket, go, replace, isNew } = await held()
  await replace()
  go()
  expect(await text(socket)).toMatch(/^HTTP\/1.1 503 /)
  expect(await isNew()).toEqual([1])
})
