import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../../main/connectors/http-answer.ts'
import { placeOf } from '../../../../main/connectors/shopify/address.ts'
import { findShop } from '../../../../main/connectors/shopify/discover.ts'
import { Failure, type FailureValue } from '../../../../main/words/failure.ts'

const shop = 'https://bottega.myshopify.com'

describe('the address of a Shopify shop as people type it', () => {
  test.each([
    'bottega',
    'Bottega',
    ' bottega\n',
    'bottega.myshopify.com',
    'https://bottega.myshopify.com',
    'http://bottega.myshopify.com/',
    'https://bottega.myshopify.com/admin/orders?status=open',
    'admin.shopify.com/store/bottega',
    'https://admin.shopify.com/store/bottega/orders/123',
    'https://admin.shopify.com/store/bottega?ref=x',
  ])('%j is the shop itself', (typed) => {
    expect(placeOf(typed, false)).toEqual({ kind: 'shop', origin: shop })
  })

  test.each([
    ['www.bottega.it', 'https://www.bottega.it/'],
    ['https://bottega.it/products/caffe', 'https://bottega.it/'],
  ])('%j is a site that has to tell', (typed, url) => {
    const place = placeOf(typed, false)
    expect(place.kind === 'site' && place.url.href).toBe(url)
  })

  test('this computer is a shop under test', () => {
    expect(placeOf('127.0.0.1:4711', false)).toEqual({ kind: 'shop', origin: 'http://127.0.0.1:4711' })
  })

  test.each([
    ['', 'address-invalid'],
    ['anna@bottega.it', 'address-invalid'],
    ['ftp://bottega.it', 'address-invalid'],
    ['https://admin.shopify.com', 'address-invalid'],
    ['https://www.shopify.com/it', 'address-invalid'],
    ['http://www.bottega.it', 'insecure-http'],
  ])('%j is refused: %s', (typed, code) => {
    expect(failureOf(() => placeOf(typed, false)).code).toBe(code)
  })

  test('nothing secret of a wrong address is shown', () => {
    const value = failureOf(() => placeOf('https://anna:segreto@shopify.com/?key=abc', false))
    expect(JSON.stringify(value)).not.toMatch(/segreto|abc/)
  })
})

describe('a shop with a domain of its own', () => {
  type Page = Partial<Pick<Answer, 'status' | 'headers'>> & { readonly body?: string }

  async function find(pages: Readonly<Record<string, Page>>, asked: string[] = []) {
    return findShop(placeOf('https://www.bottega.it', false), async (url) => {
      asked.push(url.href)
      const { status = 200, headers = {}, body = '' } = pages[url.href] ?? { status: 404 }
      const rest = { serverDate: null, elapsedMs: 1, retries: 0 }
      return { status, headers, body: Buffer.from(body), url, ...rest }
    })
  }
  const to = (location: string): Page => ({ status: 302, headers: { location } })

  test.each(['https://admin.shopify.com/store/bottega', 'https://bottega.myshopify.com/admin'])(
    'is found by where its administration leads to, %s, without going there',
    async (location) => {
      const asked: string[] = []
      expect(await find({ 'https://www.bottega.it/admin': to(location) }, asked)).toBe(shop)
      expect(asked).toEqual(['https://www.bottega.it/admin'])
    },
  )

  test('is found by what its home page names', async () => {
    const body = '<script>var Shopify = Shopify || {};\nShopify.shop = "bottega.myshopify.com";</script>'
    expect(await find({ 'https://www.bottega.it/': { body } })).toBe(shop)
  })

  test('is found through redirects of the same site', async () => {
    const pages = {
      'https://www.bottega.it/admin': to('https://bottega.it/admin'),
      'https://bottega.it/admin': to('https://admin.shopify.com/store/bottega'),
    }
    expect(await find(pages)).toBe(shop)
  })

  test.each<[string, Readonly<Record<string, Page>>]>([
    ['that is not Shopify', { 'https://www.bottega.it/': { body: '<html>WordPress</html>' } }],
    ['that leads elsewhere', { 'https://www.bottega.it/admin': to('https://elsewhere.example/admin') }],
    ['that leads round in circles', { 'https://www.bottega.it/admin': to('/admin') }],
    [
      'that names something else than a shop of Shopify’s',
      { 'https://www.bottega.it/': { body: 'Shopify.shop = "bottega.myshopify.com.evil.example"' } },
    ],
  ])('a site %s is refused with a remedy', async (_, pages) => {
    const failure = await find(pages).catch((error: unknown) => error)
    expect(failure instanceof Failure && failure.value).toEqual({
      code: 'shop-address-unknown',
      params: { address: 'https://www.bottega.it/' },
    })
  })
})

function failureOf(act: () => unknown): FailureValue {
  try {
    act()
  } catch (error) {
    if (error instanceof Failure) return error.value
    throw error
  }
  throw new Error('no failure')
}
