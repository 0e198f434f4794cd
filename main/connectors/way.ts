import { z } from 'zod'
import { Failure } from '../words/failure.ts'
import type { Connection } from '../words/shop.ts'
import type { Connector } from './connector.ts'
import { mayNeedResolve } from './http-failure.ts'

/** What a connector knows of the way to its shop. */
export interface Way<Facts> {
  /** Finds it, whatever is known. */
  find(signal: AbortSignal): Promise<Connection>
  /** What is known, or what the first request that needs it finds. */
  facts(signal: AbortSignal): Promise<Facts>
  /**
   * Adds to what is remembered with the way, where there is one.
   * @param news the connection with what is new; null where nothing is
   */
  learn(news: (known: Connection) => Connection | null): Connection | null
}

/** An address among the facts of a connection. */
export const addressFact = z.string().refine((text) => URL.canParse(text))

/** A text among them; `''` when it is not known, also because an earlier version did not ask. */
export const textFact = z.string().default('')

/** The facts of a remembered connection; null when they are not (or no longer) what this version writes. */
export function readFacts<Facts>(schema: z.ZodType<Facts>, connection: Connection | null): Facts | null {
  return schema.safeParse(connection?.facts).data ?? null
}

/**
 * The way to a shop, remembered or found when it is first needed.
 * @param schema of the facts of a connection
 * @param resolve finds the way, by requests
 */
export function createWay<Facts>(
  remembered: Connection | null,
  schema: z.ZodType<Facts>,
  resolve: (signal: AbortSignal) => Promise<Connection>,
): Way<Facts> {
  let connection = remembered
  let facts = readFacts(schema, remembered)

  async function find(signal: AbortSignal): Promise<Connection> {
    connection = await resolve(signal)
    facts = readFacts(schema, connection)
    return connection
  }

  return {
    find,
    facts: async (signal) =>
      facts ?? readFacts(schema, await find(signal)) ?? Promise.reject(new Error('resolve() wrote no facts')),
    learn: (news) => {
      const learnt = connection && news(connection)
      if (learnt !== null) {
        connection = learnt
        facts = readFacts(schema, learnt)
      }
      return learnt
    },
  }
}

/**
 * A connector that knows the way to its shop: found at the first contact, and found anew when the first request of
 * a run shows that the remembered way no longer holds. What orders teach of the shop is remembered with it.
 * @param remember told of every way found, and of all that is to be kept with it
 */
export async function findWay(
  connector: Connector,
  known: Connection | null,
  remember: (found: Connection) => Promise<void>,
  signal: AbortSignal,
): Promise<Connector> {
  const find = async (stop: AbortSignal) => remember(await connector.resolve(stop))
  if (known === null) await find(signal)
  const rememberLearned = async () => {
    const learned = connector.learned?.() ?? null
    if (learned !== null) await remember(learned)
  }
  return {
    ...connector,
    list: async function* (window, stop, whole) {
      try {
        yield* connector.list(window, stop, whole)
      } finally {
        await rememberLearned()
      }
    },
    fetch: async (ids, stop) => {
      const answer = await connector.fetch(ids, stop)
      await rememberLearned()
      return answer
    },
    clock: async (stop, likely) => {
      try {
        return await connector.clock(stop, likely)
      } catch (error) {
        if (!(error instanceof Failure) || !(mayNeedResolve(error) || isBroken(error))) throw error
        await find(stop)
        return connector.clock(stop, likely)
      }
    },
  }
}

/** A site whose rewriting of addresses has broken fails so, and answers where a request does not pass through it. */
function isBroken({ value }: Failure): boolean {
  return value.code === 'server-error' && value.params.status === 500
}
