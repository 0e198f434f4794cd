import { Failure } from '../../words/failure.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { type Fields, isFields } from '../reader.ts'
import { requireAsked } from '../right-answer.ts'
import type { Limits, Query } from '../send.ts'
import type { Rows } from './answer.ts'
import { keyText, oneOf } from './keys.ts'
import { json } from './transport.ts'

/** Reads rows of a resource; null when the key may not, or the shop's version has no such resource. */
export type AskRows = (
  resource: string,
  query: Query,
  signal: AbortSignal,
  limits?: Limits,
) => Promise<Rows | null>

/** Rows that many orders share, each asked for once and remembered. */
export interface Names {
  /**
   * All rows known, by id, after those of these ids were asked for; what the shop does not have is missing.
   * @param keyOf the value of the field asked by; the id itself unless told
   */
  find(
    ids: readonly string[],
    signal: AbortSignal,
    keyOf?: (id: string) => string,
  ): Promise<ReadonlyMap<string, Fields>>
}

/**
 * PrestaShop never changes what stands behind the number of a tax or a carrier that orders have (it makes a new one),
 * nor that of a currency, country or province: what was read once serves the next runs too.
 */
export interface ShopNames {
  readonly currencies: Names
  readonly carriers: Names
  readonly countries: Names
  /** Asked for by the country: in the end nearly all of its provinces are met. */
  readonly provinces: Names
  readonly taxes: Names
  /** What the texts of customized products are called. */
  readonly customizationFields: Names
  /** All rows as a text to begin with the next time; null when none came since this was asked. */
  learned(): string | null
}

/** @param remembered what {@link ShopNames.learned} once said; `''` for nothing */
export function createShopNames(ask: AskRows, language: string, remembered: string): ShopNames {
  const known = rememberedRows(remembered)
  const inLanguage: Query = language === '' ? json : { ...json, language }
  const all = new Map<string, ReadonlyMap<string, Fields>>()
  let news = false
  const names = (resource: string, display: string, field = 'id'): Names => {
    const whole = (known[resource] ?? []).filter((row) => display !== 'full' || 'conversion_rate' in row)
    const rows = new Map(whole.map((row) => [keyText(row.id), row]))
    all.set(resource, rows)
    const query = { ...inLanguage, display }
    return createNames({ ask, resource, field, query, rows, onNews: () => (news = true) })
  }
  return {
    // Not every version has `precision` or `decimals`; asked for by name, a field that is not there is an error.
    currencies: names('currencies', 'full'),
    carriers: names('carriers', '[id,name]'),
    countries: names('countries', '[id,iso_code,name]'),
    provinces: names('states', '[id,id_country,iso_code,name]', 'id_country'),
    taxes: names('taxes', '[id,rate,name]'),
    customizationFields: names('product_customization_fields', '[id,name]'),
    learned() {
      if (!news) return null
      news = false
      return JSON.stringify(
        Object.fromEntries([...all].map(([resource, rows]) => [resource, [...rows.values()]])),
      )
    },
  }
}

interface NamesOptions {
  readonly ask: AskRows
  readonly resource: string
  /** The field asked by. */
  readonly field: string
  readonly query: Query
  /** Those known; the new ones are put in. */
  readonly rows: Map<string, Fields>
  readonly onNews: () => void
}

/** A shop that is broken here answers 500 to every repetition too. */
const limits: Limits = { retriesWhenBroken: 1 }

/** The world's countries, and some; 200 rows take the shop 60 ms (NOTES). */
const mostAtOnce = 300

/** Requests for one resource go one after the other, so that two batches of orders do not ask for the same rows. */
function createNames({ ask, resource, field, query, rows, onNews }: NamesOptions): Names {
  const asked = new Set<string>()
  let turn: Promise<unknown> = Promise.resolve()

  async function findMissing(
    ids: readonly string[],
    signal: AbortSignal,
    keyOf: (id: string) => string,
  ): Promise<void> {
    const keys = new Set(ids.filter((id) => !rows.has(id)).map(keyOf))
    const missing = [...keys].filter((key) => !asked.has(key))
    if (missing.length === 0) return
    // What the shop does not have is asked for twice: an empty answer may be that to another question, and a currency
    // taken for unknown would make every order of the run wrong.
    const all = rows.size === 0 && field === 'id'
    const lacking = all ? await askForAll(missing, signal) : await askFor(missing, signal)
    if (lacking.length > 0) await askFor(lacking, signal)
    for (const key of missing) asked.add(key)
  }

  /**
   * All that the shop has, or the newest of very many, so that a check already learns what the first run needs.
   * Answers the keys for which there was no row.
   */
  async function askForAll(keys: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const most = { sort: '[id_DESC]', limit: String(mostAtOnce) }
    try {
      const found = await ask(resource, { ...query, ...most }, signal, limits)
      if (found === null) return []
      remember(found.rows)
    } catch (error) {
      // A row that breaks the whole answer need not be one of those that orders have.
      if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
    }
    return keys.filter((key) => !rows.has(key))
  }

  /** Answers the keys for which there was no row. */
  async function askFor(keys: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const found = await ask(resource, { ...query, [`filter[${field}]`]: oneOf(keys) }, signal, limits)
    // May not be read, or is not there at all in this version.
    if (found === null) return []
    requireRowsOf(found, field, keys)
    remember(found.rows)
    const there = new Set(found.rows.map((row) => keyText(row[field])))
    return keys.filter((key) => !there.has(key))
  }

  function remember(found: readonly Fields[]): void {
    for (const row of found) {
      rows.set(keyText(row.id), row)
      onNews()
    }
  }

  return {
    async find(ids, signal, keyOf = (id) => id) {
      const mine = turn.then(() => findMissing(ids, signal, keyOf))
      // Its failure is met by whoever asked; the next one tries for itself.
      turn = mine.catch(() => undefined)
      await mine
      return rows
    },
  }
}

/** By resource; without what is not (or no longer) what this version writes. */
function rememberedRows(text: string): Readonly<Record<string, readonly Fields[]>> {
  const found = text === '' ? null : parsed(text)
  if (!isFields(found)) return {}
  const lists = Object.entries(found).map(([resource, rows]) => [
    resource,
    Array.isArray(rows) ? (rows as readonly unknown[]).filter(isFields) : [],
  ])
  return Object.fromEntries(lists)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Damaged: then the names are asked for anew.
    return null
  }
}

/**
 * Refuses rows that were found by other values than those asked for (see {@link requireAsked}).
 * @throws Failure `body-shape`
 */
export function requireRowsOf(
  { rows, host }: Pick<Rows, 'rows' | 'host'>,
  field: string,
  values: readonly string[],
): void {
  // The database does not tell capitals from small letters.
  const asked = new Set(values.map((value) => value.toLowerCase()))
  const found = new Set(rows.map((row) => keyText(row[field]).toLowerCase()))
  const missing = [...asked].filter((value) => !found.has(value)).length
  requireAsked(missing, [...found].filter((value) => !asked.has(value)).length, host, `filter[${field}]`)
}
