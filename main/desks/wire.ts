import { Socket } from 'node:net'
import type { Client } from 'pg'
import type { ServerAddress } from '../words/desks.ts'
import { deskFailure, isAnswer, isWithoutTls } from './pg-failure.ts'
import { type Security, securities } from './security.ts'

export interface WireOptions {
  /** How long a statement waits for what another holds (ms). */
  readonly lockMs: number
  /** Called with what was notified. */
  readonly onNotified?: (payload: string) => void
  /** Called when a connection that was there is gone. */
  readonly onLost?: () => void
  /** Ends the attempt to connect. */
  readonly closing: AbortSignal
}

const connectMs = 10_000
const setMs = 20_000
const idleMs = 10_000

/** A connection that is there. */
export interface Wire {
  readonly client: Client
  /** Gives it up: nobody knows what became of what was asked last. */
  drop(): void
  end(): Promise<void>
}

/** @throws Failure in the operator's words */
export async function openWire(to: ServerAddress, password: string, options: WireOptions): Promise<Wire> {
  const [best, ...others] = securities(to)
  if (best === undefined) throw new Error('no way to the server')
  try {
    return await connect(to, password, best, options)
  } catch (error) {
    const [plain] = others
    if (plain === undefined || !isWithoutTls(error)) throw deskFailure(error, to)
    return await connect(to, password, plain, options).catch((again: unknown) => {
      throw deskFailure(again, to)
    })
  }
}

async function connect(
  { host, port, database, user }: ServerAddress,
  password: string,
  ssl: Security,
  { lockMs, onNotified, onLost, closing }: WireOptions,
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
    client.once('end', () => onLost?.())
    await setTimeouts(client, lockMs)
  } catch (error) {
    giveUp()
    throw error
  } finally {
    closing.removeEventListener('abort', giveUp)
  }
  return {
    client,
    drop: giveUp,
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
    const query = { text: `SET ${name} = ${ms}`, query_timeout: setMs }
    await client.query(query).catch((error: unknown) => {
      if (!isAnswer(error)) throw error
    })
  }
}
