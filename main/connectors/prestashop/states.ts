import type { ShopState } from '../../words/shop.ts'
import type { WantedStates } from '../connector.ts'
import type { Fields } from '../reader.ts'
import type { Query } from '../send.ts'
import { isYes, keyText, oneText, reference } from './keys.ts'

/** The shop's order states; PrestaShop lets its operator rename them and add others. */
export interface States {
  /** Those that are in use. */
  readonly all: readonly ShopState[]
  /** Some in use have no name in the language that was asked for. */
  readonly lacksNames: boolean
  /** The name of an order's state by its number; the number itself for one that was deleted for good. */
  nameOf(id: unknown): string
  /** Those to download: the choice, by number or name; else those marked *Considera l'ordine associato come convalidato* (`logable`). */
  wanted(chosen: readonly string[] | null): WantedStates
}

export const statesQuery: Query = { display: '[id,name,logable,deleted]', sort: '[id_ASC]' }

/** Recordings `lookup_order_states`, `lookup_order_states_language1`, `order_states_single_language_shop`. */
export function readStates(rows: readonly Fields[]): States {
  const names = new Map<string, string>()
  const idsOf = new Map<string, string>()
  // Deleted ones come last, so that a name that was used again belongs to the one in use.
  const ordered = [...rows].sort((a, b) => Number(isYes(a.deleted)) - Number(isYes(b.deleted)))
  for (const row of ordered) {
    const id = reference(row.id)
    if (id === null) continue
    const name = (oneText(row.name) ?? '').trim() || id
    names.set(id, idsOf.has(sameWord(name)) ? `${name} (${id})` : name)
    if (!idsOf.has(sameWord(name)) && !isYes(row.deleted)) idsOf.set(sameWord(name), id)
  }
  for (const [id, name] of names) if (!idsOf.has(sameWord(name))) idsOf.set(sameWord(name), id)
  const inUse = rows.filter((row) => !isYes(row.deleted) && names.has(keyText(row.id)))
  const ids = inUse.map((row) => keyText(row.id))
  const nameOf = (id: unknown) => names.get(keyText(id)) ?? keyText(id)
  return {
    all: inUse.map((row) => ({ id: keyText(row.id), name: nameOf(row.id), usual: isYes(row.logable) })),
    lacksNames: inUse.some((row) => (oneText(row.name) ?? '').trim() === ''),
    nameOf,
    wanted(chosen) {
      if (chosen === null) return { states: ids.filter((_, at) => isYes(inUse[at]?.logable)), unknown: [] }
      const found = chosen.map((state) => (names.has(state) ? state : (idsOf.get(sameWord(state)) ?? null)))
      return {
        states: [...new Set(found.filter((id) => id !== null))],
        // Orders may still carry one that was deleted, but none will get it any more.
        unknown: chosen.filter((_, at) => !ids.includes(found[at] ?? '')),
      }
    },
  }
}

function sameWord(name: string): string {
  return name.trim().toLowerCase()
}
