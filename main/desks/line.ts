import { Socket } from 'node:net'
import type { Client } from 'pg'
import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { deskFailure, isAnswer, isWithoutTls } from './pg-failure.ts'
import { type Security, securities } from './security.ts'

export interface LineOptions {
  /** How long a statement waits for what another holds (ms). */
  readonly lockMs: number
  /** Called with what was notified. */
  readonly onNotified?: (payload: string) => void
  /** Called when a connection that was there is gone. */
  readonly onLost?: () => void
}

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

const connectMs = 10_000
const answerMs = 20_000
const idleMs = 10_000

/** A connection to the server that desks share; see {@link Line}. */
export function createLine(to: ServerAddress, password: string, options: LineOptions): Line {
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
      if (!isAnswer(error)) used.drop()
      throw deskFailure(error, to)
    }
  }

  function currentWire(): Promise<Wire> {
    if (wire) return wire
    const opening = open(to, password, options, closing.signal, () => {
      if (wire === opening) wire = null
    })
    wire = opening
    opening.catch(() => {
      if (wire === opening) wire = null
    })
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

interface Wire {
  readonly client: Client
  drop(): void
  end(): Promise<void>
}

async function open(
  to: ServerAddress,
  password: string,
  options: LineOptions,
  closing: AbortSignal,
  onGone: () => void,
): Promise<Wire> {
  const [best, ...others] = securities(to)
  if (best === undefined) throw new Error('no way to the server')
  try {
    return await connect(to, password, best, options, closing, onGone)
  } catch (error) {
    const [plain] = others
    if (plain === undefined || !isWithoutTls(error)) throw deskFailure(error, to)
    return await connect(to, password, plain, options, closing, onGone).catch((again: unknown) => {
      throw deskFailure(again, to)
    })
  }
}

async function connect(
  { host, port, database, user }: ServerAddress,
  password: string,
  ssl: Security,
  { lockMs, onNotified, onLost }: LineOptions,
  closing: AbortSignal,
  onGone: () => void,
): Promise<Wire> {
  const pg = await import('pg')
  const socket = new Socket()
  // Everything is said here, or `pg` would take it from the environment.
  const client = new pg.default.Client({
    host,
    port,
    database,
    user,
    password: () => password,
    ssl,
    stream: () => socket,
    types: { getTypeParser: () => (value: string) => value },
    application_name: 'Download Ordini',
    client_encoding: 'UTF8',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: idleMs,
    enableChannelBinding: true,
  })
  // A lost server is told by what is asked next; unheard, the event would end the process.
  client.on('error', () => undefined)
  client.on('notification', ({ payload = '' }) => onNotified?.(payload))
  const giveUp = () => socket.destroy()
  closing.addEventListener('abort', giveUp)
  try {
    await client.connect()
  } catch (error) {
    giveUp()
    throw error
  } finally {
    closing.removeEventListener('abort', giveUp)
  }
  client.once('end', () => {
    onGone()
    onLost?.()
  })
  await setTimeouts(client, lockMs)
  return {
    client,
    drop: () => {
      onGone()
      socket.destroy()
    },
    end: async () => {
      const givenUp = setTimeout(() => socket.destroy(), 1000)
      await client.end()
      clearTimeout(givenUp)
    },
  }
}

/** So that the server itself ends what hangs. Some managed servers allow not every one of them to be set. */
async function setTimeouts(client: Client, lockMs: number): Promise<void> {
  const timeouts = {
    statement_timeout: 120_000,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: 60_000,
  }
  for (const [name, ms] of Object.entries(timeouts)) {
    const query = { text: `SET ${name} = ${ms}`, query_timeout: answerMs }
    await client.query(query).catch((error: unknown) => {
      if (!isAnswer(error)) throw error
    })
  }
}
