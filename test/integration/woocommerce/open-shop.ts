import type { Connector } from '../../../main/connectors/connector.ts'
import { createHttp, type Http, type HttpOptions } from '../../../main/connectors/http.ts'
import type { Retry } from '../../../main/connectors/http-answer.ts'
import { woocommerce } from '../../../main/connectors/woocommerce/index.ts'
import { Failure, type FailureValue } from '../../../main/words/failure.ts'
import type { Connection } from '../../../main/words/shop.ts'
import { type ShopSettings, shopSettingsSchema } from '../../../main/words/shop.ts'
import { authority } from '../../replay-server/index.ts'
import { testKey } from '../../woo-server/index.ts'

export interface OpenShop {
  readonly url: string
  readonly settings?: Partial<ShopSettings>
  readonly credentials?: Readonly<Record<string, string>>
  readonly connection?: Connection | null
  readonly http?: Http
  readonly now?: () => Date
  readonly onRetry?: (retry: Retry) => void
}

/** Network access as the program has it, trusting the tests' authority and in no mood to wait. */
export function quickHttp(options: Partial<HttpOptions> = {}): Http {
  return createHttp({
    userAgent: 'DownloadOrdini/test',
    certificateAuthorities: [authority],
    retryDelayScale: 0.0001,
    timeoutSeconds: 10,
    ...options,
  })
}

const sharedHttp = quickHttp()

export function openShop(options: OpenShop): Connector {
  return woocommerce.open({
    url: options.url,
    credentials: options.credentials ?? {
      consumerKey: testKey.consumerKey,
      consumerSecret: testKey.consumerSecret,
    },
    settings: { ...shopSettingsSchema.parse({}), ...options.settings },
    connection: options.connection ?? null,
    http: options.http ?? sharedHttp,
    now: options.now ?? (() => new Date()),
    ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }),
  })
}

export const never: AbortSignal = new AbortController().signal

/** The value of the Failure that a promise rejects with; fails the test when it does not, or with something else. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureValue> {
  try {
    const value = await promise
    throw new Error(`no failure, but ${JSON.stringify(value)?.slice(0, 200)}`)
  } catch (error) {
    if (error instanceof Failure) return error.value
    throw error
  }
}

/** All pages of a listing. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
