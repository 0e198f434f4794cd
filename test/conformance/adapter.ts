import type { Failure, FailureHook, SeenRequest } from '../woo-server/failures.ts'
import type { NeutralOrder, RunningShop, Trouble } from './shop-under-test.ts'

/** What the test servers of all platforms can do. */
export interface TestServer<Order, Fields> {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  arrived(n: number): Promise<void>
  addOrder(order: Order): void
  updateOrder(id: number, changes: Fields): void
  removeOrder(id: number): void
  setFailure(hook: FailureHook | undefined): void
  close(): Promise<void>
}

/** A platform's way of saying things. */
export interface Words<Order, Fields> {
  readonly order: (neutral: NeutralOrder) => Order
  readonly fields: (changes: Partial<NeutralOrder>) => Fields
  /** Troubles that every platform has in words of its own; the others are the same for all ({@link sameForAll}). */
  readonly failure: (trouble: OwnTrouble, request: SeenRequest) => Failure
  readonly credentials: Readonly<Record<string, string>>
}

export type OwnTrouble = Exclude<Trouble, SharedTrouble | { readonly rateLimitedSeconds: number }>
type SharedTrouble = 'malformed' | 'html-page' | 'empty-body' | 'truncated' | 'stall'

/** A platform's test server as the suite operates it. */
export function runningShop<Order, Fields>(
  server: TestServer<Order, Fields>,
  { order, fields, failure, credentials }: Words<Order, Fields>,
): RunningShop {
  const failureFor = (trouble: Trouble | undefined, request: SeenRequest): Failure | undefined => {
    if (trouble === undefined) return undefined
    const shared = sameForAll(trouble)
    return typeof shared === 'object' && 'own' in shared ? failure(shared.own, request) : shared
  }
  return {
    requests: () => server.requests.length,
    arrived: server.arrived,
    addOrder: (added) => server.addOrder(order(added)),
    updateOrder: (id, changes) => server.updateOrder(id, fields(changes)),
    removeOrder: server.removeOrder,
    setTrouble: (hook) => {
      const before = server.requests.length
      server.setFailure(
        hook === undefined ? undefined : (request, n) => failureFor(hook(n - before), request),
      )
    },
    address: { url: server.url, credentials },
    close: server.close,
  }
}

/** Troubles of the way and of the web server. */
function sameForAll(trouble: Trouble): Failure | { readonly own: OwnTrouble } {
  if (typeof trouble === 'object') {
    return { status: 429, headers: { 'Retry-After': String(trouble.rateLimitedSeconds) }, body: '' }
  }
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  switch (trouble) {
    case 'malformed':
      return { status: 200, headers: json, body: 'Notice: undefined index "orders"' }
    case 'html-page': {
      const body = '<!DOCTYPE html><html><body>Ciao</body></html>'
      return { status: 200, headers: { 'Content-Type': 'text/html' }, body }
    }
    case 'empty-body':
      return { status: 200, headers: json, body: '' }
    case 'truncated':
      return 'truncate'
    case 'stall':
      return 'stall'
    default:
      return { own: trouble }
  }
}
