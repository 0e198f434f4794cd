import type { DeskRecord, ServerState } from '../store/shared/desk-record.ts'
import { deskVersion } from '../words/desks.ts'
import { Failure, type FailureValue } from '../words/failure.ts'
import type { DeskServer, DeskToken } from './server.ts'

/** The server as a connection gives it: told of the log's end as soon as somebody has written. */
export interface ConnectedServer extends DeskServer {
  /**
   * Calls it with the number of the log's last fact whenever there is another, as soon as the server says so. While its
   * connection is lost, until something else is asked, and through some poolers it says nothing: who must know asks as well.
   * @returns ends it
   */
  onHead(listener: (head: number) => void): () => void
  /** Calls it when a connection is gone, by whichever side it was ended; whoever asks next makes another. */
  onLost(listener: () => void): void
}

/** What the link needs of the archive. */
export interface LinkStore {
  keepTokens(tokens: { readonly token: string; readonly nextToken: string | null }): Promise<void>
  /** @returns why this desk may not go on; null: it may */
  settleRead(state: ServerState): Promise<FailureValue | null>
}

/** A connection by which this desk has come in. */
export interface Link {
  readonly server: ConnectedServer
  readonly me: DeskToken
  /** By which it has come in. */
  readonly name: string
  /** One of its connections was. */
  isLost: boolean
  /** The last fact of the log, as far as it is known. */
  head: number
  /** The last one that is in the archive. */
  applied: number
}

/** That this desk may not go on, whatever it tries. */
export class Stopped extends Error {
  readonly why: FailureValue

  constructor(why: FailureValue) {
    super(why.code)
    this.why = why
  }
}

const stops: ReadonlySet<string> = new Set([
  'desk-copied',
  'desks-restored',
  'archive-went-back',
  'desk-outdated',
])

/** Why a desk may not go on; null for what another try may mend. */
export function whyStopped(error: unknown): FailureValue | null {
  if (error instanceof Stopped) return error.why
  return error instanceof Failure && stops.has(error.value.code) ? error.value : null
}

/**
 * Comes in: with the token that the server knows, and another from then on, which is written down before it is sent. Whoever
 * has copied this profile, or put back an older one, has a token that does not hold any more.
 * @throws Failure when there is no answer, {@link Stopped}
 */
export async function enter(
  store: LinkStore,
  server: ConnectedServer,
  record: DeskRecord,
  newToken: () => string,
): Promise<Link> {
  const { desk, name, token } = record
  // First: a server that was put back from a copy knows an older token only, and would take this desk for its own copy.
  const hash = record.applied === 0 ? '' : await server.hashAt(record.applied)
  if (hash !== record.hash) throw new Stopped({ code: 'desks-restored', params: {} })
  const nextToken = record.nextToken ?? newToken()
  if (record.nextToken === null) await store.keepTokens({ token, nextToken })
  const entered = await server.enter({ desk, name, version: deskVersion, token, nextToken })
  const why = await store.settleRead({ ...entered, hash })
  if (why !== null) throw new Stopped(why)
  await store.keepTokens({ token: nextToken, nextToken: null })
  const { applied } = record
  return { server, me: { desk, token: nextToken }, name, isLost: false, head: entered.head, applied }
}
