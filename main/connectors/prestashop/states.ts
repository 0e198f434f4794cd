import type { ShopState } from '../connector.ts'
import { type Fields, isFields } from '../reader.ts'
import type { Query } from '../send.ts'
import { keyText, reference } from './names.ts'

/** The shop's order states; PrestaShop lets its operator rename them and add others. */
export interface States {
  /** Those that are in use. An order carries its state by name: its number means nothing to anybody. */
  readonly all: readonly ShopState[]
  /** The state of an order by its number; the number itself for one that was deleted for good. */
  nameOf(id: unknown): string
  /** Names of those marked *Considera l'ordine associato come convalidato* (`logable`). */
  readonly valid: readonly string[]
  /** What a choice of names or numbers stands for, as names. */
  namesOf(chosen: readonly string[]): readonly string[]
}

export const statesQuery: Query = { display: '[id,name,logable,deleted]', sort: '[id_ASC]' }

/** Recordings `lookup_order_states`, `lookup_order_states_language1`, `order_states_single_language_shop`. */
export function readStates(rows: readonly Fields[]): States {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  // Deleted ones come last, so that a name that was used again belongs to the one in use.
  const ordered = [...rows].sort((a, b) => Number(isOn(a.deleted)) - Number(isOn(b.deleted)))
  for (const row of ordered) {
    const id = reference(row.id)
    if (id === null) continue
    const name = textOf(row.name).trim() || id
    names.set(id, taken.has(name) ? `${name} (${id})` : name)
    taken.add(name)
  }
  const nameOf = (id: unknown) => names.get(keyText(id)) ?? keyText(id)
  const inUse = rows.filter((row) => !isOn(row.deleted) && names.has(keyText(row.id)))
  return {
    all: inUse.map((row) => ({ id: nameOf(row.id), name: nameOf(row.id), usual: isOn(row.logable) })),
    nameOf,
    valid: inUse.filter((row) => isOn(row.logable)).map((row) => nameOf(row.id)),
    namesOf: (chosen) => chosen.map((state) => names.get(state) ?? state),
  }
}

/** A text that may be there once a language (`[{"id", "value"}]`): then the first one. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return ''
  for (const entry of value as unknown[]) {
    if (isFields(entry) && typeof entry.value === 'string' && entry.value !== '') return entry.value
  }
  return ''
}

function isOn(flag: unknown): boolean {
  return flag === '1' || flag === 1 || flag === true
}
