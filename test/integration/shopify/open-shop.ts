import type { Connector, ConnectorTarget } from '../../../main/connectors/connector.ts'
import type { Retry } from '../../../main/connectors/http-answer.ts'
import { createConnector } from '../../../main/connectors/shopify/connector.ts'
import type { Connection } from '../../../main/words/shop.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import {
  type ShopifyServer,
  type ShopifyServerOptions,
  startShopifyServer,
  testToken,
} from '../../shopify-server/index.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { quickHttp } from '../woocommerce/open-shop.ts'

export interface Opened {
  readonly server: ShopifyServer
  readonly connector: Connector
  /** Shop and connector live by it; it passes only while somebody waits. */
  readonly clock: ReturnType<typeof manualClock>
  readonly retries: readonly Retry[]
  /** Another connector of the same shop, by the same network access. */
  again(changes?: Partial<ConnectorTarget>): Connector
}

const closing: (() => Promise<void>)[] = []

/** For each test file's `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close()
}

/** A shop of its own, and its connector. */
export async function open(
  options: ShopifyServerOptions = {},
  changes: Partial<Pick<ConnectorTarget, 'credentials'>> & { readonly settings?: object } = {},
): Promise<Opened> {
  const clock = manualClock()
  const now = () => new Date(clock.now())
  const server = await startShopifyServer({ now, ...options })
  closing.push(server.close)
  const retries: Retry[] = []
  const http = quickHttp()
  const connection: Connection | null = null
  const target: ConnectorTarget = {
    url: server.url,
    credentials: changes.credentials ?? { accessToken: testToken },
    settings: { ...shopSettingsSchema.parse({}), ...changes.settings },
    connection,
    http,
    now,
    onRetry: (retry) => retries.push(retry),
  }
  const again = (more: Partial<ConnectorTarget> = {}) => createConnector({ ...target, ...more }, clock)
  return { server, connector: again(), clock, retries, again }
}
