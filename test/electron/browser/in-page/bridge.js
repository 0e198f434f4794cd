// Runs as text in both worlds of a page, after codec.js. The worlds share no JavaScript object, only the DOM:
// messages are strings in synchronous DOM events, so a synchronous function stays synchronous across the bridge.
import { decode, encode, NOT_CLONEABLE } from './codec.js'

/**
 * One end of the context bridge. Functions and promises cross as proxies, everything else as a copy.
 * As in Electron a function gets a new proxy each time it crosses, so a listener handed over twice is not equal
 * to itself on the other side; a proxy that goes back becomes the original again.
 */
export function createBridge(sendAs, receiveAs, onMessage) {
  const send = window.dispatchEvent.bind(window)
  const DomEvent = CustomEvent
  const { parse, stringify } = JSON
  const functions = new Map()
  const promises = new Map()
  const remote = new WeakMap()
  const replies = new Map()
  let last = 0
  const forgotten = new FinalizationRegistry((id) => post({ kind: 'release', id }))

  const post = (message) => send(new DomEvent(sendAs, { detail: stringify(message) }))

  const special = (value) => {
    if (typeof value === 'function') {
      const known = remote.get(value)
      if (known !== undefined) return { back: known }
      last += 1
      functions.set(last, value)
      return { function: last }
    }
    if (value instanceof Promise) {
      last += 1
      const id = last
      value.then(
        (result) => post({ kind: 'settle', id, ...attempt(() => result) }),
        (error) => post({ kind: 'settle', id, error: describe(error) }),
      )
      return { promise: id }
    }
    return undefined
  }

  const unpack = (node) => {
    if (node.back !== undefined) return functions.get(node.back)
    if (node.promise !== undefined) {
      return new Promise((resolve, reject) => promises.set(node.promise, { resolve, reject }))
    }
    const id = node.function
    const proxy = (...args) => call(id, args)
    remote.set(proxy, id)
    forgotten.register(proxy, id)
    return proxy
  }

  const pack = (value) => encode(value, special)

  /** `{ value }` or `{ error }`: only an error's message crosses the bridge. */
  const attempt = (run) => {
    try {
      return { value: pack(run()) }
    } catch (error) {
      return { error: describe(error) }
    }
  }

  const call = (id, args) => {
    last += 1
    const ticket = last
    post({ kind: 'call', id, ticket, args: pack(args) })
    const reply = replies.get(ticket)
    replies.delete(ticket)
    if (reply === undefined) throw new Error('The other side of the bridge is gone.')
    if (reply.error !== undefined) throw new Error(reply.error)
    return decode(reply.value, unpack)
  }

  const handlers = {
    call: ({ id, ticket, args }) =>
      post({ kind: 'reply', ticket, ...attempt(() => functions.get(id)(...decode(args, unpack))) }),
    reply: (message) => replies.set(message.ticket, message),
    release: ({ id }) => functions.delete(id),
    settle: ({ id, value, error }) => {
      const waiting = promises.get(id)
      promises.delete(id)
      if (error !== undefined) waiting?.reject(new Error(error))
      else waiting?.resolve(decode(value, unpack))
    },
  }

  window.addEventListener(
    receiveAs,
    (event) => {
      event.stopImmediatePropagation()
      const message = parse(event.detail)
      const handler = handlers[message.kind]
      if (handler !== undefined) handler(message)
      else onMessage(message, unpack)
    },
    true,
  )

  return { post, pack, unpack }
}

function describe(error) {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? error : NOT_CLONEABLE
}
