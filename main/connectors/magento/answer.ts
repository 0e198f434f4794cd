import { type Failure, failure } from '../../words/failure.ts'
import { shownAddress } from '../address.ts'
import type { Answer } from '../http-answer.ts'
import { asksForLogin, failureOfStatus } from '../http-failure.ts'
import { captchaFailure, type JsonBody, readJson } from '../json-body.ts'
import { type Fields, isFields } from '../reader.ts'

/** An error as Magento's REST API prints it: `{message, code?, parameters?, trace?}`; never shown raw. */
export interface MagentoError {
  /** Of a refusal for want of permission: for instance `Magento_Sales::actions_view`. */
  readonly resources: string | null
  /** The name of the field that an error is about; `''` when it names none. */
  readonly field: string
}

/**
 * The JSON of a successful answer.
 * @throws Failure that tells what the shop answered instead. `permission-missing` may also mean that a bearer token is
 *   not accepted: Magento says the same to a stranger
 */
export function readAnswer(answer: Answer): JsonBody {
  if (answer.status >= 200 && answer.status < 300) return readJson(answer)
  throw failureOfAnswer(answer)
}

/** What an unsuccessful answer (status other than 2xx) means. */
export function failureOfAnswer(answer: Answer): Failure {
  const { status } = answer
  const { host } = answer.url
  const error = errorOf(answer)
  if (error !== null) return failureOfMagento(error, answer)
  const captcha = captchaFailure(answer, answer.body.toString('utf8'))
  if (captcha !== null) return captcha
  if (asksForLogin(answer)) return failure('site-login-in-the-way', { host })
  if (blockingStatuses.has(status)) return failure('blocked-by-security', { host, status })
  if (status === 404) return failure('api-not-found', { address: shownAddress(answer.url) })
  return failureOfStatus(answer) ?? failure('http-status', { host, status })
}

/** The error object in an answer; null when there is none. */
export function errorOf(answer: Answer): MagentoError | null {
  try {
    return magentoError(readJson(answer).json)
  } catch {
    // Not JSON: then the status and the page have to tell.
    return null
  }
}

/** 401, 403, 406 and the like without Magento's own words come from a firewall or from the web server. */
const blockingStatuses: ReadonlySet<number> = new Set([401, 403, 405, 406, 409, 415, 418, 444, 451])

function magentoError(json: unknown): MagentoError | null {
  if (!isFields(json) || 'items' in json) return null
  // What breaks while the answer is written is printed as `{messages: {error: [{code, message}]}}`.
  if (isFields(json.messages) && Array.isArray(json.messages.error)) return { resources: null, field: '' }
  if (typeof json.message !== 'string') return null
  // An object, or, by the API's own description, a list of them.
  const first: unknown = Array.isArray(json.parameters) ? json.parameters[0] : json.parameters
  const parameters: Fields = isFields(first) ? first : {}
  const { resources, fieldName } = parameters
  return {
    resources:
      typeof resources === 'string' ? resources : (/Magento_Sales::\w+/.exec(json.message)?.[0] ?? null),
    field: typeof fieldName === 'string' && /^[\w.[\]]{1,80}$/.test(fieldName) ? fieldName : '',
  }
}

function failureOfMagento(error: MagentoError, answer: Answer): Failure {
  const { status } = answer
  const { host } = answer.url
  switch (status) {
    case 400:
      return failure('request-refused', { host, parameter: error.field || 'searchCriteria' })
    case 401:
      return error.resources === null ? signatureFailure(answer) : failure('permission-missing', { host })
    case 403:
      return failure('permission-missing', { host })
    case 404:
      return failure('api-not-found', { address: shownAddress(answer.url) })
  }
  return failureOfStatus(answer) ?? failure('http-status', { host, status })
}

/** `Magento\Integration\Model\Oauth\Nonce\Generator`: signatures from the future are refused, old ones are not. */
const futureAllowedMs = 600_000

/**
 * A 401 that names no resource is about the signature: unknown key or token, wrong secret, clock. Only sentences in
 * the shop's language tell them apart; the clock shows by itself.
 */
function signatureFailure({ url, serverDate }: Answer): Failure {
  const now = new Date()
  if (serverDate !== null && now.getTime() - serverDate.getTime() > futureAllowedMs) {
    const times = { shopTime: serverDate.toISOString(), computerTime: now.toISOString() }
    return failure('clock-wrong', { host: url.host, ...times })
  }
  return failure('credentials-rejected', { host: url.host })
}
