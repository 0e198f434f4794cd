/** What is typed into a shop's form, before main has judged it. Pure. */
import type { CheckReport, ShopCheck } from '../../main/words/check.ts'
import type { FailureParams, FailureValue, WrongInput } from '../../main/words/failure.ts'
import type { AfterDownload, PlatformId, ShopState } from '../../main/words/shop.ts'
import type { PlatformView, ShopView } from '../../main/words/shop-view.ts'
import { shownText } from '../../main/words/shown-text.ts'
import type { ChosenMeanings } from '../../main/words/state-meaning.ts'

export const fiscalFieldIds = ['fiscalCode', 'vatNumber', 'pec', 'sdiCode'] as const
export type FiscalFieldId = (typeof fiscalFieldIds)[number]

/** How long a shop's name may be. */
export const longestName = 100

export interface Draft {
  readonly name: string
  readonly platform: PlatformId
  readonly url: string
  /** Which of the platform's ways of access is filled in. */
  readonly way: number
  /** Only what is typed now: what was saved never comes back (R32). */
  readonly credentials: Readonly<Record<string, string>>
  /** Null: the platform's usual ones. */
  readonly states: readonly string[] | null
  /** Of states that do not mean what they usually do (R42). */
  readonly stateMeanings: ChosenMeanings
  /** Of a multishop (R39). Null: those that come without a choice. */
  readonly shops: readonly string[] | null
  readonly firstDownloadFrom: string | null
  readonly firstDownloadTo: string | null
  readonly autoSync: { readonly enabled: boolean; readonly minutes: number }
  readonly allowHttp: boolean
  readonly certificateFingerprint: string
  readonly timeZone: string | null
  readonly afterDownload: readonly AfterDownload[]
  readonly fiscalFields: Readonly<Record<FiscalFieldId, string>>
}

/** WooCommerce's two values tell by their beginning which is which; both look alike to who copies them. */
export function isSwapped({ platform, credentials }: Draft, field: string): boolean {
  const others = { consumerKey: 'cs_', consumerSecret: 'ck_' }[field]
  const typed = credentials[field]?.trim() ?? ''
  return platform === 'woocommerce' && others !== undefined && typed.startsWith(others)
}

/** What every part of a shop's form is given. */
export interface SectionProps {
  readonly shop: ShopView | null
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly platforms: readonly PlatformView[]
}

/** An empty form, for the first platform there is. */
export function newDraft(platforms: readonly PlatformView[]): Draft {
  return {
    name: '',
    platform: platforms[0]?.id ?? 'woocommerce',
    url: '',
    way: 0,
    credentials: {},
    states: null,
    stateMeanings: {},
    shops: null,
    firstDownloadFrom: null,
    firstDownloadTo: null,
    autoSync: { enabled: false, minutes: 15 },
    allowHttp: false,
    certificateFingerprint: '',
    timeZone: null,
    afterDownload: [],
    fiscalFields: { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' },
  }
}

/** The fields of a form that differ from what they were. */
export function typedSince(before: Draft, now: Draft): Partial<Draft> {
  const fields = Object.keys(now) as (keyof Draft)[]
  return Object.fromEntries(fields.filter((id) => now[id] !== before[id]).map((id) => [id, now[id]]))
}

/** The form of a shop that exists. */
export function draftOf(shop: ShopView, platforms: readonly PlatformView[]): Draft {
  const { settings } = shop
  const ways = waysOf(shop.platform, platforms)
  const saved = ways.findIndex((way) => way.every((field) => shop.savedCredentials.includes(field.name)))
  return {
    name: shop.name,
    platform: shop.platform,
    url: shop.url,
    way: Math.max(0, saved),
    credentials: {},
    states: settings.states,
    stateMeanings: settings.stateMeanings,
    shops: settings.shops,
    firstDownloadFrom: settings.firstDownloadFrom,
    firstDownloadTo: settings.firstDownloadTo,
    autoSync: settings.autoSync,
    allowHttp: settings.allowHttp,
    certificateFingerprint: settings.certificateFingerprint ?? '',
    timeZone: settings.timeZone,
    afterDownload: settings.afterDownload,
    fiscalFields: {
      fiscalCode: settings.fiscalFields.fiscalCode ?? '',
      vatNumber: settings.fiscalFields.vatNumber ?? '',
      pec: settings.fiscalFields.pec ?? '',
      sdiCode: settings.fiscalFields.sdiCode ?? '',
    },
  }
}

/** The ways a platform may be opened. */
export function waysOf(
  platform: PlatformId,
  platforms: readonly PlatformView[],
): PlatformView['credentials'] {
  return platforms.find((known) => known.id === platform)?.credentials ?? []
}

/** What a site of the platform may ask for before it lets anybody in. */
export function siteFieldsOf(
  platform: PlatformId,
  platforms: readonly PlatformView[],
): PlatformView['siteCredentials'] {
  return platforms.find((known) => known.id === platform)?.siteCredentials ?? []
}

/** The states that will be downloaded: the chosen ones, else the platform's usual ones, else those the shop names so. */
export function chosenStates(
  draft: Draft,
  platforms: readonly PlatformView[],
  known: readonly ShopState[] = [],
): readonly string[] {
  return draft.states ?? usualStates(draft, platforms, known)
}

/** The states downloaded unless others are chosen; none before the first check where only the shop knows them. */
export function usualStates(
  { platform }: Draft,
  platforms: readonly PlatformView[],
  known: readonly ShopState[],
): readonly string[] {
  const usual = platforms.find(({ id }) => id === platform)?.defaultStates ?? []
  return usual.length > 0 ? usual : known.filter((state) => state.usual === true).map((state) => state.id)
}

/** As `shops.save` and `shops.check` take it; credentials left empty are left out, so that saved ones stay. */
export function toInput(draft: Draft, platforms: readonly PlatformView[]) {
  const way = waysOf(draft.platform, platforms)[draft.way] ?? []
  const fields = [...way, ...siteFieldsOf(draft.platform, platforms)]
  const names = new Set(fields.map((field) => field.name))
  const filled = (entries: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value.trim() !== ''))
  return {
    name: draft.name,
    platform: draft.platform,
    url: draft.url,
    credentials: Object.fromEntries(
      Object.entries(filled(draft.credentials)).filter(([name]) => names.has(name)),
    ),
    settings: {
      firstDownloadFrom: draft.firstDownloadFrom,
      firstDownloadTo: draft.firstDownloadTo,
      states: draft.states,
      stateMeanings: draft.stateMeanings,
      shops: draft.shops,
      autoSync: draft.autoSync,
      allowHttp: draft.allowHttp,
      certificateFingerprint: draft.certificateFingerprint.trim() || null,
      timeZone: draft.timeZone,
      afterDownload: [...draft.afterDownload],
      fiscalFields: filled(draft.fiscalFields),
    },
  }
}

