import { X509Certificate } from 'node:crypto'
import { afterEach } from 'vitest'
import type { Connector } from '../../../main/connectors/connector.ts'
import type { Http } from '../../../main/connectors/http.ts'
import { magento } from '../../../main/connectors/magento/index.ts'
import type { Connection } from '../../../main/words/shop.ts'
import { type ShopSettings, shopSettingsSchema } from '../../../main/words/shop.ts'
import {
  type MagentoServer,
  type MagentoServerOptions,
  startMagentoServer,
  testIntegration,
} from '../../magento-server/index.ts'
import { testTls } from '../../woo-server/index.ts'
import { quickHttp } from '../woocommerce/open-shop.ts'

export { collect, failureOf, never } from '../woocommerce/open-shop.ts'

const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
const sharedHttp = quickHttp()

const { resources: _, ...keys } = testIntegration
/** All four keys of the integration, and its token alone. */
export const allKeys: Readonly<Record<string, string>> = keys
export const tokenAlone: Readonly<Record<string, string>> = { accessToken: testIntegration.accessToken }

export interface OpenShop {
  readonly url: string
  readonly settings?: Partial<ShopSettings>
  readonly credentials?: Readonly<Record<string, string>>
  readonly connection?: Connection | null
  readonly http?: Http
}

export function openShop(options: OpenShop): Connector {
  return magento.open({
    url: options.url,
    credentials: options.credentials ?? allKeys,
    settings: { ...shopSettingsSchema.parse({}), certificateFingerprint, ...options.settings },
    connection: options.connection ?? null,
    http: options.http ?? sharedHttp,
    now: () => new Date(),
  })
}

const closing: (() => Promise<void>)[] = []

/** To be called once in each file: ends the servers that a test started. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
}

export function closeLater(close: () => Promise<void>): void {
  closing.push(close)
}

export async function startServer(options: MagentoServerOptions = {}): Promise<MagentoServer> {
  const server = await startMagentoServer(options)
  closing.push(server.close)
  return server
}
