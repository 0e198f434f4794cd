import { describe, expect, test } from 'vitest'
import { shownAddress, staysWithShop } from '../../../main/connectors/address.ts'
import { platformFor, platforms } from '../../../main/connectors/registry.ts'
import { candidates } from '../../../main/connectors/woocommerce/address.ts'
import { woocommerce } from '../../../main/connectors/woocommerce/index.ts'
import { Failure } from '../../../main/words/failure.ts'
import { shopSettingsSchema } from '../../../main/words/shop.ts'

describe('where a typed address may lead', () => {
  test.each([
    ['shop.example', ['https://shop.example/'], []],
    [' https://Shop.Example ', ['https://shop.example/'], []],
    ['https://shop.example:8443/', ['https://shop.example:8443/'], []],
    ['https://user:pass@shop.example/?x=y#z', ['https://shop.example/'], []],
    ['shop.example/negozio/', ['https://shop.example/negozio/', 'https://shop.example/'], []],
    ['https://shop.example/wp-admin/post.php?post=1', ['https://shop.example/'], []],
    ['https://shop.example/it/index.php', ['https://shop.example/it/', 'https://shop.example/'], []],
    ['https://shop.example/shop.html', ['https://shop.example/'], []],
    ['https://shop.example/wp-json/wc/v3/orders?consumer_key=ck', ['https://shop.example/'], []],
    ['localhost:8080', ['https://localhost:8080/'], ['http://localhost:8080/']],
    ['http://localhost:8080/', ['http://localhost:8080/'], []],
    ['http://127.1.2.3', ['http://127.1.2.3/'], []],
    ['http://[::1]:80/', ['http://[::1]/'], []],
    ['caffè.example', ['https://xn--caff-8oa.example/'], []],
  ])('%s', (typed, bases, insecureBases) => {
    const found = candidates(typed, false)
    expect(found.bases.map((url) => url.href)).toEqual(bases)
    expect(found.insecureBases.map((url) => url.href)).toEqual(insecureBases)
  })

  test('plain HTTP to another computer after confirmation only (R33)', () => {
    expect(codeOf('http://shop.example', false)).toBe('insecure-http')
    expect(candidates('http://shop.example', true).bases[0]?.href).toBe('http://shop.example/')
    expect(candidates('shop.example', true).insecureBases[0]?.href).toBe('http://shop.example/')
  })

  test.each([
    '',
    '   ',
    'negozio',
    'https://',
    'ftp://shop.example',
    'mailto:a@b.example',
    'https://shop..',
    '????',
  ])('%j is no address', (typed) => {
    expect(codeOf(typed, false)).toBe('address-invalid')
  })

  test('a refused address is quoted as it was typed, blanks and all', () => {
    const refused = () => candidates(' non un indirizzo?key=x ', false)
    expect(refused).toThrow(
      expect.objectContaining({
        value: { code: 'address-invalid', params: { address: 'non un indirizzo' } },
      }),
    )
  })

  test('a refused address is shown without what may be secret', () => {
    try {
      candidates('ftp://user:secret@shop.example/?consumer_secret=cs', false)
      expect.fail('was taken')
    } catch (error) {
      expect(JSON.stringify((error as Failure).value)).toBe(
        '{"code":"address-invalid","params":{"address":"…"}}',
      )
    }
    expect(shownAddress(new URL('https://u:p@shop.example/a?key=x#y'))).toBe('https://shop.example/a')
  })
})

describe('R33: a redirect stays with the shop', () => {
  test.each([
    ['https://shop.example/a', 'https://shop.example/b', true],
    ['http://shop.example/', 'https://shop.example/', true],
    ['https://shop.example/', 'https://www.shop.example/', true],
    ['https://www.shop.example/', 'https://shop.example/', true],
    ['http://shop.example/', 'https://www.shop.example/', true],
    ['https://shop.example/', 'http://shop.example/', false],
    ['https://shop.example/', 'https://shop.example.evil.example/', false],
    ['https://shop.example/', 'https://evil.example/', false],
    ['https://shop.example/', 'https://m.shop.example/', false],
    ['https://a.shops.example/', 'https://b.shops.example/', false],
    ['https://shop.example/', 'https://shop.example:8443/', false],
    ['https://127.0.0.1:1/', 'https://127.0.0.1:2/', false],
    ['https://shop.example/', 'ftp://shop.example/', false],
  ])('%s -> %s: %s', (from, to, stays) => {
    expect(staysWithShop(new URL(from), new URL(to))).toBe(stays)
  })
})

test('the registry knows the platform, and what it needs to be opened', () => {
  expect(platformFor('woocommerce')).toBe(woocommerce)
  for (const [id, platform] of Object.entries(platforms)) {
    expect(platform?.id).toBe(id)
    expect(platform?.credentials.flat().some((field) => field.secret)).toBe(true)
  }
  expect(() => woocommerce.checkAddress('http://shop.example', shopSettingsSchema.parse({}))).toThrow(Failure)
  woocommerce.checkAddress('shop.example', shopSettingsSchema.parse({}))
})

function codeOf(typed: string, allowHttp: boolean): string {
  try {
    return `taken: ${candidates(typed, allowHttp).bases.join(' ')}`
  } catch (error) {
    if (error instanceof Failure) return error.value.code
    throw error
  }
}
