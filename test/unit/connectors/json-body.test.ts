import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../main/connectors/http-answer.ts'
import { readJson } from '../../../main/connectors/json-body.ts'
import { Failure } from '../../../main/words/failure.ts'

function answer(body: string, parts: Partial<Answer> = {}): Answer {
  return {
    status: 200,
    headers: {},
    serverDate: null,
    body: Buffer.from(body),
    url: new URL('https://shop.example/wp-json/'),
    elapsedMs: 0,
    retries: 0,
    ...parts,
  }
}

function codeOf(body: string, parts?: Partial<Answer>): string {
  try {
    readJson(answer(body, parts))
    return 'read'
  } catch (error) {
    if (error instanceof Failure) return error.value.code
    throw error
  }
}

const orders = [{ id: 1, note: 'perché no? [1] {"a":2}' }, { id: 2 }]
const json = JSON.stringify(orders)
const warning =
  '<br />\n<b>Warning</b>:  Undefined array key [5] in <b>/var/www/a.php</b> on line <b>9</b><br />\n'
const plainWarning = '\nPHP Notice:  Undefined index: x{y} in /var/www/a.php on line 9\n'

describe('the JSON of an answer', () => {
  test.each([
    ['as it is', json, []],
    ['with blanks around', `\n ${json}\n`, []],
    ['behind a byte-order mark', `\uFEFF${json}`, ['byte-order-mark']],
    ['behind two of them', `\uFEFF\uFEFF${json}`, ['byte-order-mark']],
    ['behind a warning', warning + json, ['php-notice']],
    ['behind many warnings', warning.repeat(20) + json, ['php-notice']],
    ['behind a warning without HTML', plainWarning + json, ['php-notice']],
    ['behind a mark and a warning', `\uFEFF${warning}${json}`, ['php-notice']],
    ['before a warning', `${json}\n${warning}`, ['php-notice']],
    ['between warnings', warning + json + warning, ['php-notice']],
    ['before a long warning', `${json}\n${warning.repeat(20)}`, ['php-notice']],
  ])('is read %s', (_, body, notices) => {
    const read = readJson(answer(body))
    expect(read.json).toEqual(orders)
    expect(read.notices).toEqual(notices.map((what) => ({ code: 'body-recovered', params: { what } })))
    expect(JSON.parse(Buffer.from(read.bytes).toString())).toEqual(orders)
  })

  test('with raw control characters in a text is read (PrestaShop/PrestaShop#8393)', () => {
    const raw = '[{"id":1,"note":"due\u0001 righe\n\t\\"e\\" una barra \\\\"}]'
    const read = readJson(answer(raw))
    expect(read.json).toEqual([{ id: 1, note: 'due\u0001 righe\n\t"e" una barra \\' }])
    expect(read.notices).toEqual([{ code: 'body-recovered', params: { what: 'control-characters' } }])
    expect(JSON.parse(Buffer.from(read.bytes).toString())).toEqual(read.json)
  })

  test('is looked for in bounded time among brackets that never close', () => {
    const body = `<br>${'warning [ '.repeat(400_000)}`
    const before = process.cpuUsage()
    expect(codeOf(body)).toBe('body-html')
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(2)
  })

  test('is read behind a warning when there is no order in it', () => {
    expect(readJson(answer(`${warning}[]`)).json).toEqual([])
  })

  test.each([
    ['', 'body-empty'],
    ['  \n', 'body-empty'],
    ['\uFEFF', 'body-empty'],
    ['<!DOCTYPE html><html><script>var a = {"b": [1]}</script></html>', 'body-html'],
    ['<html>\n{"id":1}\n</html>', 'body-html'],
    ['<b>Fatal error</b>: Uncaught Error in /var/www/a.php:12', 'body-html'],
    [json.slice(0, -1), 'body-truncated'],
    [json.slice(0, 20), 'body-truncated'],
    ['[{"id":1},]', 'body-not-json'],
    ['Error establishing a database connection', 'body-not-json'],
    ['[{"id":1}]]', 'body-not-json'],
  ])('%j is a failure: %s', (body, code) => {
    expect(codeOf(body)).toBe(code)
  })

  test.each<[string, string, Partial<Answer>]>([
    [
      'SiteGround',
      '<html><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">',
      { status: 202 },
    ],
    [
      'Cloudflare',
      '<!DOCTYPE html><title>Just a moment...</title>',
      { headers: { 'cf-mitigated': 'challenge' } },
    ],
    ['a page with nothing but a captcha', '<html><div class="h-captcha"></div></html>', {}],
  ])("%s's question whether one is human is a captcha", (_, body, parts) => {
    expect(codeOf(body, parts)).toBe('captcha')
  })

  test("a shop's own page with a captcha in its log-in form is a page", () => {
    const page = '<!doctype html><link href="/wp-content/themes/x.css"><div class="g-recaptcha"></div>'
    expect(codeOf(page)).toBe('body-html')
  })

  test('is whole, or not read at all', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 400 }), (text, length) => {
        const whole = `[{"id":1,"x":${text}}]`
        const cut = whole.slice(0, Math.min(length, whole.length - 1))
        expect(codeOf(whole)).toBe('read')
        expect(['body-truncated', 'body-empty']).toContain(codeOf(cut))
      }),
      {
        examples: [
          ['" {}"', 18],
          ['"> [{}] "', 21],
        ],
      },
    )
  })
})
