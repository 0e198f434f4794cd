import type { Connection, Connector } from '../connectors/connector.ts'
import { mayNeedResolve } from '../connectors/http-failure.ts'
import { Failure } from '../failure.ts'

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
  return {
    ...connector,
    fetch: async (ids, stop) => {
      const answer = await connector.fetch(ids, stop)
      const learned = connector.learned?.() ?? null
      if (learned !== null) await remember(learned)
      return answer
    },
    clock: async (stop) => {
      try {
        return await connector.clock(stop)
      } catch (error) {
        if (!(error instanceof Failure) || !mayNeedResolve(error)) throw error
        await find(stop)
        return connector.clock(stop)
      }
    },
  }
}
