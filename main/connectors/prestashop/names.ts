import type { Fields } from '../reader.ts'
import type { Rows } from './answer.ts'
import type { Limits, Query } from './transport.ts'

/** Reads rows of a resource; null when the key may not, or the shop's version has no such resource. */
export type AskRows = (
  resource: string,
  query: Query,
  signal: AbortSignal,
  limits?: Limits,
) => Promise<Rows | null>

/** Rows that many orders share (currencies, countries, carriers ...), each asked for once and remembered. */
export interface Names {
  /** The rows that have one of these values in the field, by id; what the shop does not have is missing. */
  find(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Fields>>
}

export interface NamesOptions {
  readonly ask: AskRows
  readonly resource: string
  /** The field asked by; `id` mostly. */
  readonly field: string
  readonly query: Query
}

/** A shop that is broken here answers 500 to every repetition too. */
const limits: Limits = { retriesWhenBroken: 1 }

/** Requests for one resource go one after the other, so that two batches of orders do not ask for the same rows. */
export function createNames({ ask, resource, field, query }: NamesOptions): Names {
  const asked = new Set<string>()
  const rows = new Map<string, Fields>()
  let turn: Promise<unknown> = Promise.resolve()

  async function findMissing(keys: readonly string[], signal: AbortSignal): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !asked.has(key))
    if (missing.length === 0) return
    const found = await ask(resource, { ...query, [`filter[${field}]`]: oneOf(missing) }, signal, limits)
    for (const row of found?.rows ?? []) rows.set(String(row.id), row)
    for (const key of missing) asked.add(key)
  }

  return {
    async find(keys, signal) {
      const mine = turn.then(() => findMissing(keys, signal))
      // Its failure is met by whoever asked; the next one tries for itself.
      turn = mine.catch(() => undefined)
      await mine
      return rows
    },
  }
}

/** The filter for any of some values. */
export function oneOf(values: readonly string[]): string {
  return `[${values.join('|')}]`
}

/** An identifier of another row; null for 0, which stands for none. */
export function reference(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) ? text : null
}
