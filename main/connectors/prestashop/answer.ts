import { createHash } from 'node:crypto'
import { type Failure, failure } from '../../words/failure.ts'
import type { LogNotice } from '../../words/run.ts'
import { shownAddress } from '../address.ts'
import type { Answer } from '../http-answer.ts'
import { asksForLogin, failureOfStatus } from '../http-failure.ts'
import { captchaFailure, type JsonBody, readJson } from '../json-body.ts'
import { type Fields, isFields } from '../reader.ts'

export interface Rows {
  readonly rows: readonly Fields[]
  readonly notices: readonly LogNotice[]
  readonly host: string
  /** The body as it was parsed, in UTF-8, and the name that its list of rows has. */
  readonly body: Uint8Array
  readonly root: string
}

/**
 * The rows of a resource in a successful answer. An empty result is `[]` (recording `orders_empty_page`), and one
 * row may stand alone under its singular name (`order_*_single`).
 * @throws Failure that tells what the shop answered instead (each situation is a file of `test/fixtures/prestashop`)
 */
export function readRows(answer: Answer, resource: string): Rows {
  const { host } = answer.url
  const { json, notices, bytes: body } = readBody(answer, resource)
  const root = roots[resource] ?? resource
  if (Array.isArray(json) && json.length === 0) return { rows: [], notices, host, body, root }
  const rows = isFields(json) ? (listOf(json[root]) ?? listOf(json[singular(root)])) : null
  if (rows === null) throw failure('body-shape', { host, expected: root })
  return { rows, notices, host, body, root }
}

/** What an answer that is no success, or no JSON, means. */
export function failureOfAnswer(answer: Answer): Failure {
  const { host } = answer.url
  const { status } = answer
  const codes = errorCodes(answer)
  const known = codes.length === 0 ? null : failureOfCodes(codes, answer)
  if (known !== null) return known
  // Nothing of the key arrived: never sent, or stripped on the way (recording `error_401_no_key`).
  if (isForKey(answer)) return failure('credentials-rejected', { host })
  const text = answer.body.toString('utf8')
  const captcha = captchaFailure(answer, text)
  if (captcha !== null) return captcha
  if (asksForLogin(answer)) return failure('site-login-needed', { host })
  if (blockingStatuses.has(status)) return failure('blocked-by-security', { host, status })
  if (status === 404) return failure('api-not-found', { address: shownAddress(answer.url) })
  return failureOfStatus(answer) ?? failure('http-status', { host, status })
}

/** The webservice asks for a key as it does when none arrived; of a wrong one it says so (recording `error_401_bad_key`). */
export function isForKey(answer: Answer): boolean {
  const { status, headers, body } = answer
  const asked = headers['www-authenticate']
  // What stands before the shop may drop the question, and leave the whole of its text.
  const asks =
    asked === undefined
      ? body.toString('latin1').trim() === '401 Unauthorized'
      : /prestashop/i.test(String(asked))
  return status === 401 && asks && errorCodes(answer).length === 0
}

