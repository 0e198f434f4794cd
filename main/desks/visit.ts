import type { ServerAddress } from '../words/desks.ts'
import { connectServer } from './connection.ts'
import { previewOperations } from './preview.ts'
import type { DeskToken } from './server.ts'
import { tryServer } from './try-server.ts'

export type VisitOperations = ReturnType<typeof visitOperations>

/** What can be asked of a server by who has not joined it. */
export function visitOperations(address: ServerAddress, password: string) {
  const connect = () => connectServer(address, password)
  const ask = async <Answer>(what: (server: Awaited<ReturnType<typeof connect>>) => Promise<Answer>) => {
    const server = await connect()
    try {
      return await what(server)
    } finally {
      await server.close()
    }
  }
  return {
    ...previewOperations(connect),
    /** *Prova*. @throws Failure why desks cannot work with it, `cancelled` */
    try: (signal: AbortSignal): Promise<void> => tryServer(address, password, signal),
    /** Which log it has. @throws Failure when it cannot be asked */
    state: () => ask((server) => server.state()),
    /** Says that a desk is none any more. @throws Failure when it cannot be asked, or the desk goes on elsewhere */
    leave: ({ desk, token }: DeskToken): Promise<void> => ask((server) => server.leave({ desk, token })),
  }
}
