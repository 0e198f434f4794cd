import type { Store } from '../../main/store/store.ts'

/** The store of a process that dies `before` or `after` a call of that name: from then on nothing is answered any more. */
export function mortalStore(store: Store, death: string | null): Store {
  let dead = false
  const die = (): never => {
    dead = true
    throw new Error('killed')
  }
  return new Proxy(store, {
    get: (target, name) => {
      const query = Reflect.get(target, name)
      return async (...args: readonly unknown[]) => {
        if (dead || death === `before ${String(name)}`) return die()
        const answer = await Reflect.apply(query, target, args)
        return death === `after ${String(name)}` ? die() : answer
      }
    },
  })
}
