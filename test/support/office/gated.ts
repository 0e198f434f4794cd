import type { Connector, ListPage } from '../../../main/connectors/connector.ts'
import type { Archive } from '../../../main/store/archive.ts'
import type { Store } from '../../../main/store/store.ts'
import { failure } from '../../../main/words/failure.ts'
import { longestRequestMs } from '../../../main/words/lease.ts'
import type { Ledger } from './ledger.ts'
import type { Life, Stage } from './stage.ts'

/**
 * The archive as a thread of the process sees it: what it asks is done in the order in which it was asked; in between the
 * process may be killed, or sleep.
 * @param onSaid told, a little later, when there is more for other desks
 */
export function gatedStore(
  stage: Stage,
  life: Life,
  archive: Archive,
  onSaid: () => void = () => undefined,
): Store {
  let asked: Promise<void> = Promise.resolve()
  let answered: Promise<void> = Promise.resolve()
  const call =
    (name: string, method: (...args: never[]) => unknown) =>
    async (...args: never[]) => {
      const before = asked.then(() => stage.gate(life, `${name} is asked`))
      asked = before
      await before
      const said = archive.lastSaid()
      const attempt = tryOut(() => method(...args))
      if (archive.lastSaid() > said) void stage.gate(life, 'hears of what it has to say').then(onSaid)
      const after = answered.then(() => stage.gate(life, `${name} is done`))
      answered = after
      await after
      return attempt()
    }
  const entries = Object.entries(archive).map(([name, method]) => [
    name,
    call(name, method as (...args: never[]) => unknown),
  ])
  return Object.fromEntries(entries) as Store
}

/** What a function gives or throws, to be given or thrown later. */
function tryOut<Result>(work: () => Result): () => Result {
  try {
    const result = work()
    return () => result
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** A run of a desk at a shop. */
export interface AtShop {
  readonly shop: string
  readonly desk: string
  readonly run: number
  /** In the tick in which a request goes, as `http.ts` does. @throws Failure once the right is over */
  readonly look: () => void
  readonly isCutOff: () => boolean
}

/** The shop as a run asks it, each request with its time on the way, written down in the ledger. */
export function gatedShop(
  stage: Stage,
  life: Life,
  ledger: Ledger,
  connector: Connector,
  { shop, desk, run, look, isCutOff }: AtShop,
): Connector {
  const request = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    await stage.gate(life, `asks the shop: ${name}`)
    look()
    const begun = stage.now
    const ended = ledger.asks(shop, desk, run)
    try {
      if (isCutOff()) throw failure('timeout', { host: 'memory', seconds: 60 })
      const answer = await work()
      await stage.gate(life, `the shop answers: ${name}`)
      if (isCutOff() || stage.now - begun > longestRequestMs)
        throw failure('timeout', { host: 'memory', seconds: 60 })
      return answer
    } finally {
      ended()
    }
  }
  return {
    ...connector,
    clock: (signal, likely) => request('clock', () => connector.clock(signal, likely)),
    async *list(window, signal, whole): AsyncGenerator<ListPage> {
      const pages = connector.list(window, signal, whole)[Symbol.asyncIterator]()
      for (;;) {
        const page = await request('list', () => pages.next())
        if (page.done) return
        yield page.value
      }
    },
    isGone: (id, signal) => request('isGone', () => connector.isGone(id, signal)),
    fetch: (ids, signal) => request('fetch', () => connector.fetch(ids, signal)),
  }
}
