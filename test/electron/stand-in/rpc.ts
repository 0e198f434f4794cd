/** One end of a two-way line between the program's process and the one that drives the browser. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

interface Message {
  readonly kind: 'call' | 'answer'
  readonly id: number
  readonly method?: string
  readonly args?: readonly unknown[]
  readonly value?: unknown
  readonly error?: string
}

/** The other end is gone. */
export class Ended extends Error {}

type Handler = (...args: never[]) => unknown

/** Calls with answers over a channel. An error of the other end arrives as an Error with its message. */
export class Rpc {
  readonly #channel: Channel
  readonly #handlers = new Map<string, Handler>()
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #last = 0
  #closed: Error | undefined

  constructor(channel: Channel) {
    this.#channel = channel
    channel.onMessage((message) => this.#receive(message as Message))
  }

  /** Answers calls of `method` from the other end. */
  handle(method: string, handler: Handler): void {
    this.#handlers.set(method, handler)
  }

  /** Calls `method` at the other end. */
  call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed)
    this.#last += 1
    const id = this.#last
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      this.#channel.send({ kind: 'call', id, method, args } satisfies Message)
    })
  }

  /** Fails what is under way and everything after it. */
  close(reason: string): void {
    this.#closed = new Ended(reason)
    for (const { reject } of this.#waiting.values()) reject(this.#closed)
    this.#waiting.clear()
  }

  #receive(message: Message): void {
    if (message.kind === 'answer') {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.error !== undefined) waiting?.reject(new Error(message.error))
      else waiting?.resolve(message.value)
      return
    }
    void this.#answer(message)
  }

  async #answer({ id, method = '', args = [] }: Message): Promise<void> {
    let answer: Message
    try {
      const handler = this.#handlers.get(method)
      if (handler === undefined) throw new Error(`the other end does not know "${method}"`)
      answer = { kind: 'answer', id, value: await handler(...(args as never[])) }
    } catch (error) {
      answer = { kind: 'answer', id, error: error instanceof Error ? error.message : String(error) }
    }
    if (this.#closed !== undefined) return
    try {
      this.#channel.send(answer)
    } catch (error) {
      this.#channel.send({
        kind: 'answer',
        id,
        error: `"${method}" gave what cannot be sent: ${error}`,
      } satisfies Message)
    }
  }
}

/** Two channels joined in one process. */
export function joinedChannels(): readonly [Channel, Channel] {
  const listeners: ((message: unknown) => void)[][] = [[], []]
  const end = (mine: number, theirs: number): Channel => ({
    send: (message) => queueMicrotask(() => listeners[theirs]?.forEach((listener) => void listener(message))),
    onMessage: (listener) => listeners[mine]?.push(listener),
  })
  return [end(0, 1), end(1, 0)]
}
