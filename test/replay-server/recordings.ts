import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReplayAnswer } from './index.ts'

const folder = fileURLToPath(new URL('../fixtures/woocommerce/', import.meta.url))

/** One exchange with a real WooCommerce. */
export interface Recording {
  readonly request: {
    readonly method: string
    readonly scheme: 'http' | 'https'
    readonly path: string
    readonly query: string
    readonly headers: Readonly<Record<string, string>>
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

/** Names of all recordings, without `.json`. */
export const recordingNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5))

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Recording
}

/** A recorded answer as it travels; the recorded host is replaced by the one that replays. */
export function replay({ response }: Recording, origin: string): ReplayAnswer {
  const own = (text: string) => text.replaceAll(/https?:\/\/shop\.example/g, origin)
  const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body)
  return {
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, own(String(value))]),
    ),
    body: own(text),
  }
}
