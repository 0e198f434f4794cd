import type { z } from 'zod'
import type { CredentialField, Platform } from '../connectors/connector.ts'
import { platformFor } from '../connectors/registry.ts'
import { bareAddress } from '../words/bare-address.ts'
import { Failure, failure, type InputProblem } from '../words/failure.ts'
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
 * @throws Failure `input-invalid` naming the first wrong field, for instance `settings.autoSync.minutes`
 */
export function checkShopInput(value: unknown, saved: SavedInput | null, now: Date): ShopInput {
  const moved = saved !== null && hasMoved(value, saved)
  const parsed = shopInputSchema.safeParse(saved === null ? value : withSaved(value, saved, moved))
  if (!parsed.success) throw wrongField(parsed.error)
  const platform = platformFor(parsed.data.platform)
  if (!platform) throw invalid('platform', 'unknown-value')
  checkPeriod(parsed.data, now)
  // As typed: without its password an address that cannot be read may look like another.
  platform.checkAddress(parsed.data.url, parsed.data.settings)
  const input = withBareUrl(withTypedShops(parsed.data, platform), platform)
  checkCredentials(input, platform, moved ? 'key-of-another-site' : 'required')
  return input
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
  if (platform.siteCredentials.length === 0) throw invalid('url', 'login-in-address')
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
function checkPeriod({ settings }: ShopInput, now: Date): void {
  const { firstDownloadFrom: from, firstDownloadTo: to } = settings
  if (from === null && to !== null) throw invalid('settings.firstDownloadFrom', 'required')
  if (from !== null && from > now.toISOString()) throw invalid('settings.firstDownloadFrom', 'in-the-future')
  if (from !== null && to !== null && to <= from) throw invalid('settings.firstDownloadTo', 'before-start')
}

/** The credentials must be one of the platform's alternatives, complete and with nothing else. */
function checkCredentials({ credentials }: ShopInput, platform: Platform, missed: InputProblem): void {
  const given = Object.keys(credentials).filter(
    (name) => credentials[name] !== '' && !isSiteField(name, platform),
  )
  const possible = platform.credentials.filter((fields) => isWithin(given, fields))
  const missing = possible.map((fields) => fields.filter((field) => !given.includes(field.name)))
  if (missing.some((fields) => fields.length === 0)) return
  // The alternative that is nearest to complete names the missing field.
  const [nearest] = missing.sort((a, b) => a.length - b.length)
  if (nearest?.[0]) throw invalid(`credentials.${nearest[0].name}`, missed)
  const known = platform.credentials.flat().map((field) => field.name)
  const stray = given.find((name) => !known.includes(name)) ?? given.at(-1) ?? ''
  throw invalid(`credentials.${stray}`, 'unknown-field')
}

function isSiteField(name: string, platform: Platform | null): boolean {
  return platform?.siteCredentials.some((field) => field.name === name) ?? false
}

function isWithin(names: readonly string[], fields: readonly CredentialField[]): boolean {
  return names.every((name) => fields.some((field) => field.name === name))
}

function wrongField(error: z.ZodError): Failure {
  const [issue] = error.issues
  if (!issue) return invalid('', 'unknown-value')
  const path = issue.path.map(String)
  switch (issue.code) {
    case 'unrecognized_keys':
      return invalid([...path, issue.keys[0] ?? ''].join('.'), 'unknown-field')
    case 'too_small':
      return invalid(path.join('.'), issue.origin === 'string' ? 'required' : 'out-of-range')
    case 'too_big':
      return invalid(path.join('.'), issue.origin === 'string' ? 'too-long' : 'out-of-range')
    case 'invalid_type':
      return invalid(path.join('.'), problemOfType(issue, path))
    default:
      return invalid(
        path.join('.'),
        path.at(-1)?.startsWith('firstDownload') ? 'not-a-date' : 'unknown-value',
      )
  }
}

function problemOfType(issue: z.core.$ZodIssueInvalidType, path: readonly string[]): InputProblem {
  // Zod gives the value only on request; a missing one says so in the issue.
  if (issue.input === undefined && issue.message.endsWith('received undefined')) return 'required'
  if (path.at(-1)?.startsWith('firstDownload')) return 'not-a-date'
  if (issue.expected === 'string') return 'not-a-text'
  return issue.expected === 'number' || issue.expected === 'int' ? 'not-a-number' : 'unknown-value'
}

/** Failure `input-invalid`, which names the field. */
function invalid(field: string, problem: InputProblem): Failure {
  return failure('input-invalid', { field, problem })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
