import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect, type Offer, remote } from '../../../main/threads/calls.ts'
import { Failure, failure } from '../../../main/words/failure.ts'

/** Two ends of one port; `there` offers the operations. */
function ends<Operations extends object>(there: Operations | Promise<Offer>, here: object | null = null) {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const offerOf = (operations: object): Offer => {
    return (name) => Reflect.get(operations, name)
  }
  const offered = there instanceof Promise ? there : Promise.resolve(offerOf(there))
  const gone = () => new Error('gone')
  const caller = connect(port1, here && Promise.resolve(offerOf(here)), gone)
  const other = connect(port2, offered, gone)
  return { caller, other, close: () => port2.close(), operations: remote<Operations>(caller.call) }
}

describe('calls between threads', () => {
  it('are answered in the order in which they were made, those that need not wait', async () => {
    const made: number[] = []
    const { operations } = ends({ note: (n: number) => made.push(n) })
    const lengths = await Promise.all([1, 2, 3, 4, 5].map((n) => operations.note(n)))
    expect(made).toEqual([1, 2, 3, 4, 5])
    expect(lengths).toEqual([1, 2, 3, 4, 5])
  })

  it('go both ways through one port', async () => {
    const { operations, other } = ends(
      {
        double: async (n: number) => 2 * n,
        ask: async (n: number) => 1 + ((await other.call('half', [n])) as number),
      },
      { half: (n: number) => n / 2 },
    )
    expect(await Promise.all([operations.double(7), operations.ask(8)])).toEqual([14, 5])
  })

  it('fail with the same Failure, or with the error that nobody expected', async () => {
    const { operations } = ends({
      refuse: () => {
        throw failure('shop-unknown', { name: 'Bottega' })
      },
      break: async () => {
        throw new TypeError('a bug')
      },
    })
    const refused = await operations.refuse().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Failure)
    expect(refused).toMatchObject({ value: { code: 'shop-unknown', params: { name: 'Bottega' } } })
    await expect(operations.break()).rejects.toThrowError(new TypeError('a bug'))
  })

  it('fail when nobody offers the operation, and when an argument cannot cross; the next one works', async () => {
    const { caller } = ends({ echo: (value: unknown) => value })
    await expect(caller.call('other', [])).rejects.toThrowError(TypeError)
    await expect(caller.call('echo', [{ cannot: () => 1 }])).rejects.toThrowError('could not be cloned')
    expect(await caller.call('echo', ['yes'])).toBe('yes')
  })

  it('tell of their progress until they have ended', async () => {
    let tellLater: (n: number) => void = () => undefined
    const { operations } = ends({
      count: async (to: number, tell: (n: number) => void) => {
        for (let n = 1; n <= to; n += 1) tell(n)
        tellLater = tell
        return to
      },
    })
    const told: number[] = []
    expect(await operations.count(3, (n) => told.push(n))).toBe(3)
    tellLater(4)
    await operations.count(0, () => undefined)
    expect(told).toEqual([1, 2, 3])
  })

  it('are cancelled by their signal, and no other is', async () => {
    const { operations } = ends({
      wait: (signal: AbortSignal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve('cancelled'))),
      whether: (signal: AbortSignal) => signal.aborted,
    })
    const [one, two] = [new AbortController(), new AbortController()]
    const ended: string[] = []
    const first = operations.wait(one.signal).then(() => ended.push('first'))
    const second = operations.wait(two.signal).then(() => ended.push('second'))
    two.abort()
    await second
    expect(await operations.whether(one.signal)).toBe(false)
    expect(ended).toEqual(['second'])
    one.abort()
    await first
    // Cancelled before it was called.
    expect(await operations.wait(AbortSignal.abort())).toBe('cancelled')
  })

  it('move bytes that have a buffer to themselves, both ways, and copy pieces of a shared one', async () => {
    const { operations } = ends({
      size: (page: { raw: Uint8Array }, more: Uint8Array) => page.raw.length + more.length,
      make: () => kept,
    })
    const kept = new Uint8Array(1000).fill(7)
    const [whole, piece] = [new Uint8Array(1000), new Uint8Array(new ArrayBuffer(1000), 0, 10)]
    expect(await operations.size({ raw: whole }, piece)).toBe(1010)
    expect([whole.length, piece.length]).toEqual([0, 10])
    expect(await operations.make()).toEqual(new Uint8Array(1000).fill(7))
    expect(kept.length).toBe(0)
  })

  it('wait until the other end has prepared what it offers', async () => {
    const { promise, resolve } = Promise.withResolvers<Offer>()
    const { caller } = ends(promise)
    const answer = caller.call('which', [])
    resolve((name) => () => name)
    await caller.up
    expect(await answer).toBe('which')
  })

  it('fail with the reason when it cannot prepare it, those that come later as well', async () => {
    const { caller } = ends(Promise.reject(failure('archive-damaged', { file: 'a' })))
    const [up, early] = [caller.up, caller.call('which', [])]
    for (const call of [up, early, up.catch(() => caller.call('which', []))]) {
      await expect(call).rejects.toMatchObject({ value: { code: 'archive-damaged' } })
    }
  })

  it('fail when the other end is gone, those under way and those that come later', async () => {
    const { operations, close } = ends({ wait: () => new Promise(() => undefined) })
    const underWay = operations.wait()
    close()
    await expect(underWay).rejects.toThrowError('gone')
    await expect(operations.wait()).rejects.toThrowError('gone')
  })
})
