import type { ServerAddress } from '../words/desks.ts'
import { connectServer } from './connection.ts'
import { tryServer } from './try-server.ts'

export type VisitOperations = ReturnType<typeof visitOperations>

/** What can be asked of a server by who has not joined it. */
export function visitOperations(address: ServerAddress, password: string) {
  return {
    /** *Prova*. @throws Failure why desks cannot work with it, `cancelled` */
    try: (signal: AbortSignal): Promise<void> => tryServer(address, password, signal),
    /** Which log it has. @throws Failure when it cannot be asked */
    async state() {
      const server = await connectServer(address, password)
      try {
        return await server.state()
      } finally {
        await server.close()
      }
    },
  }
}
