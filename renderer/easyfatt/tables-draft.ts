import { rateStandIns, type VatBuyer, type VatClass } from '../../main/words/easyfatt-choices.ts'
import { type VatCode, type VatNeed, vatCodeFor } from '../../main/words/easyfatt-codes.ts'
import type { EasyfattName, EasyfattTables, VatRule } from '../../main/words/easyfatt-tables.ts'
import { everyRate, italianRates, vatAreaOf } from '../../main/words/vat-area.ts'

/** A row as it is being written. */
export interface DraftRule {
  readonly rate: string
  readonly place: string
  readonly buyer: VatBuyer
  readonly code: string
  readonly vatClass: VatClass | null
}

/** The shop's names with those of Easyfatt; one that is not there is as it was. */
export type DraftNames = Readonly<Record<string, string>>

export interface TablesDraft {
  readonly vat: readonly DraftRule[]
  readonly payments: DraftNames
  readonly carriers: DraftNames
}

/** What can be wrong with a row. */
export type RuleProblem = 'code' | 'vatClass' | 'twice'

/** What is kept, to be changed. */
export function draftOf({ vat, payments, carriers }: EasyfattTables): TablesDraft {
  const named = (names: readonly EasyfattName[]) =>
    Object.fromEntries(names.map(({ from, to }) => [from, to]))
  return { vat, payments: named(payments), carriers: named(carriers) }
}

/** As it is kept; null while a row is not whole. */
export function tablesOf(draft: TablesDraft): EasyfattTables | null {
  if (draft.vat.some((_, at) => problemOf(draft.vat, at) !== null)) return null
  const names = (all: DraftNames) => Object.entries(all).map(([from, to]) => ({ from, to: to.trim() }))
  return { vat: wholeRules(draft.vat), payments: names(draft.payments), carriers: names(draft.carriers) }
}

/** The rows that say something already. */
export function wholeRules(rules: readonly DraftRule[]): readonly VatRule[] {
  return rules.flatMap(({ code, vatClass, ...rule }) =>
    code.trim() === '' || vatClass === null ? [] : [{ ...rule, code: code.trim(), vatClass }],
  )
}

/** Why a row cannot be kept yet; null: it can. */
export function problemOf(rules: readonly DraftRule[], at: number): RuleProblem | null {
  const rule = rules[at]
  if (rule === undefined) return null
  if (rules.slice(0, at).some((other) => isForSame(other, rule))) return 'twice'
  if (rule.code.trim() === '') return 'code'
  return rule.vatClass === null ? 'vatClass' : null
}

/** Whether two rows say it of the same orders. */
export function isForSame(one: DraftRule, other: DraftRule): boolean {
  return one.rate === other.rate && one.place === other.place && one.buyer === other.buyer
}

/** All that rates can be chosen from: 0 and what stands in a rate's place after the numbers. */
export function rateChoices(known: readonly string[]): readonly string[] {
  const numbers = new Set([...everyRate, ...known.filter((rate) => Number(rate) > 0)])
  return [...[...numbers].sort((a, b) => Number(b) - Number(a)), '0', ...rateStandIns]
}

/**
 * The rates that no row covers for everybody everywhere, with what is written for them: as it was, or nothing.
 * @param found rates that orders have
 */
export function usualRows(
  rules: readonly DraftRule[],
  found: readonly string[],
): readonly { readonly rate: string; readonly usual: VatCode | null }[] {
  const covered = new Set(
    rules.filter(({ place, buyer }) => place === 'anywhere' && buyer === 'any').map(({ rate }) => rate),
  )
  const foreign = found.filter((rate) => Number(rate) > 0).sort((a, b) => Number(b) - Number(a))
  return [...new Set([...italianRates, ...foreign, '0', ...rateStandIns])]
    .filter((rate) => !covered.has(rate))
    .map((rate) => ({ rate, usual: vatCodeFor([], { rate, country: '', company: false }) }))
}

/** A row for what an order wants: without VAT it says why, by place and buyer; any other rate is what it is everywhere. */
export function ruleForNeed({ rate, country, company }: VatNeed): DraftRule {
  const row = { rate, code: '', vatClass: null } as const
  const place = vatAreaOf(country)
  if (rate !== '0' || place === 'unknown-country') return { ...row, place: 'anywhere', buyer: 'any' }
  return { ...row, place, buyer: place !== 'eu' ? 'any' : company ? 'company' : 'private' }
}
