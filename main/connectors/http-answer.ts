import type { Retrying } from '../words/run.ts'

/** An attempt that failed and will be repeated. */
export interface Retry extends Omit<Retrying, 'at'> {
  readonly waitSeconds: number
}

/** What a shop answered. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The shop's clock (`Date` header). */
  readonly serverDate: Date | null
  readonly body: Buffer
  /** The address asked, without authorization; it may hold a query: never log it. */
  readonly url: URL
  /** Of the last attempt. */
  readonly elapsedMs: number
  /** Repetitions it took. */
  readonly retries: number
}
