import type { z } from 'zod'
import type { CredentialField, Platform } from '../connectors/connector.ts'
import { platformFor } from '../connectors/registry.ts'
import { bareAddress } from '../words/bare-address.ts'
import { Failure, failure, type InputProblem, type WrongInput } from '../words/failure.ts'
import { type PlatformId, type ShopInput, shopInputSchema } from '../words/shop.ts'

/** What is saved of a shop. */
export interface SavedInput extends Partial<ShopInput> {
  /** The site that the saved credentials were entered for; null when there are none. */
  readonly keySite?: string | null
}

/**
 * Checks a shop as typed into the form or written in a file (R36). What `saved` holds fills what the input leaves
 * out, so that an update need not repeat everything; a setting given as null takes its default again. Credentials are
 * not filled in when the address is another site's: whoever changes the address could read them there (R33).
 * @throws Failure `input-invalid` naming every wrong field, for instance `settings.autoSync.minutes`
 */
export function checkShopInput(value: unknown, saved: SavedInput | null, now: Date): ShopInput {
  const moved = saved !== null && hasMoved(value, saved)
  const missed = moved ? 'key-of-another-site' : 'required'
  const whole = saved === null ? value : withSaved(value, saved, moved)
  const parsed = shopInputSchema.safeParse(whole)
  if (!parsed.success) throw invalid([...parsed.error.issues.map(wrongField), ...wrongBeside(whole, missed)])
  const { data } = parsed
  const platform = platformFor(data.platform)
  if (!platform) throw invalid([{ field: 'platform', problem: 'unknown-value' }])
  const wrong = [...wrongPeriod(data, now), ...wrongCredentials(data.credentials, platform, missed)]
  if (wrong.length > 0) throw invalid([...wrongAddress(data.url, platform), ...wrong])
  // As typed: without its password an address that cannot be read may look like another.
  platform.checkAddress(data.url, data.settings)
  return withBareUrl(withTypedShops(data, platform), platform)
}

/** What is wrong besides the fields that are already known to be: whoever filled in nothing is told so at once. */
function wrongBeside(whole: unknown, missed: InputProblem): readonly WrongInput[] {
  if (!isRecord(whole)) return []
  const platform = platformFor(whole.platform as PlatformId)
  if (!platform) return []
  const { url, credentials } = whole
  const typed = isRecord(credentials) ? credentials : {}
  const texts = Object.entries(typed).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return [
    ...(typeof url === 'string' && url.trim() !== '' ? wrongAddress(url, platform) : []),
    ...wrongCredentials(Object.fromEntries(texts), platform, missed),
  ]
}

/** Beside other wrong fields; an address that alone is wrong has a failure of its own, which says more. */
function wrongAddress(url: string, platform: Platform): readonly WrongInput[] {
  try {
    platform.siteOf(url)
    return []
  } catch (error) {
    if (error instanceof Failure) return [{ field: 'url', problem: 'not-an-address' }]
    throw error
  }
}

/** A choice of shops that stands in the address counts where none is made beside it. */
function withTypedShops(input: ShopInput, platform: Platform): ShopInput {
  const { settings, url } = input
  const shops = settings.shops ?? platform.shopsOfTyped?.(url) ?? null
  return { ...input, settings: { ...settings, shops: shops && [...shops] } }
}

/**
 * Name and password in the address are credentials like others (R32); what else it holds but the place is left out.
 * @throws Failure `input-invalid` on platforms whose sites ask for none
 */
function withBareUrl(input: ShopInput, platform: Platform): ShopInput {
  const { url, user, password } = bareAddress(input.url, input.platform)
  if (user + password === '') return { ...input, url }
  if (platform.siteCredentials.length === 0) throw invalid([{ field: 'url', problem: 'login-in-address' }])
  return { ...input, url, credentials: { ...input.credentials, siteUser: user, sitePassword: password } }
}

/** Whether the saved credentials were entered for another site than the address names. */
function hasMoved(value: unknown, saved: SavedInput): boolean {
  if (!isRecord(value) || !saved.keySite) return false
  const { url, platform } = { ...saved, ...value }
  return siteOf(platform, url) !== saved.keySite
}

