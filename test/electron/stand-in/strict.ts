import { EventEmitter } from 'node:events'

// What runtimes and test runners look up on any object; nobody means an Electron member by these.
const COMMON = new Set([
  'then',
  'toJSON',
  'inspect',
  'constructor',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
  'default',
])

function unknown(name: string, key: string): Error {
  const error = new Error(`electron stand-in: ${name}.${key} is not implemented (test/electron)`)
  // A program may swallow the exception; the person who reads the output shall see it all the same.
  console.error(error.message)
  return error
}

const destroyed = new WeakSet<object>()
const LASTING = new Set<string>([...Object.getOwnPropertyNames(EventEmitter.prototype), 'isDestroyed'])

/** From now on calling the object's methods throws, as with Electron's windows that are closed. */
export function markDestroyed(object: object): void {
  destroyed.add(object)
}

function refuse(): never {
  throw new TypeError('Object has been destroyed')
}

/** The object, but reading or setting a member it lacks throws and names it, instead of giving undefined. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !COMMON.has(key)) throw unknown(name, key)
      const value: unknown = Reflect.get(target, key, receiver)
      const gone = typeof value === 'function' && destroyed.has(receiver as object)
      return gone && typeof key === 'string' && !LASTING.has(key) && !COMMON.has(key) ? refuse : value
    },
    set(target, key, value, receiver) {
      if (typeof key === 'string' && !(key in target)) throw unknown(name, key)
      return Reflect.set(target, key, value, receiver)
    },
  })
}

/** A module of Electron's that the stand-in does not have at all: importing it is fine, using it is not. */
export function missing(name: string): object {
  const lookUp = (_target: object, key: string | symbol) => {
    if (typeof key === 'symbol' || COMMON.has(key)) return undefined
    throw unknown(name, key)
  }
  const stub = function Missing() {
    throw unknown(name, '(call)')
  }
  return new Proxy(stub, { get: lookUp })
}

/** An EventEmitter whose unknown members throw. Returning the proxy here makes `this` in subclasses be it. */
export class StrictEmitter extends EventEmitter {
  constructor(name: string) {
    super()
    // biome-ignore lint/correctness/noConstructorReturn: the only way to make private fields live on the proxy
    return strict(name, this)
  }
}

/** The event object that Electron hands to listeners; `extra` are its further properties. */
export function createEvent<T extends object>(
  extra: T,
): T & { preventDefault: () => void; readonly defaultPrevented: boolean } {
  let prevented = false
  const event = {
    preventDefault: () => {
      prevented = true
    },
    get defaultPrevented() {
      return prevented
    },
  }
  // Descriptors, not values: some of the extras are getters.
  return Object.defineProperties(event, Object.getOwnPropertyDescriptors(extra)) as T & typeof event
}

/** Emits an event with an event object in front; true when a listener prevented the default. */
export function emitPreventable(emitter: EventEmitter, name: string, ...args: readonly unknown[]): boolean {
  const event = createEvent({})
  emitter.emit(name, event, ...args)
  return event.defaultPrevented
}

/** What Electron throws when an argument has the wrong type. */
export function requireString(value: unknown, index = 0): string {
  if (typeof value === 'string') return value
  throw new TypeError(`Error processing argument at index ${index}, conversion failure from ${String(value)}`)
}

/** As StrictEmitter, for classes of Electron's that emit nothing. */
export class StrictObject {
  constructor(name: string) {
    // biome-ignore lint/correctness/noConstructorReturn: the only way to make private fields live on the proxy
    return strict(name, this)
  }
}
