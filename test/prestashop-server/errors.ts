import { createHash } from 'node:crypto'
import { phpJson } from '../../main/demo-shop/php-json.ts'

export interface WsAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const psHeaders = { 'X-Powered-By': 'PrestaShop Webservice', 'PSWS-Version': '8.2.6' }
const jsonHeaders = { ...psHeaders, 'Content-Type': 'application/json' }

/** The webservice's errors by code, as PrestaShop 8.2 says them (recordings `error_*`). */
const texts: Readonly<Record<number, string>> = {
  17: 'Authentication key is empty',
  18: 'Invalid authentication key format',
  20: 'Authentification key is not active',
  21: 'No permission for this authentication key',
  22: 'The PrestaShop webservice is disabled. Please activate it in the PrestaShop Back Office',
  25: 'Method %s is not allowed for the resource orders with this authentication key',
  26: 'Resource of type "%s" is not allowed with this authentication key',
  27: 'Resource of type "%s" does not exists.',
  32: 'This filter does not exist.',
  34: 'The field "%s" is dynamic. It is not possible to filter GET query with this field.',
  35: 'Unable to display this field "%s".',
  36: "The 'display' syntax is wrong. You can set 'full' or '[field_1,field_2,field_3,...]'.",
  37: 'The "sort" value has to be formed as this example: "field_ASC" or \'[field_1_DESC,field_2_ASC,...]\'',
  38: 'Unable to filter by this field.',
  39: 'The "limit" value has to be formed as this example: "5,25" or "10"',
  79: 'language value is wrong',
  81: 'language is not available',
  132: 'No permission for this key on this shop',
}

/** Those after which PrestaShop goes on and stumbles over its own warnings (recording `error_bad_filter`). */
const followedByWarnings = new Set([32, 34, 35, 36, 37, 38, 39])

const unauthenticated = new Set([17, 18, 20, 21, 22])

export function errorAnswer(status: number, codes: readonly number[], json: boolean, subject = ''): WsAnswer {
  const warnings = codes.some((code) => followedByWarnings.has(code))
    ? [{ code: 3, message: '[PHP Warning #2] Trying to access array offset on value of type bool' }]
    : []
  const errors = [
    ...codes.map((code) => ({ code, message: (texts[code] ?? '').replace('%s', subject) })),
    ...warnings,
  ]
  // Its version is nobody's business before the key is known.
  const version: Record<string, string> = codes.some((code) => unauthenticated.has(code))
    ? { 'PSWS-Version': '0' }
    : {}
  const asking = status === 401 && !codes.includes(26) ? askingForKey : {}
  if (json) return { status, headers: { ...jsonHeaders, ...version, ...asking }, body: phpJson({ errors }) }
  const inner = errors.map(
    ({ code, message }) =>
      `<error>\n<code><![CDATA[${code}]]></code>\n<message><![CDATA[${message}]]></message>\n</error>\n`,
  )
  return {
    status,
    headers: { ...psHeaders, ...version, ...asking },
    body: xml(`<errors>\n${inner.join('')}</errors>\n`),
  }
}

const askingForKey = {
  'WWW-Authenticate':
    'Basic realm="Welcome to PrestaShop Webservice, please enter the authentication key as the login. No password required."',
}

/** Without a key: PHP's own words, not the webservice's (recording `error_401_no_key`). */
export const noKey: WsAnswer = {
  status: 401,
  headers: { ...askingForKey, 'Content-type': 'text/html; charset=utf-8' },
  body: '401 Unauthorized',
}

export function jsonAnswer(value: unknown): WsAnswer {
  const body = phpJson(value)
  return { status: 200, headers: { ...jsonHeaders, 'Content-Sha1': sha1(body) }, body }
}

export function xmlAnswer(inner: string): WsAnswer {
  const body = xml(inner)
  return { status: 200, headers: { ...psHeaders, 'Content-Sha1': sha1(body) }, body }
}

export const notThere: WsAnswer = { status: 404, headers: psHeaders, body: '' }
/** PHP died: nothing of the webservice is left. */
export const dead: WsAnswer = { status: 500, headers: {}, body: '' }

function xml(inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${inner}</prestashop>\n`
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
