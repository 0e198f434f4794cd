import { type Failure, type FailureCode, failure } from '../words/failure.ts'
import type { LogNotice, NoticeParams } from '../words/run.ts'
import type { Answer } from './http-answer.ts'

export interface JsonBody {
  readonly json: unknown
  /** What was parsed, in UTF-8. */
  readonly bytes: Uint8Array
  /** What had to be cleared away first. */
  readonly notices: readonly LogNotice[]
}

const noNotices: readonly LogNotice[] = []

/**
 * The JSON of an answer, whatever its status. A byte-order mark, and the warnings that PHP prints around an
 * otherwise whole answer, are cleared away and reported as a notice (recordings `bom_before_json_*`,
 * `php_warning_before_json_*`).
 * @throws Failure `captcha`, `body-empty`, `body-html`, `body-truncated` or `body-not-json`
 */
export function readJson(answer: Answer): JsonBody {
  const { body } = answer
  const first = body[0]
  if (first === openBrace || first === openBracket) {
    const parsed = tryParse(body.toString('utf8'))
    if (parsed !== undefined) return { json: parsed, bytes: body, notices: noNotices }
  }
  const text = body.toString('utf8')
  const trimmed = withoutMarks(text)
  if (trimmed === '') throw bodyFailure('body-empty', answer)
  if (isHtmlPage(trimmed)) throw captchaFailure(answer, trimmed) ?? bodyFailure('body-html', answer)
  const parsed = tryParse(trimmed)
  if (parsed !== undefined) {
    const notices = text.startsWith(mark) ? [recovered('byte-order-mark')] : noNotices
    return { json: parsed, bytes: Buffer.from(trimmed), notices }
  }
  const mended = withoutControls(trimmed)
  const read = mended === null ? undefined : tryParse(mended)
  if (mended !== null && read !== undefined)
    return { json: read, bytes: Buffer.from(mended), notices: [recovered('control-characters')] }
  const whole = findJson(trimmed)
  if (whole !== undefined) return { ...whole, notices: [recovered('php-notice')] }
  const captcha = captchaFailure(answer, trimmed)
  if (captcha !== null) throw captcha
  if (trimmed.startsWith('<')) throw bodyFailure('body-html', answer)
  throw bodyFailure(endsEarly(trimmed) ? 'body-truncated' : 'body-not-json', answer)
}

/**
 * The page with which a host or firewall asks a visitor to prove that he is human; null when it is none.
 * SiteGround answers 202 (woocommerce/woocommerce#52896), Cloudflare 403 or 503 with `cf-mitigated`, AWS its own
 * header. A captcha's script alone proves nothing: shops have one in their log-in form.
 */
export function captchaFailure(answer: Answer, text: string): Failure | null {
  const { headers, status } = answer
  const start = text.slice(0, 65_536)
  const asked =
    headers['cf-mitigated'] === 'challenge' ||
    headers['x-amzn-waf-action'] !== undefined ||
    headers['sg-captcha'] !== undefined ||
    challengeMarks.test(start) ||
    (captchaMarks.test(start) && (status !== 200 || !/wp-content|wp-includes/.test(start)))
  return asked ? failure('captcha', { host: answer.url.host }) : null
}

const challengeMarks = /sgcaptcha|_cf_chl_opt|cf-chl-|imunify360|_Incapsula_Resource|ddos-guard|px-captcha/i
const captchaMarks = /g-recaptcha|google\.com\/recaptcha|h-captcha|hcaptcha\.com|cf-turnstile/i

const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const quote = 0x22
const backslash = 0x5c
const mark = '\uFEFF'

function withoutMarks(text: string): string {
  return text.replace(/^[\uFEFF\s]+/, '').trimEnd()
}

function isHtmlPage(text: string): boolean {
  return /^<(!doctype|html|head|body)\b/i.test(text)
}

function bodyFailure(
  code: Extract<FailureCode, 'body-empty' | 'body-html' | 'body-truncated' | 'body-not-json'>,
  answer: Answer,
): Failure {
  return failure(code, { host: answer.url.host })
}

function recovered(what: NoticeParams['body-recovered']['what']): LogNotice {
  return { code: 'body-recovered', params: { what } }
}

/** Undefined when it is no JSON (JSON itself has no undefined). */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Expected here; the caller decides what the text is instead.
    return undefined
  }
}

/**
 * JSON whose strings hold control characters, which stand there only escaped (PrestaShop before 1.7.3 writes them as they
 * are), with these escaped; null where there are none.
 */
function withoutControls(text: string): string | null {
  const parts: string[] = []
  let quoted = false
  let from = 0
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i)
    if (char === quote) quoted = !quoted
    else if (!quoted) continue
    else if (char === backslash) i += 1
    else if (char < 0x20) {
      parts.push(text.slice(from, i), JSON.stringify(text[i]).slice(1, -1))
      from = i + 1
    }
  }
  return from === 0 ? null : parts.join('') + text.slice(from)
}

/**
 * Whole JSON inside a text that has warnings before or after it. What is looked through for it is bounded: a text full of
 * brackets would be read through anew from each of them.
 */
function findJson(text: string): Omit<JsonBody, 'notices'> | undefined {
  // Only where a warning can end and an answer begin: after a tag, a space or a line end.
  const starts = /(?:^|[\s>\uFEFF])([[{])/g
  let left = 2 * text.length + 1_000_000
  for (let found = starts.exec(text); found !== null && left > 0; found = starts.exec(text)) {
    const start = found.index + found[0].length - 1
    const end = closingPlace(text, start)
    // What begins as an answer and does not end is cut off: what stands within it is no answer of its own.
    if (start === 0 && end > text.length) return undefined
    left -= Math.min(end, text.length) - start
    starts.lastIndex = start + 1
    if (!/^\s*([<a-z]|$)/i.test(text.slice(end, end + 200))) continue
    const candidate = text.slice(start, end)
    const json = tryParse(candidate)
    // A lone number in brackets belongs to the warning, not to the answer.
    if (json !== undefined && isAnswer(json)) return { json, bytes: Buffer.from(candidate) }
  }
  return undefined
}

function isAnswer(json: unknown): boolean {
  return !Array.isArray(json) || json.every((item) => typeof item === 'object' && item !== null)
}

/** Whether a JSON text stops before its brackets and quotes are closed. */
function endsEarly(text: string): boolean {
  return /^[[{]/.test(text) && closingPlace(text, 0) > text.length
}

/** The place behind the bracket that closes the one at `start`; behind the text's end when none does. */
function closingPlace(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i += 1) {
    const char = text.charCodeAt(i)
    if (char === backslash && quoted) i += 1
    else if (char === quote) quoted = !quoted
    else if (quoted) continue
    else if (char === openBracket || char === openBrace) depth += 1
    else if (char === closeBracket || char === closeBrace) {
      depth -= 1
      if (depth === 0) return i + 1
    }
  }
  return text.length + 1
}