/** Null when it is no address: then it is refused for that. */
function siteOf(platform: unknown, url: unknown): string | null {
  if (typeof url !== 'string') return null
  try {
    return platformFor(platform as PlatformId)?.siteOf(url) ?? null
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

function withSaved(value: unknown, { keySite: _, ...all }: SavedInput, moved: boolean): unknown {
  if (!isRecord(value)) return value
  const saved: Partial<ShopInput> = moved ? { ...all, credentials: {} } : all
  const merged: Record<string, unknown> = { ...saved, ...value }
  const { settings, credentials } = value
  if (settings === undefined || isRecord(settings)) merged.settings = { ...saved.settings, ...settings }
  if (credentials === undefined || isRecord(credentials)) {
    const together = { ...saved.credentials, ...credentials }
    // Credentials of another kind take the place of the saved ones: the two together would be neither.
    const platform = platformFor(merged.platform as PlatformId)
    const own = Object.keys(together).filter((name) => !isSiteField(name, platform))
    const fits = platform?.credentials.some((fields) => isWithin(own, fields))
    merged.credentials = fits || credentials === undefined ? together : credentials
  }
  return merged
}

/** R10: the first period has a beginning, ends after it, and does not lie in the future. */
function wrongPeriod({ settings }: ShopInput, now: Date): readonly WrongInput[] {
  const { firstDownloadFrom: from, firstDownloadTo: to } = settings
  if (from === null) return to === null ? [] : [{ field: 'settings.firstDownloadFrom', problem: 'required' }]
  if (from > now.toISOString()) return [{ field: 'settings.firstDownloadFrom', problem: 'in-the-future' }]
  return to !== null && to <= from ? [{ field: 'settings.firstDownloadTo', problem: 'before-start' }] : []
}

/** The credentials must be one of the platform's alternatives, complete and with nothing else. */
function wrongCredentials(
  credentials: ShopInput['credentials'],
  platform: Platform,
  missed: InputProblem,
): readonly WrongInput[] {
  const given = Object.keys(credentials).filter(
    (name) => credentials[name]?.trim() !== '' && !isSiteField(name, platform),
  )
  const possible = platform.credentials.filter((fields) => isWithin(given, fields))
  const missing = possible.map((fields) => fields.filter((field) => !given.includes(field.name)))
  if (missing.some((fields) => fields.length === 0)) return []
  // The alternative that is nearest to complete names the missing fields.
  const [nearest] = missing.sort((a, b) => a.length - b.length)
  if (nearest) return nearest.map(({ name }) => ({ field: `credentials.${name}`, problem: missed }))
  const known = platform.credentials.flat().map((field) => field.name)
  const stray = given.find((name) => !known.includes(name)) ?? given.at(-1) ?? ''
  return [{ field: `credentials.${stray}`, problem: 'unknown-field' }]
}

function isSiteField(name: string, platform: Platform | null): boolean {
  return platform?.siteCredentials.some((field) => field.name === name) ?? false
}

function isWithin(names: readonly string[], fields: readonly CredentialField[]): boolean {
  return names.every((name) => fields.some((field) => field.name === name))
}

/** What is wrong with a field, as the schema's issue says. */
export function wrongField(issue: z.core.$ZodIssue): WrongInput {
  const path = issue.path.map(String)
  const field = path.join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return { field: [...path, issue.keys[0] ?? ''].join('.'), problem: 'unknown-field' }
    case 'too_small':
      return { field, problem: issue.origin === 'string' ? 'required' : 'out-of-range' }
    case 'too_big':
      return { field, problem: issue.origin === 'string' ? 'too-long' : 'out-of-range' }
    case 'invalid_type':
      return { field, problem: problemOfType(issue, path) }
    default:
      return { field, problem: path.at(-1)?.startsWith('firstDownload') ? 'not-a-date' : 'unknown-value' }
  }
}

function problemOfType(issue: z.core.$ZodIssueInvalidType, path: readonly string[]): InputProblem {
  // Zod gives the value only on request; a missing one says so in the issue.
  if (issue.input === undefined && issue.message.endsWith('received undefined')) return 'required'
  if (path.at(-1)?.startsWith('firstDownload')) return 'not-a-date'
  if (issue.expected === 'string') return 'not-a-text'
  return issue.expected === 'number' || issue.expected === 'int' ? 'not-a-number' : 'unknown-value'
}

/** More than a form has: what is made up to be wrong need not be told whole. */
const mostTold = 30

/** Failure `input-invalid`, which names the fields, each once. */
function invalid(wrong: readonly WrongInput[]): Failure {
  const [first = { field: '', problem: 'unknown-value' as const }, ...others] = wrong
    .slice(0, mostTold)
    .filter(({ field }, index) => wrong.findIndex((other) => other.field === field) === index)
  return failure('input-invalid', others.length === 0 ? first : { ...first, others })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
