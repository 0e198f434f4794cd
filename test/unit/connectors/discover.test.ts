import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../main/connectors/http-answer.ts'
import { discover as magento } from '../../../main/connectors/magento/discover.ts'
import { discover as prestashop } from '../../../main/connectors/prestashop/discover.ts'
import type { Discovery } from '../../../main/connectors/typed-address.ts'
import { discover as woocommerce } from '../../../main/connectors/woocommerce/discover.ts'
import { Failure } from '../../../main/words/failure.ts'

/** What a site answers to one address; null: as the shop does. */
type Rule = (url: URL) => Partial<Answer> | null

const page = { status: 200, body: Buffer.from('<!DOCTYPE html><html><body>Benvenuti</body></html>') }
const forbidden = { ...page, status: 403 }
const broken = { ...page, status: 500 }
const to = (location: string) => ({ status: 301, headers: { location }, body: Buffer.from('') })
const noKey = { status: 401, body: Buffer.from('401 Unauthorized') }
const askingForKey = { ...noKey, headers: { 'www-authenticate': 'Basic realm="Welcome to PrestaShop"' } }
const stranger = (message: string, parameters: object) => ({
  status: 401,
  body: Buffer.from(JSON.stringify({ message, ...parameters })),
})

const shops = {
  woocommerce: {
    discover: woocommerce,
    paths: /^\/wp-json\/$/,
    answer: { status: 200, body: Buffer.from('{"namespaces":["wc/v3"]}') },
  },
  prestashop: {
    discover: prestashop,
    paths: /^\/(api\/orders|webservice\/dispatcher\.php)$/,
    answer: askingForKey,
  },
  magento: {
    discover: magento,
    paths: /^\/(index\.php\/)?rest\/V1\/orders$/,
    answer: stranger("The consumer isn't authorized to access %resources.", {
      parameters: { resources: 'Magento_Sales::actions_view' },
    }),
  },
}
const names = Object.keys(shops) as (keyof typeof shops)[]

/** Looks for a shop at `negozio.it`, that answers where a rule of its site does not. */
async function found(name: keyof typeof shops, rule: Rule) {
  const { discover, paths, answer } = shops[name]
  const asked: string[] = []
  const open: Discovery['open'] = async (url) => {
    asked.push(url.href)
    const given = rule(url) ?? (paths.test(url.pathname) ? answer : page)
    return { headers: {}, serverDate: null, url, elapsedMs: 1, retries: 0, ...page, ...given }
  }
  const result = await discover({ typed: 'negozio.it', allowHttp: false, open }).catch((error: unknown) => {
    if (error instanceof Failure) return { root: error.value.code, url: '' }
    throw error
  })
  return { ...result, asked }
}

describe('R39: healthy shops connect', () => {
  test.each(
    names.flatMap((name) => ['/', '/it/', '/en-us/', '/index.php?x=1'].map((path) => [name, path] as const)),
  )('%s, whose site leads to its right name and forgets what was asked: %s', async (name, path) => {
    const away = `https://www.negozio.it${path}`
    const { root } = await found(name, ({ host }) => (host === 'negozio.it' ? to(away) : null))
    expect(root).toMatch(/^https:\/\/www\.negozio\.it\//)
  })

  test('a site that leads elsewhere is not asked again there', async () => {
    const { root, asked } = await found('woocommerce', () => to('https://altrove.it/'))
    expect(root).toBe('redirected-elsewhere')
    expect(asked.every((url) => url.startsWith('https://negozio.it/'))).toBe(true)
  })

  test.each<[string, Partial<Answer>, string]>([
    ['forbidden', forbidden, 'blocked-by-security'],
    ['broken', broken, 'server-error'],
    ['closed for a time', { ...page, status: 503 }, 'maintenance'],
    ['led in circles', to('/api/orders?output_format=JSON&limit=1'), 'too-many-redirects'],
  ])('prestashop, where api/ is %s and the script behind it is not', async (_, answer, code) => {
    const { root, routing } = {
      routing: '',
      ...(await found('prestashop', (url) => (url.pathname.startsWith('/api/') ? answer : null))),
    }
    expect({ root, routing }).toEqual({ root: 'https://negozio.it/', routing: 'dispatcher' })
    // Where nothing is open, what was in the way of the first is told.
    const nowhere = (url: URL) => (url.pathname.startsWith('/api/') ? answer : { ...page, status: 404 })
    expect((await found('prestashop', nowhere)).root).toBe(code)
  })

  test('prestashop, whose question for a key loses its header', async () => {
    expect((await found('prestashop', ({ pathname }) => (pathname === '/' ? null : noKey))).root).toBe(
      'https://negozio.it/',
    )
    // Another program asks for something else.
    const other = { ...noKey, headers: { 'www-authenticate': 'Basic realm="traefik"' } }
    expect((await found('prestashop', () => other)).root).toBe('site-login-needed')
  })

  test.each<[string, Partial<Answer>, string]>([
    ['forbidden', forbidden, 'blocked-by-security'],
    ['broken', broken, 'server-error'],
  ])('magento, where rest/ is %s and the script behind it is not', async (_, answer, code) => {
    const isRest = ({ pathname }: URL) => pathname.startsWith('/rest/')
    expect((await found('magento', (url) => (isRest(url) ? answer : null))).root).toBe(
      'https://negozio.it/index.php/rest/V1/',
    )
    expect((await found('magento', (url) => (isRest(url) ? answer : page))).root).toBe(code)
  })

  test('magento, which names what a stranger lacks in its sentence alone', async () => {
    const said = stranger("The consumer isn't authorized to access Magento_Sales::actions_view.", {})
    expect((await found('magento', ({ pathname }) => (pathname === '/' ? null : said))).root).toBe(
      'https://negozio.it/rest/V1/',
    )
  })
})