/**
 * The choice of a multishop's shops that a check puts into the form of a new shop: all that the key reaches, unless the
 * address names some. Null where nothing needs choosing.
 */
export function proposedShops({ shops, chosenShops }: ShopCheck): readonly string[] | null {
  return chosenShops ?? (shops?.some(({ usual }) => !usual) ? ['all'] : null)
}

/** What a shop may be called that a check has reached: as it calls itself, else as its address does. */
export function proposedName({ steps, connection }: CheckReport): string {
  const own = steps.map(({ facts }) => shownText(facts.name ?? '', longestName).trim())
  const host = connection === null ? '' : new URL(connection.url).hostname.replace(/^www\./, '')
  return own.find((name) => name !== '') ?? host.slice(0, longestName)
}

/** Whether anything differs from what is saved. */
export function isChanged(draft: Draft, saved: Draft): boolean {
  const typed = Object.values(draft.credentials).some((value) => value.trim() !== '')
  const plain = (value: Draft) => JSON.stringify({ ...value, credentials: null })
  return typed || plain(draft) !== plain(saved)
}

/** Codes that speak of one field although they are no `input-invalid`. */
const fieldOfCode: Partial<Readonly<Record<FailureValue['code'], string>>> = {
  'address-invalid': 'url',
  'states-unknown': 'states',
}

/** The form's field that a failure is about, or null when it is about the whole. */
export function fieldOf(failure: FailureValue): string | null {
  if (failure.code !== 'input-invalid') return fieldOfCode[failure.code] ?? null
  return lastPart(failure.params.field)
}

/**
 * The fields that are wrong, as the form can mark them: a credential that is missed for another way of access than the
 * one shown is missed in the empty fields of that one.
 */
export function wrongInForm(
  { field, problem, others = [] }: FailureParams['input-invalid'],
  { platform, way, credentials }: Draft,
  platforms: readonly PlatformView[],
): readonly WrongInput[] {
  const ways = waysOf(platform, platforms).map((fields) => fields.map(({ name }) => name))
  const shown = ways[way] ?? []
  const empty = shown.filter((name) => !credentials[name]?.trim())
  const isElsewhere = (name: string) => !shown.includes(name) && ways.some((names) => names.includes(name))
  return [{ field, problem }, ...others].flatMap((wrong) =>
    isElsewhere(lastPart(wrong.field))
      ? empty.map((name) => ({ field: `credentials.${name}`, problem: wrong.problem }))
      : [wrong],
  )
}

/** By this the form knows the field of a path; `''` when the path names none. */
export function lastPart(path: string): string {
  return path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
}
