import { type MessagePort, Worker } from 'node:worker_threads'
import { Failure, type FailureValue } from '../words/failure.ts'
import { bufferOf, handedOver } from './transfer.ts'

/** One protocol between threads, the same both ways: a name and arguments, and what comes of it. */
type Message =
  | { kind: 'call'; id: number; name: string; args: unknown[]; signalAt: number; listenerAt: number }
  | { kind: 'abort'; id: number }
  | { kind: 'progress'; id: number; value: unknown }
  /** Answers; that of call 0, which nobody makes, says that calls are answered from now on, or why they are not. */
  | { kind: 'value'; id: number; value: unknown }
  | { kind: 'failure'; id: number; value: FailureValue }
  | { kind: 'error'; id: number; value: unknown }

/**
 * Calls what the other end offers. One of the arguments may be an AbortSignal, which aborts there too; another a
 * function, which hears there what is told of the progress. Bytes are moved, not copied (`transfer.ts`).
 */
export type Call = (name: string, args: readonly unknown[]) => Promise<unknown>

/** What an end offers, by name: functions, asynchronous or not. */
export type Offer = (name: string) => unknown

/** The same operations with the same arguments, seen from the other end. */
export type Remote<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never
}

export interface Channel {
  readonly call: Call
  /** The other end answers from now on. @throws why it does not */
  readonly up: Promise<unknown>
}

interface Waiting {
  readonly listener: ((value: unknown) => void) | undefined
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * Calls through a port, or to a thread, which lives on its own only while somebody waits for an answer of it.
 * @param offered what this end offers; calls wait until it is there
 * @param whyGone what calls come to once the other end is gone
 */
export function connect(
  port: Worker | MessagePort,
  offered: Promise<Offer> | null,
  whyGone: () => Error,
): Channel {
  const waiting = new Map<number, Waiting>()
  const underWay = new Map<number, AbortController>()
  let lastId = 0
  let gone: { readonly why: unknown } | null = null

  const post = (message: Message, moved: readonly (ArrayBuffer | MessagePort)[] = []) =>
    port.postMessage(message, moved)
  const postError = (id: number, error: unknown) =>
    post(
      error instanceof Failure
        ? { kind: 'failure', id, value: error.value }
        : { kind: 'error', id, value: error },
    )
  const hold = (id: number, listener: Waiting['listener']) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { listener, resolve, reject }))

  const call: Call = async (name, args) => {
    if (gone) throw gone.why
    lastId += 1
    const id = lastId
    const signalAt = args.findIndex(isSignal)
    const listenerAt = args.findIndex(isFunction)
    const sent = args.map((argument) => (isSignal(argument) || isFunction(argument) ? null : argument))
    post({ kind: 'call', id, name, args: sent, signalAt, listenerAt }, handedOver(sent))
    if (port instanceof Worker) port.ref()
    const answer = hold(id, args.find(isFunction))
    const signal = args.find(isSignal)
    if (!signal) return answer
    const abort = () => post({ kind: 'abort', id })
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    return answer.finally(() => signal.removeEventListener('abort', abort))
  }

  const answer = async ({ id, name, args, signalAt, listenerAt }: Extract<Message, { kind: 'call' }>) => {
    if (signalAt >= 0) {
      const stop = new AbortController()
      underWay.set(id, stop)
      args[signalAt] = stop.signal
    }
    if (listenerAt >= 0) args[listenerAt] = (value: unknown) => post({ kind: 'progress', id, value })
    try {
      const operation = (await offered)?.(name) as (...args: unknown[]) => unknown
      const value = await operation(...args)
      post({ kind: 'value', id, value }, bufferOf(value))
    } catch (error) {
      postError(id, error)
    } finally {
      underWay.delete(id)
    }
  }

  const settled = (id: number): Waiting | undefined => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0 && port instanceof Worker) port.unref()
    return asked
  }
  const giveUp = (why: unknown) => {
    gone ??= { why }
    for (const id of waiting.keys()) settled(id)?.reject(why)
  }
  const fail = (id: number, why: unknown) => (id === 0 ? giveUp(why) : settled(id)?.reject(why))

  port.on('message', (message: Message) => {
    switch (message.kind) {
      case 'call':
        return void answer(message)
      case 'abort':
        return underWay.get(message.id)?.abort()
      case 'progress':
        return waiting.get(message.id)?.listener?.(message.value)
      case 'value':
        return settled(message.id)?.resolve(message.value)
      case 'failure':
        return fail(message.id, new Failure(message.value))
      case 'error':
        return fail(message.id, message.value)
    }
  })
  const onGone = () => giveUp(whyGone())
  if (port instanceof Worker) port.on('exit', onGone)
  else port.on('close', onGone)
  offered?.then(
    () => post({ kind: 'value', id: 0, value: null }),
    (error: unknown) => postError(0, error),
  )
  const up = hold(0, undefined)
  // Whoever asks it for something is told.
  up.catch(() => undefined)
  return { call, up }
}

/** What the other end offers, each operation a method. */
export function remote<Operations>(call: Call): Remote<Operations> {
  // `then` must stay undefined, or awaiting it would call it.
  return new Proxy({} as Remote<Operations>, {
    get: (_, name) =>
      name === 'then' || typeof name === 'symbol' ? undefined : (...args: unknown[]) => call(name, args),
  })
}

function isSignal(argument: unknown): argument is AbortSignal {
  return argument instanceof AbortSignal
}

function isFunction(argument: unknown): argument is (value: unknown) => void {
  return typeof argument === 'function'
}
