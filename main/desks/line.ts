import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { deskFailure, isAnswer } from './pg-failure.ts'
import { openWire, type Wire, type WireOptions } from './wire.ts'

/** One connection to the server, made when it is first needed, and anew after it was lost. */
export interface Line {
  /**
   * Runs a statement, after those before it.
   * @param timeoutMs without an answer until then, the connection is given up: what became of the statement is not known
   * @throws Failure in the operator's words
   */
  query(text: string, values?: readonly unknown[], timeoutMs?: number): Promise<readonly Row[]>
  close(): Promise<void>
}

/** By the statement's names; every value as PostgreSQL writes it. */
export type Row = Readonly<Record<string, string | null>>

/** A value that is never null. */
export function text(value: string | null | undefined): string {
  if (typeof value !== 'string') throw new Error('the server left out a value')
  return value
}

const answerMs = 20_000

/** A connection to the server that desks share; see {@link Line}. */
export function createLine(to: ServerAddress, password: string, options: Omit<WireOptions, 'closing'>): Line {
  let wire: Promise<Wire> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const closing = new AbortController()

  const ask = async (text: string, values: readonly unknown[], timeoutMs: number) => {
    if (closing.signal.aborted) throw failure('desks-unreachable', {})
    const used = await currentWire()
    try {
      const query = { text, values: [...values], query_timeout: timeoutMs }
      return (await used.client.query<Row>(query)).rows
    } catch (error) {
      if (!isAnswer(error)) {
        used.drop()
        wire = null
      }
      throw deskFailure(error, to)
    }
  }

  function currentWire(): Promise<Wire> {
    if (wire) return wire
    const forget = () => {
      if (wire === opening) wire = null
    }
    const onLost = () => {
      forget()
      options.onLost?.()
    }
    const opening = openWire(to, password, { ...options, onLost, closing: closing.signal })
    opening.catch(forget)
    wire = opening
    return opening
  }

  return {
    query: (text, values = [], timeoutMs = answerMs) => {
      const answer = last.then(() => ask(text, values, timeoutMs))
      last = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      closing.abort()
      await wire?.then(
        (open) => open.end(),
        () => undefined,
      )
    },
  }
}
