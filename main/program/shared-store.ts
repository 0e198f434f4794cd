import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import type { Store } from '../store/store.ts'
import { Failure, failure, ignoreFailure } from '../words/failure.ts'
import type { Desks } from './desks.ts'

type Sharing = Pick<Desks, 'isJoined' | 'isThere' | 'caughtUp' | 'sent' | 'confirm'>

/** So often something is begun anew that the server refused because of what another desk did meanwhile. */
const mostTries = 4

/**
 * The archive for whoever hands orders over, gives numbers or registers refunds (R57): where desks share it, what only one of
 * them may do is done once the server has it, or not at all. Alone it is the archive itself.
 */
export function sharedStore(store: Store, desks: Sharing): Store {
  /**
   * Begins what the server must allow.
   * @param drop as if it had not been begun
   * @throws Failure what `begin` throws, `desks-unreachable`
   */
  const allowed = async <Begun>(
    begin: () => Promise<Begun>,
    confirm: (begun: Begun) => Promise<void>,
    drop: (begun: Begun) => Promise<unknown>,
  ): Promise<Begun> => {
    if (!desks.isJoined()) return begin()
    for (let tries = 1; ; tries += 1) {
      await desks.caughtUp()
      const begun = await begin()
      try {
        await confirm(begun)
        return begun
      } catch (error) {
        await drop(begun)
        // What that was may have been about other orders: what it begins with tells.
        if (!isMovedOn(error) || tries === mostTries) throw error
      }
    }
  }
  /** The server gives the numbers: they are the orders' own from then on. */
  const numbersConfirmed = async ({ ids, numbers, isNew }: OrderNumbers): Promise<void> => {
    if (!isNew.includes(1)) return
    await desks.sent()
    const now = await store.easyfattNumbers(ids)
    if (isNew.some((one, at) => one === 1 && (now.isNew[at] === 1 || now.numbers[at] !== numbers[at])))
      throw failure('handed-over-meanwhile', {})
  }
  /** What the others have done meanwhile is looked at first, where that can be. */
  const broughtUp = async (): Promise<void> => {
    if (desks.isJoined() && (await desks.isThere())) await desks.caughtUp().catch(ignoreFailure)
  }

  const shared: Partial<Store> = {
    async handoverStart(at) {
      await broughtUp()
      return store.handoverStart(at)
    },
    async invoiceNumbers(key, year) {
      await broughtUp()
      return store.invoiceNumbers(key, year)
    },
    async easyfattNumbers(ids) {
      const isMissing = desks.isJoined() && !(await desks.isThere())
      const numbers = await store.easyfattNumbers(ids)
      return isMissing ? onlyGiven(numbers) : numbers
    },
    async beginHandover(handover) {
      const given = handover.numbers === undefined ? null : numbersOf(handover.numbers, handover.ids)
      // Chosen orders that have their numbers go out all the same; if another desk has done so too, both are told.
      if (!handover.onlyNew && !given?.isNew.includes(1)) return store.beginHandover(handover)
      return allowed(
        () => store.beginHandover(handover),
        async (id) => {
          await desks.confirm({ table: 'handovers', id })
          if (given !== null) await numbersConfirmed(given)
        },
        store.dropHandover,
      )
    },
    async beginPull(pull) {
      if (!pull.numbers.isNew.includes(1)) return store.beginPull(pull)
      return allowed(
        () => store.beginPull(pull),
        () => numbersConfirmed(pull.numbers),
        async ({ id }) => (id === null ? null : store.dropHandover(id)),
      )
    },
    beginInvoice: (invoice, at) =>
      allowed(
        () => store.beginInvoice(invoice, at),
        (id) => desks.confirm({ table: 'invoices', id }),
        store.dropInvoice,
      ),
    async takeBackInvoices(uuids, at) {
      if (!desks.isJoined()) return store.takeBackInvoices(uuids, at)
      await desks.caughtUp()
      await store.takeBackInvoices(uuids, at)
      // Another desk may give the next number at this moment: then the invoice stands again.
      await desks.sent()
    },
    beginRefunds: (refunds, at) =>
      allowed(
        () => store.beginRefunds(refunds, at),
        ({ id }) => desks.confirm({ table: 'refund_register', id }),
        ({ id }) => store.dropRefunds(id),
      ),
  }
  return new Proxy(store, {
    get: (target, name) => Reflect.get(name in shared ? shared : target, name),
  })
}

/** Numbers not given yet are none: without the server nobody can give them (R57). */
function onlyGiven(all: OrderNumbers): OrderNumbers {
  const numbers = all.numbers.map((number, at) => (all.isNew[at] === 1 ? 0 : number))
  const withheld = all.isNew.reduce((sum, one) => sum + one, 0)
  return { ...all, numbers, isNew: new Uint8Array(all.ids.length), withheld }
}

/** Of these orders only. */
function numbersOf(all: OrderNumbers, ids: Uint32Array): OrderNumbers {
  const out = new Set(ids)
  return { ...all, isNew: all.isNew.map((one, at) => (out.has(all.ids[at] ?? 0) ? one : 0)) }
}

function isMovedOn(error: unknown): boolean {
  return error instanceof Failure && error.value.code === 'handed-over-meanwhile'
}