/** The codes of the webservice's errors, `{"errors": [{"code", "message"}]}`, first one first; empty when it has none. */
export function errorCodes(answer: Answer): readonly number[] {
  if (!answer.body.includes('errors')) return []
  const body = answer.body.toString('utf8')
  // Where the query does not reach it, it answers in XML (recording `error_401_bad_key_xml`).
  if (body.trimStart().startsWith('<?xml')) {
    return [...body.matchAll(/<code>(?:<!\[CDATA\[)?(\d+)/g)].map((match) => Number(match[1]))
  }
  try {
    const { json } = readJson(answer)
    const errors = isFields(json) ? listOf(json.errors) : null
    return (errors ?? []).map((error) => Number(error.code)).filter((code) => Number.isInteger(code))
  } catch {
    // Not JSON: then the status and the page have to tell.
    return []
  }
}

/** A resource that the key may not read, or that this version of PrestaShop does not have. */
export function isUnavailable(answer: Answer): boolean {
  const [code] = errorCodes(answer)
  return code === notAllowed || code === notExisting
}

/** The key is not associated with the shop of the address, or with none of those asked for. */
export const notOfShop = 132
const notAllowed = 26
const notExisting = 27
/** A PHP warning, which says nothing of the data. */
const phpWarning = 3

/** 401, 403, 406 and the like without the webservice's own words come from a firewall or from the web server. */
const blockingStatuses: ReadonlySet<number> = new Set([401, 403, 405, 406, 409, 415, 418, 444, 451])

/** Roots that are not called like their resource; `order_discounts`, of 1.6, by the class that it inherits. */
const roots: Readonly<Record<string, string>> = {
  order_slip: 'order_slips',
  order_discounts: 'order_cart_rules',
  product_customization_fields: 'customization_fields',
}

function readBody(answer: Answer, resource: string): JsonBody {
  const success = answer.status >= 200 && answer.status < 300
  const codes = errorCodes(answer)
  // A missing translation: 500, and the data whole (recording `error_500_data_and_errors_missing_translation`).
  const harmless = codes.length > 0 && codes.every((code) => code === phpWarning) && hasData(answer, resource)
  if (!harmless && (!success || codes.length > 0)) {
    // The key may read orders, but not all that they are made of.
    const partly = codes[0] === notAllowed && resource !== 'orders'
    throw partly
      ? failure('permissions-missing', { host: answer.url.host, resources: resource })
      : failureOfAnswer(answer)
  }
  if (/^\s*<\?xml/.test(answer.body.subarray(0, 100).toString('latin1'))) {
    throw failure('body-shape', { host: answer.url.host, expected: 'output_format=JSON' })
  }
  const body = readJson(answer)
  // The checksum covers the JSON alone (NOTES), so what was recovered from among warnings can be verified.
  const sum = answer.headers['content-sha1']
  const damaged = body.notices.length > 0 && typeof sum === 'string' && sum !== sha1(body.bytes)
  if (damaged) throw failure('body-not-json', { host: answer.url.host })
  return body
}

function hasData(answer: Answer, resource: string): boolean {
  const { json } = readJson(answer)
  return isFields(json) && listOf(json[roots[resource] ?? resource]) !== null
}

function failureOfCodes(codes: readonly number[], answer: Answer): Failure | null {
  const { host } = answer.url
  switch (codes[0]) {
    case 17:
    case 18:
    case 20:
      return failure('credentials-rejected', { host })
    // Behind 20 it belongs to an unknown key; alone, the key has no permission at all.
    case 21:
    case notAllowed:
      return failure('permission-missing', { host })
    case notOfShop:
      return failure('key-of-other-shop', { host })
    case 22:
      return failure('webservice-disabled', { host })
    case notExisting:
      return failure('request-refused', { host, parameter: answer.url.pathname })
    case 32:
    case 34:
      return failure('request-refused', { host, parameter: 'filter' })
    case 35:
    case 36:
      return failure('request-refused', { host, parameter: 'display' })
    case 37:
    case 38:
      return failure('request-refused', { host, parameter: 'sort' })
    case 39:
      return failure('request-refused', { host, parameter: 'limit' })
    case 79:
    case 81:
      return failure('request-refused', { host, parameter: 'language' })
    default:
      return null
  }
}

/** Rows as an array, as a map that PHP made of one, or a single row by itself; null when it is none of these. */
function listOf(value: unknown): readonly Fields[] | null {
  if (isFields(value)) {
    if ('id' in value || 'code' in value) return [value]
    const rows = Object.values(value)
    return Object.keys(value).every((key) => /^\d+$/.test(key)) && rows.every(isFields) ? rows : null
  }
  return Array.isArray(value) && value.every(isFields) ? value : null
}

function singular(plural: string): string {
  return plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/(?<=address)es$|s$/, '')
}

function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex')
}
