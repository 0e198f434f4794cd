import type { Connector } from '../../../main/connectors/connector.ts'
import type { Http } from '../../../main/connectors/http.ts'
import type { Retry } from '../../../main/connectors/http-answer.ts'
import { prestashop } from '../../../main/connectors/prestashop/index.ts'
import type { Connection } from '../../../main/words/shop.ts'
import { type ShopSettings, shopSettingsSchema } from '../../../main/words/shop.ts'
import { testKey } from '../../prestashop-server/index.ts'
import { quickHttp } from '../woocommerce/open-shop.ts'

export { collect, failureOf, never, quickHttp } from '../woocommerce/open-shop.ts'

export interface OpenShop {
  readonly url: string
  readonly settings?: Partial<ShopSettings>
  readonly key?: string
  readonly connection?: Connection | null
  readonly http?: Http
  readonly now?: () => Date
  readonly onRetry?: (retry: Retry) => void
}

const sharedHttp = quickHttp()

export function openShop(options: OpenShop): Connector {
  return prestashop.open({
    url: options.url,
    credentials: { key: options.key ?? testKey },
    settings: { ...shopSettingsSchema.parse({}), ...options.settings },
    connection: options.connection ?? null,
    http: options.http ?? sharedHttp,
    now: options.now ?? (() => new Date()),
    ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }),
  })
}

/** The way to a shop that was found before. */
export function foundAt(url: string, facts: Readonly<Record<string, string>> = {}): Connection {
  const usual = {
    root: `${url}/`,
    routing: 'path',
    authentication: 'basic',
    timeZone: 'Europe/Rome',
    language: '1',
    readAt: new Date().toISOString(),
  }
  return { url, facts: { ...usual, ...facts } }
}
